"""What training hears: the registry of schools, who asks for a record, and whom others have forgotten."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis.events.consumer import Subscription
from chassis.events.contract_copies import contract_handlers
from chassis.events.webhooks import webhook_handlers
from chassis.personal import sealing
from contracts.ejournal import v1 as ejournal
from contracts.enrollment import v1 as enrollment
from contracts.inventory import v1 as inventory
from training.domain.ids import DistrictId, RegionId, SchoolId, TeacherId
from training.domain.reference import District, School
from training.usecases.copy_district import copy_district
from training.usecases.copy_school import copy_school
from training.usecases.forget_staff_again import ForgetStaffAgain, forget_staff_again
from training.usecases.forget_traces import forget_traces
from training.usecases.ports import TrainingWork
from training.usecases.tell_person_part import TellPersonPart, tell_person_part


async def on_district_changed(message: inventory.DistrictChanged, work: TrainingWork) -> None:
    """A district says in which region its schools are."""
    district = District(DistrictId(UUID(message.district_id)), RegionId(UUID(message.region_id)))
    await copy_district(district, work=work)


async def on_school_registered(message: inventory.SchoolRegistered, work: TrainingWork) -> None:
    """Staff can be registered for a school once it is known."""
    school = School(SchoolId(UUID(message.school_id)), DistrictId(UUID(message.district_id)))
    await copy_school(school, work=work)


async def on_person_export_requested(message: enrollment.PersonExportRequested, work: TrainingWork) -> None:
    """Who asks for a person's record is told what is held here, sealed."""
    command = TellPersonPart(
        UUID(message.export_id),
        UUID(message.person_id),
        enrollment.PersonKind.Name(message.kind).removeprefix("PERSON_KIND_"),
        message.account if message.HasField("account") else None,
    )
    sealed = sealing(public_key=message.public_key, question=message.export_id)
    await tell_person_part(command, work=work, seal=sealed)


async def on_person_erased(message: enrollment.PersonErased, work: TrainingWork) -> None:
    """What was set aside of a child or a guardian goes."""
    for each in (message.person_id, *message.other_ids):
        await forget_traces(UUID(each), work=work)


async def on_person_forgotten(message: ejournal.PersonForgotten, work: TrainingWork) -> None:
    """A teacher who came back with a backup is forgotten again."""
    if message.kind == ejournal.ForgottenKind.FORGOTTEN_KIND_TEACHER:
        on = date.fromisoformat(message.forgotten_on)
        await forget_staff_again(ForgetStaffAgain(TeacherId(UUID(message.person_id)), on), work=work)


HEARS: tuple[Subscription[Any], ...] = (
    Subscription(
        "inventory",
        {
            "bilim.inventory.DistrictChanged.v1": on_district_changed,
            "bilim.inventory.SchoolRegistered.v1": on_school_registered,
            **contract_handlers("inventory"),
            **webhook_handlers("training", owner="inventory"),
        },
    ),
    Subscription(
        "enrollment",
        {
            "bilim.enrollment.PersonErased.v1": on_person_erased,
            "bilim.enrollment.PersonExportRequested.v1": on_person_export_requested,
        },
        urgent=frozenset({"bilim.enrollment.PersonErased.v1"}),
    ),
    Subscription("ejournal", {"bilim.ejournal.PersonForgotten.v1": on_person_forgotten}),
)
