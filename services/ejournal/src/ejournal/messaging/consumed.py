"""What the journal hears: where schools lie, who comes and leaves, who answers for whom, and by which name."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis.clock import now, today
from chassis.events import Subscription
from chassis.events.contract_copies import contract_handlers
from chassis.events.webhooks import webhook_handlers
from chassis.ids import new_id
from chassis.personal import sealing
from contracts.enrollment import v1 as enrollment
from contracts.inventory import v1 as inventory
from contracts.training import v1 as training
from ejournal.domain.ids import (
    AcademicYearId,
    DistrictId,
    GuardianId,
    RegionId,
    SchoolId,
    StudentId,
    TeacherId,
)
from ejournal.domain.leaving import Leaving
from ejournal.domain.person import Forgotten, PersonKind
from ejournal.domain.stay import Schooling
from ejournal.usecases.dismiss_pupil import DismissPupil, dismiss_pupil
from ejournal.usecases.enrol_pupil import EnrolPupil, enrol_pupil
from ejournal.usecases.forget_person import ForgetPerson, forget_person
from ejournal.usecases.ports import EjournalWork
from ejournal.usecases.release_teacher import release_teacher
from ejournal.usecases.tell_person_part import TellPersonPart, tell_person_part


async def on_district_changed(message: inventory.DistrictChanged, work: EjournalWork) -> None:
    """A district says which region's office sees its schools."""
    async with work() as unit:
        unit.copies.district(DistrictId(UUID(message.district_id)), region=RegionId(UUID(message.region_id)))


async def on_school_registered(message: inventory.SchoolRegistered, work: EjournalWork) -> None:
    """A school says in which district it lies and in which zone its days begin."""
    async with work() as unit:
        unit.copies.school(
            SchoolId(UUID(message.school_id)),
            district=DistrictId(UUID(message.district_id)),
            time_zone=message.time_zone,
        )


async def on_student_enrolled(message: enrollment.StudentEnrolled, work: EjournalWork) -> None:
    """A new pupil gets a place, if one is free."""
    await _enrol(message, message.school_id, message.enrolled_on, work)


async def on_student_transferred(message: enrollment.StudentTransferred, work: EjournalWork) -> None:
    """A pupil leaves the class of one school and gets a place in another school."""
    await _enrol(message, message.to_school_id, message.on, work)


async def on_student_left(message: enrollment.StudentLeft, work: EjournalWork) -> None:
    """A pupil's place becomes free."""
    await dismiss_pupil(
        DismissPupil(
            StudentId(UUID(message.student_id)),
            SchoolId(UUID(message.school_id)),
            date.fromisoformat(message.on),
        ),
        work=work,
    )


async def on_guardianship_granted(message: enrollment.GuardianshipGranted, work: EjournalWork) -> None:
    """A guardian sees the child from now on."""
    async with work() as unit:
        unit.copies.guardianship(
            StudentId(UUID(message.student_id)),
            GuardianId(UUID(message.guardian_id)),
            from_date=date.fromisoformat(message.from_date),
            until_date=date.fromisoformat(message.until_date) if message.HasField("until_date") else None,
        )


async def on_guardianship_ended(message: enrollment.GuardianshipEnded, work: EjournalWork) -> None:
    """A guardian sees the child no longer."""
    async with work() as unit:
        unit.copies.guardianship_ended(
            StudentId(UUID(message.student_id)),
            GuardianId(UUID(message.guardian_id)),
            on=date.fromisoformat(message.on),
        )


async def on_student_named(message: enrollment.PersonChanged, work: EjournalWork) -> None:
    """Class lists print this name. A guardian's is not kept: nothing here prints it."""
    if message.kind == enrollment.PersonKind.PERSON_KIND_STUDENT:
        await _name(message, PersonKind.STUDENT, work)


async def on_teacher_named(message: training.PersonChanged, work: EjournalWork) -> None:
    """Class lists and timetables print this name."""
    await _name(message, PersonKind.TEACHER, work)


async def on_staff_left(message: training.StaffLeft, work: EjournalWork) -> None:
    """Who left teaches no class of that school any more: what the relation opened is closed, here and elsewhere."""
    leaving = Leaving(
        TeacherId(UUID(message.teacher_id)),
        SchoolId(UUID(message.school_id)),
        date.fromisoformat(message.left_on),
    )
    await release_teacher(leaving, work=work, today=today)


async def on_person_erased(
    message: enrollment.PersonErased | training.PersonErased, work: EjournalWork
) -> None:
    """Class lists print this name no longer; who asked is told, and can be reminded."""
    on = date.fromisoformat(message.erased_on) if message.erased_on else now().date()
    if isinstance(message, training.PersonErased):
        command = ForgetPerson(UUID(message.person_id), Forgotten.TEACHER, on)
    else:
        others = tuple(map(UUID, message.other_ids))
        command = ForgetPerson(UUID(message.person_id), _forgotten(message.kind), on, others)
    await forget_person(command, work=work)


async def on_person_export_requested(message: enrollment.PersonExportRequested, work: EjournalWork) -> None:
    """Who asks for a person's record is told what is held here, sealed."""
    command = TellPersonPart(
        UUID(message.export_id),
        UUID(message.person_id),
        enrollment.PersonKind.Name(message.kind).removeprefix("PERSON_KIND_"),
        message.account if message.HasField("account") else None,
    )
    sealed = sealing(public_key=message.public_key, question=message.export_id)
    await tell_person_part(command, work=work, seal=sealed)


def _forgotten(kind: int) -> Forgotten:
    if kind == enrollment.PersonKind.PERSON_KIND_UNSPECIFIED:
        # Before the event said of whom it speaks it spoke of pupils.
        return Forgotten.STUDENT
    return Forgotten(enrollment.PersonKind.Name(kind).removeprefix("PERSON_KIND_"))


async def _name(
    message: enrollment.PersonChanged | training.PersonChanged, kind: PersonKind, work: EjournalWork
) -> None:
    async with work() as unit:
        unit.copies.name(
            UUID(message.person_id), kind=kind, display_name=message.display_name, sort_key=message.sort_key
        )


async def _enrol(
    message: enrollment.StudentEnrolled | enrollment.StudentTransferred,
    school: str,
    on: str,
    work: EjournalWork,
) -> None:
    schooling = Schooling(
        SchoolId(UUID(school)),
        AcademicYearId(UUID(message.academic_year_id)),
        message.grade,
        message.language,
    )
    command = EnrolPupil(StudentId(UUID(message.student_id)), schooling, date.fromisoformat(on))
    await enrol_pupil(command, work=work, new_id=new_id)


HEARS: tuple[Subscription[Any], ...] = (
    Subscription(
        "inventory",
        {
            "bilim.inventory.DistrictChanged.v1": on_district_changed,
            "bilim.inventory.SchoolRegistered.v1": on_school_registered,
            **contract_handlers("inventory"),
            **webhook_handlers("ejournal", owner="inventory"),
        },
    ),
    Subscription(
        "enrollment",
        {
            "bilim.enrollment.StudentEnrolled.v1": on_student_enrolled,
            "bilim.enrollment.StudentTransferred.v1": on_student_transferred,
            "bilim.enrollment.StudentLeft.v1": on_student_left,
            "bilim.enrollment.GuardianshipGranted.v1": on_guardianship_granted,
            "bilim.enrollment.GuardianshipEnded.v1": on_guardianship_ended,
            "bilim.enrollment.PersonChanged.v1": on_student_named,
            "bilim.enrollment.PersonErased.v1": on_person_erased,
            "bilim.enrollment.PersonExportRequested.v1": on_person_export_requested,
        },
        urgent=frozenset({"bilim.enrollment.PersonErased.v1"}),
    ),
    Subscription(
        "training",
        {
            "bilim.training.PersonChanged.v1": on_teacher_named,
            "bilim.training.PersonErased.v1": on_person_erased,
            "bilim.training.StaffLeft.v1": on_staff_left,
        },
        urgent=frozenset({"bilim.training.PersonErased.v1"}),
    ),
)
