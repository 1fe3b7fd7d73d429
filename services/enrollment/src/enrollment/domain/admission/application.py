"""An application: one child's ranked choices in a campaign, its claims, and its way from a draft to a place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from enrollment.domain.admission.application_facts import (
    ApplicationRegistered,
    ApplicationRejected,
    ApplicationReturned,
    ApplicationSubmitted,
    ApplicationWithdrawn,
    Choice,
    ClaimDecided,
    ClaimState,
    PriorityClaim,
)
from enrollment.domain.admission.application_states import (
    ENDED,
    TRANSITIONS,
    ApplicationKind,
    ApplicationState,
)
from enrollment.domain.admission.ids import ApplicationId, CampaignId, ChildId
from enrollment.domain.admission.refusals import (
    AlreadyRestored,
    ChoiceRepeated,
    ChoicesMissing,
    ClaimUnknown,
    LegalBasisMissing,
    WrongState,
)
from enrollment.domain.admission.seat_plan import Programme, SeatPlan

S = ApplicationState


@dataclass(eq=False)
class Application:
    """One child's application. `submitted_at` is the moment of receipt, and moves only if a term was missed."""

    id: ApplicationId
    campaign_id: CampaignId
    child_id: ChildId
    kind: ApplicationKind = ApplicationKind.ADMISSION
    state: ApplicationState = ApplicationState.DRAFT
    choices: tuple[Choice, ...] = ()
    claims: tuple[PriorityClaim, ...] = ()
    submitted_at: datetime | None = None
    respond_by: datetime | None = None
    accepted: Programme | None = None
    restored: bool = False
    appeal_until: date | None = None
    events: list[Any] = field(default_factory=list)

    @property
    def active(self) -> bool:
        """Whether it may still lead to a place."""
        return self.state not in ENDED

    def choose(self, programmes: Sequence[Programme], *, at: datetime) -> None:
        """Ranks the choices. What was wanted before keeps its moment; what is new has this one."""
        if not programmes:
            raise ChoicesMissing
        if len(set(programmes)) < len(programmes):
            raise ChoiceRepeated
        if self.state not in (S.DRAFT, S.SUBMITTED, S.RETURNED, S.REGISTERED, S.QUEUED, S.ACCEPTED_WAITING):
            raise WrongState(self.state, "an application that still waits")
        known = {choice.programme: choice for choice in self.choices}
        self.choices = tuple(known.get(programme, Choice(programme, at)) for programme in programmes)

    def submit(self, *, at: datetime) -> None:
        """Hands it in. A correction inside the given term keeps the moment of receipt; a late one does not."""
        if not self.choices:
            raise ChoicesMissing
        self._move(S.SUBMITTED)
        if self.submitted_at is None or (self.respond_by is not None and at > self.respond_by):
            self.submitted_at = at
        self.respond_by = None
        self.events.append(
            ApplicationSubmitted(self.id, self.campaign_id, self.submitted_at, self.choices, len(self.claims))
        )

    def return_for_correction(self, defects: Sequence[str], *, respond_by: datetime) -> None:
        """Gives it back with what is missing and a term."""
        self._move(S.RETURNED)
        self.respond_by = respond_by
        self.events.append(ApplicationReturned(self.id, tuple(defects), respond_by))

    def register(self) -> None:
        """Finds it in order, at once or on appeal; it counts from the moment of receipt."""
        self._move(S.REGISTERED)
        self.events.append(ApplicationRegistered(self.id, self.received_at))

    @property
    def received_at(self) -> datetime:
        """The moment of receipt. Refuses one that was never handed in."""
        if self.submitted_at is None:
            raise WrongState(self.state, S.SUBMITTED)
        return self.submitted_at

    def decide_claim(self, category: str, school: str | None, *, verified: bool, reason: str = "") -> None:
        """Verifies or rejects a claim. Refuses one that was not made or is decided already."""
        asked = PriorityClaim(category, school)
        if asked not in self.claims:
            raise ClaimUnknown(category)
        decided = replace(asked, state=ClaimState.VERIFIED if verified else ClaimState.REJECTED)
        self.claims = tuple(decided if claim == asked else claim for claim in self.claims)
        self.events.append(ClaimDecided(self.id, decided, reason))

    def queue(self) -> None:
        """Lets it wait for a place."""
        self._must_be(S.REGISTERED)
        self._move(S.QUEUED)

    def offered(self) -> None:
        """Takes note that a place is held for it."""
        self._move(S.OFFERED)

    def accept(self, programme: Programme, *, waits: bool) -> None:
        """Takes note that the offered place is taken; the family may wait on for a better choice."""
        self._move(S.ACCEPTED_WAITING if waits else S.ACCEPTED)
        self.accepted = programme

    def decline(self) -> None:
        """Takes note that the offered place is not taken; one that was accepted before is kept."""
        self._must_be(S.OFFERED)
        self._move(S.ACCEPTED if self.accepted else S.DECLINED)

    def expire(self) -> None:
        """Takes note that nobody answered; a place that was accepted before is kept."""
        self._must_be(S.OFFERED)
        self._move(S.ACCEPTED if self.accepted else S.EXPIRED)

    def restore(self) -> None:
        """Returns to its place in the queue after a declined or expired offer, once."""
        self._must_be(S.DECLINED, S.EXPIRED)
        if self.restored:
            raise AlreadyRestored
        self._move(S.QUEUED)
        self.restored = True

    def enrol(self) -> None:
        """Takes note that an order made the child a pupil."""
        self._move(S.ENROLLED)

    def withdraw(self, plans: Iterable[SeatPlan] = (), *, reason: str = "") -> None:
        """Ends it on the family's wish, at any moment before the enrolment, and gives its seats back."""
        if not self.active:
            raise WrongState(self.state, "an active application")
        self.state = S.WITHDRAWN
        for plan in plans:
            if self.id in plan.held_by:
                plan.release(self.id)
        self.events.append(ApplicationWithdrawn(self.id, reason))

    def reject(self, *, legal_basis: str, appeal_until: date | None) -> None:
        """Turns it down. Refuses to do so without naming the law and the term of appeal."""
        if not legal_basis.strip() or appeal_until is None:
            raise LegalBasisMissing
        self._move(S.REJECTED)
        self.appeal_until = appeal_until
        self.events.append(ApplicationRejected(self.id, legal_basis.strip(), appeal_until))

    def appealed(self) -> None:
        """Takes note that an appeal is pending."""
        self._move(S.APPEALED)

    def rejected_finally(self) -> None:
        """Takes note that the appeal was dismissed."""
        self._move(S.REJECTED_FINAL)

    def _move(self, to: ApplicationState) -> None:
        if to not in TRANSITIONS[self.state]:
            raise WrongState(self.state, to)
        self.state = to

    def _must_be(self, *states: ApplicationState) -> None:
        if self.state not in states:
            raise WrongState(self.state, " or ".join(states))
