"""What the use cases of admission are given."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from chassis.identity import OutOfScope
from chassis.identity.policy import Facts
from chassis.work import Repository, Work
from chassis.work.repository import A
from enrollment.domain.admission.application import Application
from enrollment.domain.admission.campaign import Campaign
from enrollment.domain.admission.catchment import Home
from enrollment.domain.admission.channel import ChannelConsent
from enrollment.domain.admission.child import Child, CivilEntry, DocumentKind, StoredDocument
from enrollment.domain.admission.ids import ApplicationId, CampaignId, ChildId, ContractId, SeatPlanId
from enrollment.domain.admission.rule_pack import RegisteredPack
from enrollment.domain.admission.seat_plan import Programme, SeatPlan
from enrollment.domain.admission.seat_proposal import SeatProposal
from enrollment.domain.ids import DistrictId, GuardianId, SchoolId
from enrollment.domain.queue.facts import Kind
from enrollment.usecases.ports import EnrollmentUnit, NewId, Permit, Today, place_of

__all__ = ["AdmissionUnit", "AdmissionWork", "NewId", "Now", "Permit", "Today", "place_of"]

Now = Callable[[], datetime]
"""What time it is."""


class Kept(Protocol[A]):
    """Aggregates of one kind, as chassis.work.Repository keeps them."""

    async def get(self, id: UUID) -> A: ...
    async def find(self, **key: object) -> A | None: ...
    async def find_all(self, **key: object) -> list[A]: ...
    def add(self, aggregate: A) -> None: ...


@dataclass(frozen=True, slots=True)
class UnderWay:
    """How many offers are open, and about how many applications something is yet to be decided."""

    offers: int
    undecided: int


class Campaigns(Kept[Campaign], Protocol):
    """Campaigns; who only reads one does not lock it."""

    async def look(self, campaign_id: CampaignId) -> Campaign:
        """The campaign as it stands, neither locked nor saved."""
        ...

    async def enter(self, campaign_id: CampaignId) -> None:
        """Holds off the end of a wave until this submission is done."""
        ...

    async def shut(self, campaign_id: CampaignId) -> None:
        """Waits for submissions under way, and keeps others out until the work ends."""
        ...

    async def submitted(self, campaign: Campaign) -> int:
        """How many applications came in the wave that is open."""
        ...

    async def under_way(self, campaign: Campaign, *, at: datetime) -> UnderWay:
        """What families still wait for."""
        ...


class SeatPlans(Kept[SeatPlan], Protocol):
    """Seat plans with who holds their seats."""

    async def held_by(self, application_id: ApplicationId) -> list[SeatPlan]:
        """The plans in which an application holds a seat, locked."""
        ...


class Children(Kept[Child], Protocol):
    """Children with their documents."""

    async def with_any_of(self, matches: Iterable[tuple[DocumentKind, bytes]]) -> ChildId | None:
        """The child that one of these documents belongs to."""
        ...


class Applications(Kept[Application], Protocol):
    """Applications with their choices and claims."""

    async def programmes(
        self, campaign: CampaignId, plans: Sequence[SeatPlanId]
    ) -> dict[SeatPlanId, Programme]:
        """What these seat plans of a campaign are for; an unknown one is left out."""
        ...

    def plan_of(self, application: Application, programme: Programme) -> SeatPlanId:
        """The seat plan of a programme that this work has read."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """What lies before who takes an application in; `child_ref` is the pseudonym of an earlier one.

    Of the home it says what concerns the schools applied for.
    """

    campaign: Campaign
    child: Child
    guardians: tuple[GuardianId, ...]
    home: Home
    programmes: tuple[Programme, ...]
    receipt: int
    child_ref: str | None


class Desk(Protocol):
    """Where applications are taken in."""

    async def open(self, campaign_id: CampaignId, child_id: ChildId, plans: Sequence[SeatPlanId]) -> Folder:
        """All that must be known, with the next number of receipt."""
        ...

    async def next_receipt(self) -> int:
        """The next number of receipt alone."""
        ...


class QueueFacts(Protocol):
    """The record of what happened in the queues."""

    async def note(self, kind: Kind, application: Application, *, at: datetime, rule: str = "") -> None:
        """What became of an application."""
        ...

    async def note_seats(self, plan: SeatPlan, *, at: datetime, rule: str = "") -> None:
        """How many seats a programme has from now on."""
        ...


class Catchments(Protocol):
    """The catchment map."""

    async def draw(self, school: SchoolId, areas: Collection[str]) -> None:
        """Lets a school take the children of these areas first, and of no others."""
        ...

    async def measure(self, school: SchoolId, metres: Mapping[str, int]) -> None:
        """Gives these areas a distance to a school, and no others."""
        ...

    async def of(self, area: str | None) -> Home:
        """What the map says of an area."""
        ...


class Channels(Kept[ChannelConsent], Protocol):
    """Which channels of others families let act for them."""

    async def is_in_force(self, contract: ContractId) -> bool:
        """Whether there is such a contract now."""
        ...

    async def may_act(
        self, contract: ContractId, guardians: Collection[GuardianId], places: Collection[UUID]
    ) -> bool:
        """Whether one of these guardians lets it, it is in force, and it is about one of these places."""
        ...


class AdmissionUnit(EnrollmentUnit, Protocol):
    """The aggregates of admission, in one transaction with the rest of enrollment."""

    rule_packs: Repository[RegisteredPack]
    seat_proposals: Repository[SeatProposal]

    @property
    def campaigns(self) -> Campaigns: ...
    @property
    def seat_plans(self) -> SeatPlans: ...
    @property
    def children(self) -> Children: ...
    @property
    def channels(self) -> Channels: ...
    @property
    def applications(self) -> Applications: ...
    @property
    def desk(self) -> Desk: ...
    @property
    def queue_facts(self) -> QueueFacts: ...
    @property
    def catchments(self) -> Catchments: ...


AdmissionWork = Work[AdmissionUnit]


@dataclass(frozen=True, slots=True)
class Document:
    """What a family shows: a national id, or a paper with a number."""

    kind: DocumentKind
    number: str


class CivilRegister(Protocol):
    """The register of civil acts: who was born when, and who has died."""

    async def look_up(self, document: Document) -> CivilEntry | None:
        """What the register knows under a document, or None."""
        ...


class Seals(Protocol):
    """Keeps the numbers of documents so that they can be compared and not read."""

    def store(self, document: Document) -> StoredDocument:
        """The document as it is kept."""
        ...

    def matches(self, document: Document) -> list[bytes]:
        """The hashes under which it may be kept."""
        ...


async def guardians_of(child_id: ChildId, unit: AdmissionUnit) -> list[GuardianId]:
    """Who answers for a child now."""
    known = await unit.child_guardians.find_all(child_id=child_id)
    return [each.guardian_id for each in known if each.ended_on is None]


async def channel_of(
    contract: ContractId | None,
    guardians: Collection[GuardianId],
    district: DistrictId,
    schools: Collection[SchoolId],
    unit: AdmissionUnit,
) -> ContractId | None:
    """The contract, if its holder may act for one of these guardians in that district; else None, as for nobody's."""
    if contract is None:
        return None
    known = await unit.districts.find(id=district)
    places = [district, *schools, *([known.region_id] if known else ())]
    return contract if await unit.channels.may_act(contract, guardians, places) else None


async def place_of_application(application: Application, unit: AdmissionUnit) -> list[Facts]:
    """Where an application is, as policy asks it: its district and its families' once for each school addressed."""
    campaign = await unit.campaigns.look(application.campaign_id)
    guardians = await guardians_of(application.child_id, unit)
    schools = {choice.programme.school_id for choice in application.choices}
    contract = await channel_of(application.contract_id, guardians, campaign.district_id, schools, unit)
    return [
        Facts(
            district=campaign.district_id,
            school=school,
            contract=contract,
            guardians=guardians,
        )
        for school in (*sorted(schools), None)
    ]


def permit_at_any(permit: Permit, action: str, places: Collection[Facts]) -> None:
    """Lets pass whom policy lets pass at one of these places; else refuses as at the last."""
    *first, last = places
    for place in first:
        with suppress(OutOfScope):
            return permit(action, place)
    return permit(action, last)
