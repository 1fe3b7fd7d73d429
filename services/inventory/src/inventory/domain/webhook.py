"""A webhook: where an integrator wants the events of its contract, and the secrets by which it knows them as ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from inventory.domain.ids import ContractId, WebhookId
from inventory.domain.refusals import NotFound, VersionConflict
from inventory.domain.webhook_refusals import (
    EventTypeNotInContract,
    OverlapTooLong,
    PositionMalformed,
    TooManyWebhooks,
    UnknownEventType,
    WebhookPaused,
)

NEVER_SHARED = frozenset(
    {"bilim.inventory.contract.v1", "bilim.inventory.webhook.v1", "bilim.inventory.webhook-trial.v1"}
)
"""Topics that no contract opens: they tell of contracts of others, and of their webhooks with their sealed secrets."""
MOST_OF_A_CONTRACT = 10
MOST_OVERLAP_HOURS = 7 * 24
_POSITION_DIGITS = 20


class WebhookState(StrEnum):
    """What its owner wishes; whether deliveries really flow, each service says."""

    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    DELETED = "DELETED"


class EventSource(StrEnum):
    """The services whose events there are, each with a log and positions of its own."""

    INVENTORY = "INVENTORY"
    ENROLLMENT = "ENROLLMENT"
    EJOURNAL = "EJOURNAL"
    TRAINING = "TRAINING"


Secrets = list[dict[str, str | None]]
"""Sealed secrets, the newest first: `sealed`, and `until` when it signs (ISO 8601), None until it is rotated."""


@dataclass(frozen=True, slots=True)
class WebhookChanged:
    """The whole of what is known of a webhook now."""

    webhook_id: WebhookId
    contract_id: ContractId
    url: str
    types: list[str]
    secrets: Secrets
    is_paused: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class WebhookDeleted:
    """A webhook is no more."""

    webhook_id: WebhookId


@dataclass(frozen=True, slots=True)
class WebhookReplayRequested:
    """Everything after a position of one service's log is wanted again."""

    webhook_id: WebhookId
    source: EventSource
    after: int


@dataclass(frozen=True, slots=True)
class WebhookTried:
    """Its owner wants to see whether a delivery arrives."""

    webhook_id: WebhookId


@dataclass(eq=False)
class Webhook:
    """One address of one contract. `types` are the kinds of event it wants; none is all that the contract shows."""

    id: WebhookId
    contract_id: ContractId
    url: str
    types: list[str]
    secrets: Secrets
    created_at: datetime
    state: WebhookState = WebhookState.ACTIVE
    version: int = 1
    events: list[Any] = field(default_factory=list)

    @classmethod
    def create(cls, *, sealed: str, **properties: Any) -> "Webhook":
        """A new webhook; it is sent what is told from now on."""
        webhook = cls(secrets=[{"sealed": sealed, "until": None}], **properties)
        webhook._tell()
        return webhook

    def rotate_secret(self, sealed: str, *, overlap_hours: int, at: datetime) -> None:
        """A new secret signs from now on, and the one before it as well until the overlap is over."""
        self._check_there()
        if not 0 <= overlap_hours <= MOST_OVERLAP_HOURS:
            raise OverlapTooLong(MOST_OVERLAP_HOURS)
        until = (at + timedelta(hours=overlap_hours)).isoformat()
        before = [{"sealed": self.secrets[0]["sealed"], "until": until}] if overlap_hours else []
        self.secrets = [{"sealed": sealed, "until": None}, *before]
        self._changed()

    def change(self, *, url: str | None, types: list[str] | None, expected_version: int | None) -> None:
        """Another address, other kinds of event, or both; what is None stays. Refuses a stale version.

        Its place in each log stays as well: what waits is sent to the new address, if it is of a kind that is wanted.
        """
        self._check_there()
        if expected_version is not None and expected_version != self.version:
            raise VersionConflict(self.version)
        self.url = self.url if url is None else url
        self.types = self.types if types is None else types
        self._changed()

    def pause(self) -> None:
        """Nothing is sent from now on; what is told meanwhile comes when it is resumed."""
        self._check_there()
        self.state = WebhookState.PAUSED
        self._changed()

    def resume(self) -> None:
        """Deliveries go on where they ended, also where a receiver's refusals had stopped them."""
        self._check_there()
        self.state = WebhookState.ACTIVE
        self._changed()

    def replay(self, source: EventSource, after: str) -> None:
        """Everything after the `sequence` of an event is sent again."""
        self._check_there()
        if not (after.isascii() and after.isdecimal() and len(after) <= _POSITION_DIGITS):
            raise PositionMalformed
        # Beyond what PostgreSQL counts to there is no event.
        position = min(int(after), 2**63 - 1)
        self.events.append(WebhookReplayRequested(self.id, source, position))

    def try_out(self) -> None:
        """An event is told that goes to this webhook alone."""
        self._check_there()
        if self.state is WebhookState.PAUSED:
            raise WebhookPaused
        self.events.append(WebhookTried(self.id))

    def delete(self) -> None:
        """Nothing is sent any more, and no secret is kept."""
        self._check_there()
        self.state, self.secrets = WebhookState.DELETED, []
        self.version += 1
        self.events.append(WebhookDeleted(self.id))

    def _check_there(self) -> None:
        if self.state is WebhookState.DELETED:
            raise NotFound(self.id)

    def _changed(self) -> None:
        self.version += 1
        self._tell()

    def _tell(self) -> None:
        paused = self.state is WebhookState.PAUSED
        self.events.append(
            WebhookChanged(
                self.id, self.contract_id, self.url, self.types, list(self.secrets), paused, self.created_at
            )
        )


def check_types(types: list[str], *, topics: Mapping[str, str], opened: Mapping[str, object]) -> None:
    """Refuses a kind of event that does not exist, or whose topic the contract does not open."""
    for event_type in types:
        if event_type not in topics:
            raise UnknownEventType(event_type)
        if topics[event_type] not in opened:
            raise EventTypeNotInContract(event_type)


def check_number(others: list[Webhook]) -> None:
    """Refuses one more where a contract has as many as it may."""
    if sum(other.state is not WebhookState.DELETED for other in others) >= MOST_OF_A_CONTRACT:
        raise TooManyWebhooks(MOST_OF_A_CONTRACT)
