"""What training hears: the registry of schools."""

from typing import Any
from uuid import UUID

from chassis.events.consumer import Subscription
from chassis.events.contract_copies import contract_handlers
from chassis.events.webhooks import webhook_handlers
from contracts.inventory import v1 as inventory
from training.domain.ids import DistrictId, RegionId, SchoolId
from training.domain.reference import District, School
from training.usecases.copy_district import copy_district
from training.usecases.copy_school import copy_school
from training.usecases.ports import TrainingWork


async def on_district_changed(message: inventory.DistrictChanged, work: TrainingWork) -> None:
    """A district says in which region its schools are."""
    district = District(DistrictId(UUID(message.district_id)), RegionId(UUID(message.region_id)))
    await copy_district(district, work=work)


async def on_school_registered(message: inventory.SchoolRegistered, work: TrainingWork) -> None:
    """Staff can be registered for a school once it is known."""
    school = School(SchoolId(UUID(message.school_id)), DistrictId(UUID(message.district_id)))
    await copy_school(school, work=work)


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
)
