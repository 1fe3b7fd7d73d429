"""A child as registration sees it: alive, one person, of the right age."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from enrollment.domain.admission.application import Application
from enrollment.domain.admission.ids import ChildId
from enrollment.domain.admission.refusals import (
    ApplicationExists,
    ChildDeceased,
    ChildRegisteredTwice,
    OutsideAges,
)


@dataclass(frozen=True, slots=True)
class CivilRecord:
    """What the register of civil acts knows; `same_person` is the id under which the person is known already."""

    child_id: ChildId
    birth_date: date
    died_on: date | None = None
    same_person: ChildId | None = None


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages in years a campaign is for, both included, counted on one day."""

    youngest: int
    oldest: int
    on: date


def check_registration(record: CivilRecord, ages: Ages, applications: Iterable[Application]) -> None:
    """Refuses a child that has died, is registered twice, has the wrong age or an active application here."""
    if record.died_on is not None:
        raise ChildDeceased
    if record.same_person not in (None, record.child_id):
        raise ChildRegisteredTwice
    if not ages.youngest <= age(record.birth_date, on=ages.on) <= ages.oldest:
        raise OutsideAges(ages.on)
    if any(application.child_id == record.child_id and application.active for application in applications):
        raise ApplicationExists


def age(birth_date: date, *, on: date) -> int:
    """Full years; who was born on 29 February is a year older on 1 March where the day is missing."""
    before_birthday = (on.month, on.day) < (birth_date.month, birth_date.day)
    return on.year - birth_date.year - before_birthday
