"""A child as admission knows it: registered alive and once, with documents that say who it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from enrollment.domain.admission.ages import Ages, age
from enrollment.domain.admission.application import Application
from enrollment.domain.admission.applying_refusals import (
    ContradictsCivilRegister,
    DocumentMissing,
    SameChild,
)
from enrollment.domain.admission.ids import CampaignId, ChildGuardianId, ChildId
from enrollment.domain.admission.refusals import (
    ApplicationExists,
    ChildDeceased,
    ChildRegisteredTwice,
    OutsideAges,
)
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.domain.ids import GuardianId
from enrollment.domain.person import checked_name
from enrollment.domain.refusals import GuardianshipAlreadyEnded

__all__ = [
    "Ages",
    "Child",
    "ChildGuardian",
    "CivilEntry",
    "CivilRecord",
    "DocumentKind",
    "age",
    "check_registration",
]

OLDEST_CHILD = 20
"""Nobody older goes to a school of ours, whatever the campaign."""


class DocumentKind(StrEnum):
    """What says who a child is."""

    NATIONAL_ID = "NATIONAL_ID"
    BIRTH_CERTIFICATE = "BIRTH_CERTIFICATE"
    PASSPORT = "PASSPORT"


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as it is kept: encrypted, and with the keyed hash by which alone two are compared."""

    kind: DocumentKind
    match: bytes
    sealed: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CivilEntry:
    """What the register of civil acts says of a person."""

    birth_date: date
    died_on: date | None = None


@dataclass(frozen=True, slots=True)
class CivilRecord:
    """What the register of civil acts knows; `same_person` is the id under which the person is known already."""

    child_id: ChildId
    birth_date: date
    died_on: date | None = None
    same_person: ChildId | None = None


@dataclass(eq=False)
class Child:
    """The one place where an applicant's name and birth date are kept; `area` is its home on the catchment map."""

    id: ChildId
    display_name: str
    sort_key: dict[str, str]
    birth_date: date
    registered_by: GuardianId
    area: str | None = None
    died_on: date | None = None
    merged_into: ChildId | None = None
    documents: tuple[StoredDocument, ...] = ()
    events: list[Any] = field(default_factory=list)

    @classmethod
    def register(cls, record: CivilRecord, *, today: date, **told: Any) -> "Child":
        """A child nobody knew yet. Refuses one without documents, a double, one that has died or is grown up."""
        child = cls(id=record.child_id, **told | {"display_name": checked_name(told["display_name"])})
        if not child.documents:
            raise DocumentMissing
        if record.birth_date != child.birth_date:
            raise ContradictsCivilRegister
        check_registration(record, Ages(0, OLDEST_CHILD, on=today), ())
        return child

    @property
    def record(self) -> CivilRecord:
        """What is known of the child here, in the register's words."""
        return CivilRecord(self.id, self.birth_date, self.died_on, self.merged_into)

    def pseudonym(self, campaign: CampaignId) -> str:
        """The child's name in a campaign: made of its document's keyed hash, so neither chosen nor drawn by anybody.

        Who could choose it could try names until one draws a good number.
        """
        match = min(self.documents, key=lambda document: (document.kind, document.match)).match
        return sha256(b"bilim pseudonym" + campaign.bytes + match).hexdigest()[:32]

    def merge(self, duplicate: "Child") -> None:
        """Takes over the documents of a record that proved to be the same child."""
        if duplicate.id == self.id:
            raise SameChild
        if self.merged_into or duplicate.merged_into:
            raise ChildRegisteredTwice
        self.documents, duplicate.documents = (*self.documents, *duplicate.documents), ()
        duplicate.merged_into = self.id


@dataclass(eq=False)
class ChildGuardian:
    """That a person answers for a child that is no pupil yet."""

    id: ChildGuardianId
    child_id: ChildId
    guardian_id: GuardianId
    kind: GuardianshipKind
    from_date: date
    ended_on: date | None = None
    events: list[Any] = field(default_factory=list)

    def end(self, *, on: date) -> None:
        """Ends it for good. Refuses one that has ended."""
        if self.ended_on is not None:
            raise GuardianshipAlreadyEnded(self.ended_on)
        self.ended_on = on


def check_registration(record: CivilRecord, ages: Ages, applications: Iterable[Application]) -> None:
    """Refuses a child that has died, is registered twice, has the wrong age or an active application here."""
    if record.died_on is not None:
        raise ChildDeceased
    if record.same_person not in (None, record.child_id):
        raise ChildRegisteredTwice
    if not ages.include(record.birth_date):
        raise OutsideAges(ages.on)
    if any(application.child_id == record.child_id and application.active for application in applications):
        raise ApplicationExists
