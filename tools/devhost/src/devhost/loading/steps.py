"""The steps of a load, in the order in which services can understand them; each batch is one transaction."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from chassis.work import Work
from devhost.loading import (
    into_admission,
    into_contracts,
    into_ejournal,
    into_enrollment,
    into_inventory,
    into_training,
)
from devhost.loading.ids import sandbox_contract_id
from devhost.loading.plan import DistrictPlan, SchoolPlan


@dataclass(frozen=True, slots=True)
class Batch:
    """What is written together. `table` and `id` name one row of it: where that is, the whole batch is."""

    table: str
    id: UUID
    write: Callable[[Work[Any]], Awaitable[None]]
    column: str = "id"


@dataclass(frozen=True, slots=True)
class Step:
    """Batches for one service, which must first have heard what the steps before said to others."""

    title: str
    service: str
    batches: tuple[Batch, ...]


def steps_of(plan: DistrictPlan) -> Iterator[Step]:
    """A whole district, from the registry to the parents."""
    year = plan.year
    yield Step(
        "Region, district and schools with their equipment",
        "inventory",
        (
            Batch("district", plan.district_id, partial(into_inventory.territory, plan)),
            Batch(
                "contract",
                sandbox_contract_id(plan.district.code),
                partial(into_contracts.sandbox, plan),
            ),
            *(Batch("school", one.id, partial(into_inventory.school, plan, one)) for one in plan.schools),
        ),
    )
    yield Step(
        "School year and classes",
        "ejournal",
        (
            Batch("academic_year", year.id, partial(into_ejournal.school_year, year)),
            *(
                Batch("school_class", one.classes[0].id, partial(into_ejournal.classes, year, one))
                for one in plan.schools
                if one.classes
            ),
        ),
    )
    yield Step("Staff", "training", tuple(staff(one) for one in plan.schools if one.staff))
    yield Step(
        "Class teachers",
        "ejournal",
        tuple(
            Batch(
                "teaching", one.teaching[0].class_id, partial(into_ejournal.teachers, one), column="class_id"
            )
            for one in plan.schools
            if one.teaching
        ),
    )
    with_pupils = [one for one in plan.schools if one.families.students]
    yield Step(
        "Pupils",
        "enrollment",
        tuple(
            Batch("student", one.families.students[0].id, partial(into_enrollment.pupils, year, one))
            for one in with_pupils
        ),
    )
    yield Step(
        "Guardians",
        "enrollment",
        tuple(
            Batch("guardian", one.families.guardians[0].id, partial(into_enrollment.guardians, year, one))
            for one in with_pupils
        ),
    )
    if with_pupils:
        yield Step("A campaign, and a family that applies", "enrollment", tuple(admission(plan)))


def admission(plan: DistrictPlan) -> Iterator[Batch]:
    """What can be applied for, and an application to look at."""
    name, _ = into_admission.RULES
    yield Batch("rule_pack", into_admission.rule_pack_id(name), into_admission.rules)
    yield Batch("campaign", into_admission.campaign_id(plan), partial(into_admission.campaign, plan))
    yield Batch("child", into_admission.applicant_id(plan), partial(into_admission.family, plan))


def staff(one: SchoolPlan) -> Batch:
    """The staff of one school."""
    return Batch("teacher", one.staff[0].id, partial(into_training.staff, one))
