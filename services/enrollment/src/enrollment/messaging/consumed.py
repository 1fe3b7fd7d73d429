"""What enrollment hears: the registry of schools, the school calendar, and who teaches whom."""

from datetime import date
from typing import Any
from uuid import UUID

import orjson

from chassis.events.consumer import Subscription
from chassis.events.contract_copies import contract_handlers
from chassis.events.webhooks import webhook_handlers
from chassis.sealed_parts import SealedPart, unseal
from chassis.settings import platform_settings
from contracts.ejournal import v1 as ejournal
from contracts.inventory import v1 as inventory
from contracts.training import v1 as training
from enrollment.domain.ids import (
    AcademicYearId,
    ClassId,
    DistrictId,
    RegionId,
    SchoolId,
    StudentId,
    TeacherId,
)
from enrollment.domain.person import PersonKind
from enrollment.domain.reference import AcademicYear, District, School
from enrollment.usecases.copy_academic_year import copy_academic_year
from enrollment.usecases.copy_class import CopyClass, copy_class
from enrollment.usecases.copy_district import copy_district
from enrollment.usecases.copy_leaving import CopyLeaving, copy_leaving
from enrollment.usecases.copy_placement import CopyPlacement, copy_placement
from enrollment.usecases.copy_school import copy_school
from enrollment.usecases.forget_again import ForgetAgain, forget_again
from enrollment.usecases.forget_staff import forget_staff
from enrollment.usecases.ports import EnrollmentWork
from enrollment.usecases.take_person_part import TakePersonPart, take_person_part

PartSealed = inventory.PersonPartSealed | ejournal.PersonPartSealed | training.PersonPartSealed
"""An answer to a question for a person's record; the package says whose."""


async def on_district_changed(message: inventory.DistrictChanged, work: EnrollmentWork) -> None:
    """A district says which region's office sees its schools' pupils, pseudonymously."""
    district = District(DistrictId(UUID(message.district_id)), RegionId(UUID(message.region_id)))
    await copy_district(district, work=work)


async def on_school_registered(message: inventory.SchoolRegistered, work: EnrollmentWork) -> None:
    """Orders can be given for a school once it is known."""
    school = School(
        SchoolId(UUID(message.school_id)), DistrictId(UUID(message.district_id)), message.time_zone
    )
    await copy_school(school, work=work)


async def on_academic_year_opened(message: ejournal.AcademicYearOpened, work: EnrollmentWork) -> None:
    """Pupils can be enrolled for a year once it is known."""
    year = AcademicYear(
        id=AcademicYearId(UUID(message.academic_year_id)),
        code=message.code,
        start_date=date.fromisoformat(message.start_date),
        end_date=date.fromisoformat(message.end_date),
        school_id=SchoolId(UUID(message.school_id)) if message.HasField("school_id") else None,
    )
    await copy_academic_year(year, work=work)


async def on_class_opened(message: ejournal.ClassOpened, work: EnrollmentWork) -> None:
    """A class may have its class teacher from the first day."""
    told = CopyClass(
        id=ClassId(UUID(message.class_id)),
        class_teacher=_teacher(message),
        school=SchoolId(UUID(message.school_id)),
    )
    await copy_class(told, work=work)


async def on_class_teachers_changed(message: ejournal.ClassTeachersChanged, work: EnrollmentWork) -> None:
    """Who teaches a class sees its pupils; who no longer does, does not."""
    told = CopyClass(
        id=ClassId(UUID(message.class_id)),
        class_teacher=_teacher(message),
        teachers=[TeacherId(UUID(each.teacher_id)) for each in message.teachers],
    )
    await copy_class(told, work=work)


async def on_student_placed_in_class(message: ejournal.StudentPlacedInClass, work: EnrollmentWork) -> None:
    """The teachers of a class see the pupil from now on."""
    told = CopyPlacement(
        school_class=ClassId(UUID(message.class_id)),
        student=StudentId(UUID(message.student_id)),
        from_date=date.fromisoformat(message.from_date),
    )
    await copy_placement(told, work=work)


async def on_student_left_class(message: ejournal.StudentLeftClass, work: EnrollmentWork) -> None:
    """The teachers of a class see the pupil no longer."""
    told = CopyLeaving(
        school_class=ClassId(UUID(message.class_id)),
        student=StudentId(UUID(message.student_id)),
        until_date=date.fromisoformat(message.until_date),
    )
    await copy_leaving(told, work=work)


async def on_person_forgotten(message: ejournal.PersonForgotten, work: EnrollmentWork) -> None:
    """Who came back with a backup is forgotten again; staff are training's to forget."""
    if message.kind == ejournal.ForgottenKind.FORGOTTEN_KIND_TEACHER:
        return
    kind = PersonKind(ejournal.ForgottenKind.Name(message.kind).removeprefix("FORGOTTEN_KIND_"))
    on = date.fromisoformat(message.forgotten_on)
    await forget_again(ForgetAgain(UUID(message.person_id), kind, on), work=work)


async def on_staff_erased(message: training.PersonErased, work: EnrollmentWork) -> None:
    """What a member of staff had put together here goes too."""
    await forget_staff(UUID(message.person_id), work=work)


async def on_person_part_sealed(message: PartSealed, work: EnrollmentWork) -> None:
    """What another service holds of a person comes for who asked."""

    def opened(private_key: bytes) -> dict[str, Any]:
        part = SealedPart(message.sealed, message.signature)
        secret = platform_settings().secret
        content = unseal(part, private_key=private_key, question=message.export_id, secret=secret)
        told: dict[str, Any] = orjson.loads(content)
        return told

    service = message.DESCRIPTOR.full_name.split(".")[1]
    command = TakePersonPart(UUID(message.export_id), service)
    await take_person_part(command, work=work, open_part=opened)


def _teacher(message: ejournal.ClassOpened | ejournal.ClassTeachersChanged) -> TeacherId | None:
    return TeacherId(UUID(message.class_teacher_id)) if message.HasField("class_teacher_id") else None


HEARS: tuple[Subscription[Any], ...] = (
    Subscription(
        "inventory",
        {
            "bilim.inventory.DistrictChanged.v1": on_district_changed,
            "bilim.inventory.SchoolRegistered.v1": on_school_registered,
            "bilim.inventory.PersonPartSealed.v1": on_person_part_sealed,
            **contract_handlers("inventory"),
            **webhook_handlers("enrollment", owner="inventory"),
        },
    ),
    Subscription(
        "ejournal",
        {
            "bilim.ejournal.AcademicYearOpened.v1": on_academic_year_opened,
            "bilim.ejournal.ClassOpened.v1": on_class_opened,
            "bilim.ejournal.ClassTeachersChanged.v1": on_class_teachers_changed,
            "bilim.ejournal.StudentPlacedInClass.v1": on_student_placed_in_class,
            "bilim.ejournal.StudentLeftClass.v1": on_student_left_class,
            "bilim.ejournal.PersonForgotten.v1": on_person_forgotten,
            "bilim.ejournal.PersonPartSealed.v1": on_person_part_sealed,
        },
    ),
    Subscription(
        "training",
        {
            "bilim.training.PersonErased.v1": on_staff_erased,
            "bilim.training.PersonPartSealed.v1": on_person_part_sealed,
        },
    ),
)
