"""What enrollment tells: each fact of its domain as the message of its contract."""

from functools import singledispatch

from google.protobuf.message import Message

from contracts.common.v1 import Order
from contracts.enrollment import v1
from enrollment.domain.erasure import PersonErased
from enrollment.domain.guardianship import GuardianshipEnded, GuardianshipGranted
from enrollment.domain.person import PersonChanged
from enrollment.domain.person_export import PersonExportRequested
from enrollment.domain.student import StudentEnrolled, StudentTransferred
from enrollment.messaging.admission import MESSAGES as OF_ADMISSION
from enrollment.messaging.allocation import MESSAGES as OF_ALLOCATION


@singledispatch
def message_of(event: object) -> Message:
    """The message of a fact. Raises TypeError for a fact that has no contract."""
    raise TypeError(f"No contract says how to publish {type(event).__name__}.")


@message_of.register
def _(event: StudentEnrolled) -> Message:
    return v1.StudentEnrolled(
        student_id=str(event.student_id),
        school_id=str(event.school_id),
        grade=event.grade,
        academic_year_id=str(event.academic_year_id),
        academic_year_code=event.academic_year_code,
        order=Order(number=event.order_number, date=event.order_date.isoformat()),
        enrolled_on=event.enrolled_on.isoformat(),
        language=event.language,
        application_id=str(event.application_id) if event.application_id else None,
    )


@message_of.register
def _(event: StudentTransferred) -> Message:
    return v1.StudentTransferred(
        student_id=str(event.student_id),
        from_school_id=str(event.from_school_id),
        to_school_id=str(event.to_school_id),
        order=Order(number=event.order_number, date=event.order_date.isoformat()),
        on=event.on.isoformat(),
        grade=event.grade,
        academic_year_id=str(event.academic_year_id),
        language=event.language,
        academic_year_code=event.academic_year_code,
    )


@message_of.register
def _(event: PersonChanged) -> Message:
    return v1.PersonChanged(
        person_id=str(event.person_id),
        kind=f"PERSON_KIND_{event.kind}",
        display_name=event.display_name,
        sort_key=event.sort_key,
    )


@message_of.register
def _(event: PersonExportRequested) -> Message:
    return v1.PersonExportRequested(
        export_id=str(event.export_id),
        person_id=str(event.person_id),
        kind=f"PERSON_KIND_{event.kind}",
        public_key=event.public_key,
        account=event.account,
    )


@message_of.register
def _(event: PersonErased) -> Message:
    return v1.PersonErased(
        person_id=str(event.person_id),
        kind=f"PERSON_KIND_{event.kind}",
        erased_on=event.erased_on.isoformat(),
        other_ids=map(str, event.other_ids),
        school_id=str(event.school_id) if event.school_id else None,
    )


@message_of.register
def _(event: GuardianshipGranted) -> Message:
    return v1.GuardianshipGranted(
        student_id=str(event.student_id),
        guardian_id=str(event.guardian_id),
        kind=f"GUARDIANSHIP_KIND_{event.kind}",
        from_date=event.from_date.isoformat(),
        until_date=event.until_date.isoformat() if event.until_date else None,
    )


@message_of.register
def _(event: GuardianshipEnded) -> Message:
    return v1.GuardianshipEnded(
        student_id=str(event.student_id), guardian_id=str(event.guardian_id), on=event.on.isoformat()
    )


for _kind, _make in {**OF_ADMISSION, **OF_ALLOCATION}.items():
    message_of.register(_kind, _make)
