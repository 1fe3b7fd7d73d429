"""What the use cases of allocation are given beside what admission has."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Literal, Protocol

from chassis.work import Repository, Work
from enrollment.domain.admission.allocation_run import AllocationRun
from enrollment.domain.admission.appeal import Appeal
from enrollment.domain.admission.application import Application
from enrollment.domain.admission.campaign import Campaign
from enrollment.domain.admission.ids import (
    ApplicationId,
    CampaignId,
    ChildId,
    ExplanationId,
    OfferId,
    RunId,
    SeatPlanId,
)
from enrollment.domain.admission.job import Job
from enrollment.domain.admission.offer import Offer
from enrollment.domain.admission.queue_changed import QueueChanged
from enrollment.domain.admission.seat_plan import SeatPlan
from enrollment.domain.allocation import Document
from enrollment.domain.queue import Entry, Kind
from enrollment.usecases.admission.ports import (
    AdmissionUnit,
    Applications,
    Kept,
    NewId,
    Now,
    Permit,
    QueueFacts,
    SeatPlans,
    Today,
    place_of,
)

__all__ = ["AllocationUnit", "AllocationWork", "Draw", "NewId", "Now", "Permit", "Today", "place_of"]

FileKind = Literal["INPUT", "RESULT"]
Draw = Callable[[int], bytes]
"""Random bytes that nobody can foretell."""


class RunFiles(Protocol):
    """The seed of a run until it is revealed, and what went in and came out, byte for byte."""

    async def seal(self, run: RunId, seed: bytes, *, secret: str) -> None:
        """Keeps a seed so that the database alone does not tell it."""
        ...

    async def open(self, run: RunId, *, secret: str) -> bytes:
        """The seed of a run that is not published yet."""
        ...

    async def forget(self, run: RunId) -> None:
        """Drops the sealed seed."""
        ...

    async def keep(self, run: RunId, kind: FileKind, body: bytes) -> None:
        """Keeps a file."""
        ...

    async def read(self, run: RunId, kind: FileKind) -> bytes:
        """The bytes of a file."""
        ...

    async def document(self, campaign: Campaign) -> Document:
        """The applications that wait now, and the seats that are free."""
        ...

    async def by_ref(self, campaign: Campaign) -> dict[str, ApplicationId]:
        """The waiting applications by the pseudonyms of their children."""
        ...


class Queues(Protocol):
    """The queues as facts have made them."""

    async def behind(self) -> list[CampaignId]:
        """The campaigns whose queues have facts to follow."""
        ...

    async def follow(self, campaign: CampaignId) -> list[QueueChanged]:
        """Lets what was written down happen in its order; gives what to tell."""
        ...

    async def after(self, campaign: CampaignId, queue: SeatPlanId) -> list[SeatPlanId]:
        """The next queues of a campaign in the order of their ids, about as many as one transaction renumbers."""
        ...

    async def draw_numbers(
        self, campaign: CampaignId, queues: Collection[SeatPlanId], *, at: datetime
    ) -> list[QueueChanged]:
        """Gives everybody who waits in these queues the number of the revealed seed; gives what to tell."""
        ...

    async def entries(
        self, applications: Collection[ApplicationId]
    ) -> Mapping[ApplicationId, Mapping[SeatPlanId, Entry]]:
        """Where applications stand, by queue."""
        ...

    async def head(
        self,
        queue: SeatPlanId,
        campaign: CampaignId,
        states: Collection[str],
        *,
        besides: Collection[ApplicationId] = (),
    ) -> ApplicationId | None:
        """Whom the next free place is offered to, among applications in these states and besides some."""
        ...

    async def with_free_places(self) -> list[SeatPlanId]:
        """The programmes where a place is free and somebody waits, of campaigns that offer places."""
        ...

    async def standing(
        self, queue: SeatPlanId, campaign: CampaignId, application: ApplicationId
    ) -> tuple[int, Entry] | None:
        """Where an application stands now, and by which entry."""
        ...


class OfferFacts(QueueFacts, Protocol):
    """The record of what happened in the queues, as offers write it."""

    async def note(
        self,
        kind: Kind,
        application: Application,
        *,
        at: datetime,
        rule: str = "",
        plan: SeatPlanId | None = None,
        waits_for: Collection[SeatPlanId] | None = None,
    ) -> None:
        """What became of an application; `waits_for` where it is not all its choices."""
        ...


class WaitingApplications(Applications, Protocol):
    """Applications; what was changed is written before queues are asked."""

    async def flush(self) -> None:
        """Writes what is new or changed."""
        ...

    async def get_all(self, ids: Collection[ApplicationId]) -> list[Application]:
        """Applications, locked in the order of their ids."""
        ...

    async def registered(self, campaign: CampaignId, *, limit: int) -> list[Application]:
        """Some of those that are in order and wait for a run, locked."""
        ...


class HeldSeatPlans(SeatPlans, Protocol):
    """Seat plans, many at once."""

    async def get_all(self, ids: Collection[SeatPlanId]) -> list[SeatPlan]:
        """Plans, locked in the order of their ids."""
        ...


class Offers(Kept[Offer], Protocol):
    """Offers, and what explains them."""

    async def child_of(self, offer: OfferId) -> ChildId:
        """Whose place it is."""
        ...

    async def explain(
        self,
        explanation: ExplanationId,
        application: ApplicationId,
        plan: SeatPlanId,
        *,
        run: RunId | None,
        at: datetime,
        position: int,
        entry: Entry,
        seats: int,
    ) -> None:
        """Keeps why a place is offered."""
        ...

    async def lapsed(self, now: datetime, *, limit: int) -> list[OfferId]:
        """The offers whose term is over."""
        ...


class Appeals(Kept[Appeal], Protocol):
    """Appeals, and the rejections that nobody can appeal against any more."""

    async def lapsed(self, on: date, *, limit: int) -> list[ApplicationId]:
        """The applications whose last term was over before this day, and no instance has them."""
        ...


class AllocationUnit(AdmissionUnit, Protocol):
    """The aggregates of allocation, in one transaction with the rest of enrollment."""

    runs: Repository[AllocationRun]
    jobs: Repository[Job]

    @property
    def applications(self) -> WaitingApplications: ...
    @property
    def seat_plans(self) -> HeldSeatPlans: ...
    @property
    def run_files(self) -> RunFiles: ...
    @property
    def queues(self) -> Queues: ...
    @property
    def offers(self) -> Offers: ...
    @property
    def appeals(self) -> Appeals: ...
    @property
    def queue_facts(self) -> OfferFacts: ...

    def tell(self, event: object) -> None:
        """Publishes a fact that no aggregate holds."""
        ...


AllocationWork = Work[AllocationUnit]
