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
    STANDING,
    TRANSITIONS,
    ApplicationChannel,
    ApplicationKind,
    ApplicationState,
)
from enrollment.domain.admission.applying_refusals import DefectsMissing, VersionConflict
from enrollment.domain.admission.catchment import NOWHERE, Home
from enrollment.domain.admission.ids import ApplicationId, CampaignId, ChildId, ContractId
from enrollment.domain.admission.offer_refusals import AlreadyRestored
from enrollment.domain.admission.refusals import (
    ChoiceRepeated,
    ChoicesMissing,
    ClaimUnknown,
    LegalBasisMissing,
    ReasonMissing,
    WrongState,
)
from enrollment.domain.admission.seat_plan import Programme, SeatPlan
from enrollment.domain.allocation.shapes import CATCHMENT

S = ApplicationState


@dataclass(eq=False)
class Application:
    """One child's application. `submitted_at` is the moment of receipt, and moves only if a term was missed.

    `child_ref` is the child's pseudonym in the campaign; `contract_id` the one by which a channel of others brought it.
    """

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
    child_ref: str = ""
    channel: ApplicationChannel = ApplicationChannel.PORTAL
    contract_id: ContractId | None = None
    receipt_no: str | None = None
    defects: tuple[str, ...] = ()
    registration_no: str | None = None
    legal_basis: str = ""
    version: int = 0
    events: list[Any] = field(default_factory=list)

    @property
    def active(self) -> bool:
        """Whether it may still lead to a place."""
        return self.state not in ENDED

    @property
    def queues(self) -> bool:
        """Whether it stands in the queues of its choices."""
        return self.state in STANDING

    def categories_at(self, choice: Choice) -> set[str]:
        """What the family claims at a choice, proved or not, and that it lives there, if it does."""
        claimed = {
            claim.category
            for claim in self.claims
            if claim.state is not ClaimState.REJECTED
            and claim.school in (None, str(choice.programme.school_id))
        }
        return claimed | {CATCHMENT} if choice.in_catchment else claimed

    def check_version(self, expected: int | None) -> None:
        """Refuses a change that is made on top of one that its author has not seen."""
        if expected is not None and expected != self.version:
            raise VersionConflict(self.version)

    def choose(self, programmes: Sequence[Programme], *, at: datetime, home: Home = NOWHERE) -> None:
        """Ranks the choices. What was wanted before keeps its moment, and what the map said of the home then."""
        if not programmes:
            raise ChoicesMissing
        if len(set(programmes)) < len(programmes):
            raise ChoiceRepeated
        if self.state not in (S.DRAFT, S.SUBMITTED, S.RETURNED, S.REGISTERED, S.QUEUED, S.ACCEPTED_WAITING):
            raise WrongState(self.state, "an application that still waits")
        if self.accepted is not None and self.accepted not in programmes:
            raise WrongState(self.state, "choices with the accepted place among them")
        known = {choice.programme: choice for choice in self.choices}
        self.choices = tuple(
            known.get(programme) or Choice(programme, at).seen_from(home) for programme in programmes
        )

    def is_late(self, *, at: datetime) -> bool:
        """Whether the term of a correction is over."""
        return self.respond_by is not None and at > self.respond_by

    def submit(self, *, at: datetime, receipt_no: str = "") -> None:
        """Hands it in. A correction inside the given term keeps moment and number of receipt; a late one does not."""
        if not self.choices:
            raise ChoicesMissing
        late = self.is_late(at=at)
        self._move(S.SUBMITTED)
        if self.submitted_at is None or late:
            self.submitted_at, self.receipt_no = at, receipt_no
        self.respond_by, self.defects = None, ()
        self.events.append(
            ApplicationSubmitted(
                application_id=self.id,
                campaign_id=self.campaign_id,
                child_ref=self.child_ref,
                channel=self.channel,
                receipt_no=self.receipt_no or "",
                submitted_at=self.submitted_at,
                choices=self.choices,
                claim_count=len(self.claims),
            )
        )

    def return_for_correction(self, defects: Sequence[str], *, respond_by: datetime) -> None:
        """Gives it back with what is missing and a term. Refuses to do so without saying what is missing."""
        if not any(defect.strip() for defect in defects):
            raise DefectsMissing
        self._move(S.RETURNED)
        self.respond_by, self.defects = respond_by, tuple(defects)
        self.events.append(ApplicationReturned(self.id, tuple(defects), respond_by))

    def register(self, *, registration_no: str = "") -> None:
        """Finds it in order, at once or on appeal; it counts from the moment of receipt."""
        self._move(S.REGISTERED)
        self.registration_no = registration_no or self.registration_no or self.receipt_no
        self.events.append(ApplicationRegistered(self.id, self.registration_no or "", self.received_at))

    @property
    def received_at(self) -> datetime:
        """The moment of receipt. Refuses one that was never handed in."""
        if self.submitted_at is None:
            raise WrongState(self.state, S.SUBMITTED)
        return self.submitted_at

    def claim(self, claims: Iterable[PriorityClaim]) -> None:
        """Makes claims; those that were decided before stay as they are."""
        decided = {
            (claim.category, claim.school): claim
            for claim in self.claims
            if claim.state is not ClaimState.MADE
        }
        asked = {(claim.category, claim.school): claim for claim in claims}
        self.claims = tuple((asked | decided).values())

    def verify_claim(
        self, category: str, school: str | None, *, by: str, at: datetime, valid_until: date | None = None
    ) -> None:
        """Finds a claim right. Refuses one that was not made or is decided already."""
        asked = self._undecided(category, school)
        self._decide(
            asked,
            replace(asked, state=ClaimState.VERIFIED, decided_at=at, decided_by=by, valid_until=valid_until),
        )

    def reject_claim(self, category: str, school: str | None, *, by: str, at: datetime, reason: str) -> None:
        """Finds a claim unfounded. Refuses to do so without a reason, and one that is decided already."""
        if not reason.strip():
            raise ReasonMissing
        asked = self._undecided(category, school)
        self._decide(
            asked,
            replace(asked, state=ClaimState.REJECTED, decided_at=at, decided_by=by, reason=reason.strip()),
        )

    def _undecided(self, category: str, school: str | None) -> PriorityClaim:
        if not self.active:
            raise WrongState(self.state, "an active application")
        asked = PriorityClaim(category, school)
        if asked not in self.claims:
            raise ClaimUnknown(category)
        return asked

    def _decide(self, asked: PriorityClaim, decided: PriorityClaim) -> None:
        self.claims = tuple(decided if claim == asked else claim for claim in self.claims)
        self.events.append(ClaimDecided(self.id, decided))

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
        self.legal_basis, self.appeal_until = legal_basis.strip(), appeal_until
        self.events.append(ApplicationRejected(self.id, legal_basis.strip(), appeal_until))

    def appealed(self) -> None:
        """Takes note that an appeal is pending."""
        self._move(S.APPEALED)

    def leave_channel(self) -> None:
        """Takes it back from the channel that brought it: it is the family's alone from now on."""
        self.contract_id = None

    def rejected_finally(self) -> None:
        """Takes note that nothing more can be done: nobody appealed in time, or the appeal was dismissed for good."""
        self._move(S.REJECTED_FINAL)
        self.events.append(ApplicationRejected(self.id, self.legal_basis, self.last_day, is_final=True))

    @property
    def last_day(self) -> date:
        """The last day of an appeal. Refuses one that was not turned down."""
        if self.appeal_until is None:
            raise WrongState(self.state, S.REJECTED)
        return self.appeal_until

    def _move(self, to: ApplicationState) -> None:
        if to not in TRANSITIONS[self.state]:
            raise WrongState(self.state, to)
        self.state = to

    def _must_be(self, *states: ApplicationState) -> None:
        if self.state not in states:
            raise WrongState(self.state, " or ".join(states))
