"""What the use cases of training are given; `app.py` alone makes the real ones."""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from chassis.identity.policy import Facts
from chassis.work import Repository, Work
from training.domain.employment import Employment
from training.domain.reference import District, School
from training.domain.teacher import Teacher


class TrainingUnit(Protocol):
    """The aggregates of training, and its copies of others', in one transaction."""

    teachers: Repository[Teacher]
    employments: Repository[Employment]
    districts: Repository[District]
    schools: Repository[School]


TrainingWork = Work[TrainingUnit]
Permit = Callable[[str, Facts], None]
"""Refuses what policy does not let this caller do there: `permit("register_staff", facts)`."""
NewId = Callable[[], UUID]


def place_of(school: School) -> Facts:
    """Where a school is, as policy asks it."""
    return Facts(school=school.id, district=school.district_id)
