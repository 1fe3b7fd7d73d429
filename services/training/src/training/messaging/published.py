"""What training tells: each fact of its domain as the message of its contract."""

from functools import singledispatch

from google.protobuf.message import Message

from contracts.training import v1
from training.domain.employment import StaffLeft
from training.domain.erasure import PersonErased
from training.domain.person_part import PersonPartSealed
from training.domain.teacher import PersonChanged, StaffRegistered


@singledispatch
def message_of(event: object) -> Message:
    """The message of a fact. Raises TypeError for a fact that has no contract."""
    raise TypeError(f"No contract says how to publish {type(event).__name__}.")


@message_of.register
def _(event: StaffRegistered) -> Message:
    return v1.StaffRegistered(
        teacher_id=str(event.teacher_id),
        school_ids=map(str, event.school_ids),
        category=f"STAFF_CATEGORY_{event.category}",
        subjects=event.subjects,
        hired_on=event.hired_on.isoformat() if event.hired_on else None,
    )


@message_of.register
def _(event: StaffLeft) -> Message:
    return v1.StaffLeft(
        teacher_id=str(event.teacher_id), school_id=str(event.school_id), left_on=event.left_on.isoformat()
    )


@message_of.register
def _(event: PersonErased) -> Message:
    return v1.PersonErased(
        person_id=str(event.person_id),
        erased_on=event.erased_on.isoformat(),
        school_ids=map(str, event.school_ids),
    )


@message_of.register
def _(event: PersonPartSealed) -> Message:
    return v1.PersonPartSealed(
        export_id=str(event.export_id),
        person_id=str(event.person_id),
        sealed=event.sealed,
        signature=event.signature,
    )


@message_of.register
def _(event: PersonChanged) -> Message:
    return v1.PersonChanged(
        person_id=str(event.person_id), display_name=event.display_name, sort_key=event.sort_key
    )
