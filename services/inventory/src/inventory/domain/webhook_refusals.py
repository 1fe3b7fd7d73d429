"""What is refused of webhooks, by name."""

from dataclasses import dataclass

from inventory.domain.refusals import Refusal


@dataclass(eq=False)
class WebhookAddressRefused(Refusal):
    """Deliveries go to public addresses, by https, without a name and a password in them."""

    code = "WEBHOOK_ADDRESS_REFUSED"
    field = "url"
    url: str


@dataclass(eq=False)
class UnknownEventType(Refusal):
    """No event of this kind is ever told."""

    code = "UNKNOWN_EVENT_TYPE"
    field = "types"
    event_type: str


@dataclass(eq=False)
class EventTypeNotInContract(Refusal):
    """The contract does not open the topic on which events of this kind are told."""

    code = "EVENT_TYPE_NOT_IN_CONTRACT"
    field = "types"
    event_type: str


@dataclass(eq=False)
class TooManyWebhooks(Refusal):
    """A contract has a few webhooks, not one for each of its readers."""

    code = "TOO_MANY_WEBHOOKS"
    field = "contractId"
    most: int


@dataclass(eq=False)
class WebhookPaused(Refusal):
    """Nothing is sent to a webhook that is paused, also no trial."""

    code = "WEBHOOK_PAUSED"
    field = "webhookId"


@dataclass(eq=False)
class OverlapTooLong(Refusal):
    """An old secret signs beside the new one for a week at most."""

    code = "OVERLAP_TOO_LONG"
    field = "overlapHours"
    most: int


@dataclass(eq=False)
class PositionMalformed(Refusal):
    """A position is the `sequence` of an event: digits and nothing else."""

    code = "POSITION_MALFORMED"
    field = "after"
