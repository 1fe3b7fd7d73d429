"""An allocation run: committed, frozen, executed, published, then confirmed by a second person or annulled."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from enrollment.domain.admission.ids import ActorId, CampaignId, JobId, RunId
from enrollment.domain.admission.refusals import WrongState
from enrollment.domain.admission.run_refusals import (
    CommitmentReused,
    RandomnessNotAsAnnounced,
    SamePerson,
    SeedNotCommitted,
)
from enrollment.domain.allocation import commitment
from enrollment.domain.order import Order


class RunState(StrEnum):
    """Where a run is."""

    COMMITTED = "COMMITTED"
    FROZEN = "FROZEN"
    EXECUTED = "EXECUTED"
    PUBLISHED = "PUBLISHED"
    CONFIRMED = "CONFIRMED"
    ANNULLED = "ANNULLED"


@dataclass(frozen=True, slots=True)
class RunCommitted:
    """The seed is fixed, and its hash is known to everybody, and where chance will come from besides."""

    run_id: RunId
    campaign_id: CampaignId
    version: int
    seed_commitment: str
    randomness_source: str


@dataclass(frozen=True, slots=True)
class RunFrozen:
    """The applications are fixed, and their hash is known to everybody."""

    run_id: RunId
    freeze_hash: str
    applications: int
    at: datetime


@dataclass(frozen=True, slots=True)
class RunExecuted:
    """The places are computed."""

    run_id: RunId
    input_hash: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RunPublished:
    """Everybody can run it again."""

    run_id: RunId
    seed_reveal: str
    public_randomness: str
    output_hash: str
    seats_filled: int
    unplaced: int
    at: datetime


@dataclass(frozen=True, slots=True)
class RunConfirmed:
    """A second person stands for it."""

    run_id: RunId
    at: datetime


@dataclass(frozen=True, slots=True)
class RunAnnulled:
    """An order says that it does not count; a new one has a new seed."""

    run_id: RunId
    order: Order


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gave: the hashes of what went in and came out, and how many children have a place or none."""

    input_hash: str
    output_hash: str
    placed: int
    unplaced: int


@dataclass(eq=False)
class AllocationRun:
    """One run of a campaign's allocation; `version` counts the runs of the campaign from 1.

    `seed` is null until it is revealed; until then whoever made the run keeps it sealed elsewhere.
    `randomness_source` names, before the wave closes, what public randomness will be drawn from; empty means that none
    is. `confirmation_id` is the job that offers its places.
    """

    id: RunId
    campaign_id: CampaignId
    version: int
    seed_commitment: str
    requested_by: ActorId
    randomness_source: str = ""
    state: RunState = RunState.COMMITTED
    freeze_hash: str | None = None
    input_hash: str | None = None
    output_hash: str | None = None
    seed: str | None = None
    public_randomness: str = ""
    applications: int | None = None
    placed: int | None = None
    unplaced: int | None = None
    annulled_by_order: str | None = None
    annulled_on: date | None = None
    confirmation_id: JobId | None = None
    events: list[Any] = field(default_factory=list)

    @classmethod
    def commit(
        cls,
        run_id: RunId,
        campaign_id: CampaignId,
        seed: bytes,
        *,
        by: ActorId,
        randomness_source: str = "",
        earlier: Collection[str] = (),
    ) -> "AllocationRun":
        """Commits to a seed; `earlier` are the commitments of the campaign's annulled runs, never used again."""
        promised = commitment(seed)
        if promised in earlier:
            raise CommitmentReused
        run = cls(run_id, campaign_id, len(earlier) + 1, promised, by, randomness_source)
        run.events.append(RunCommitted(run_id, campaign_id, run.version, promised, randomness_source))
        return run

    def freeze(self, freeze_hash: str, *, applications: int, at: datetime) -> None:
        """Fixes the document."""
        self._step(RunState.COMMITTED, RunState.FROZEN)
        self.freeze_hash, self.applications = freeze_hash, applications
        self.events.append(RunFrozen(self.id, freeze_hash, applications, at))

    def check_second_person(self, by: ActorId) -> None:
        """Refuses the person who requested it."""
        if by == self.requested_by:
            raise SamePerson

    def check_executor(self, by: ActorId) -> None:
        """Refuses to let the person who requested it run it, and a run that is not frozen."""
        self.check_second_person(by)
        if self.state is not RunState.FROZEN:
            raise WrongState(self.state, RunState.FROZEN)

    def check_randomness(self, drawn: str) -> None:
        """Refuses chance that nobody announced, and the lack of chance that was: who knows the seed could choose it."""
        if bool(drawn) != bool(self.randomness_source):
            raise RandomnessNotAsAnnounced(self.randomness_source or "–")

    def execute(self, outcome: Outcome, *, public_randomness: str, by: ActorId, at: datetime) -> None:
        """Records what was computed. Refuses when requester and executor are one person."""
        self.check_executor(by)
        self.check_randomness(public_randomness)
        self.state = RunState.EXECUTED
        self.input_hash, self.output_hash = outcome.input_hash, outcome.output_hash
        self.placed, self.unplaced = outcome.placed, outcome.unplaced
        self.public_randomness = public_randomness
        self.events.append(RunExecuted(self.id, outcome.input_hash, at))

    def check_executed(self) -> None:
        """Refuses what can only be done with a computed run that is not revealed yet."""
        if self.state is not RunState.EXECUTED:
            raise WrongState(self.state, RunState.EXECUTED)

    def publish(self, seed: bytes, *, at: datetime) -> None:
        """Reveals the seed. Refuses one that was not committed to."""
        if commitment(seed) != self.seed_commitment:
            raise SeedNotCommitted
        self._step(RunState.EXECUTED, RunState.PUBLISHED)
        self.seed = seed.hex()
        self.events.append(
            RunPublished(
                self.id,
                self.seed,
                self.public_randomness,
                self.output_hash or "",
                self.placed or 0,
                self.unplaced or 0,
                at,
            )
        )

    def confirm(self, *, by: ActorId, at: datetime, job: JobId) -> None:
        """Makes it count: from now on this job offers its places. Refuses the person who requested it."""
        self.check_second_person(by)
        self._step(RunState.PUBLISHED, RunState.CONFIRMED)
        self.confirmation_id = job
        self.events.append(RunConfirmed(self.id, at))

    def annul(self, *, order: Order, by: ActorId) -> None:
        """Takes it back by an order, before anybody has confirmed it. Refuses the person who requested it."""
        self.check_second_person(by)
        if self.state in (RunState.CONFIRMED, RunState.ANNULLED):
            raise WrongState(self.state, "a run that is not confirmed")
        self.state = RunState.ANNULLED
        self.annulled_by_order, self.annulled_on = order.number, order.signed_on
        self.events.append(RunAnnulled(self.id, order))

    def _step(self, before: RunState, after: RunState) -> None:
        if self.state is not before:
            raise WrongState(self.state, before)
        self.state = after
