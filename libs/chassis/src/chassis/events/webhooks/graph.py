"""How deliveries to webhooks look in each subgraph: every service adds what it does to the one `Webhook`."""

from datetime import datetime
from enum import StrEnum

import strawberry

from chassis.schema.enums import describe_enum


class WebhookDeliveryState(StrEnum):
    """Whether a service sends to a webhook, and why not."""

    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    GONE = "GONE"
    FAILING = "FAILING"
    HELD = "HELD"


describe_enum(
    WebhookDeliveryState,
    "Whether a service sends to a webhook, and why not.",
    ACTIVE="Events are sent.",
    PAUSED="Its owner paused it.",
    GONE="The receiver answered 410 and is left alone; `resumeWebhook` begins again.",
    FAILING="The receiver took nothing for five days and is left alone; `resumeWebhook` begins again.",
    HELD="An operator holds it.",
)


@strawberry.federation.type(
    shareable=True, description="How one service's events reach a webhook: where it stands, and what waits."
)
class WebhookDelivery:
    """See chassis.events.webhooks.store."""

    state: WebhookDeliveryState = strawberry.field(description="Whether events are sent, and why not.")
    reason: str | None = strawberry.field(description="Why they are not, in words; null when they are.")
    stopped_at: datetime | None = strawberry.field(
        description="Since when nothing is sent because of its receiver or of an operator; null when that is not so."
    )
    position: int = strawberry.field(
        description="The position in the service's log up to which everything was sent or waits."
    )
    owed: int = strawberry.field(description="How many events wait to be sent again or behind such a one.")
    failing_since: datetime | None = strawberry.field(
        description="Since when the receiver has taken nothing; null when the last attempt was taken."
    )


@strawberry.federation.type(shareable=True, description="One attempt to deliver an event.")
class WebhookAttempt:
    """See chassis.events.webhooks.store."""

    id: strawberry.ID = strawberry.field(description="The id of this entry.")
    position: int = strawberry.field(description="The position of the event in the service's log.")
    event_type: str = strawberry.field(description="The kind of event.")
    attempt: int = strawberry.field(description="The first, the second … attempt for this event.")
    at: datetime = strawberry.field(description="When.")
    outcome: str = strawberry.field(description="What the receiver answered, or why it could not be asked.")
    delivered: bool = strawberry.field(description="Whether the receiver took it.")


DELIVERY_COLUMNS = {
    "id": "uuid",
    "contract_id": "uuid",
    "state": "text",
    "reason": "text",
    "stopped_at": "timestamptz",
    "position": "int8",
    "failing_since": "timestamptz",
}
"""The columns of the table `webhook` that the graph shows."""

ATTEMPT_COLUMNS = {
    "id": "uuid",
    "webhook_id": "uuid",
    "position": "int8",
    "event_type": "text",
    "attempt": "int4",
    "at": "timestamptz",
    "outcome": "text",
    "delivered": "bool",
}
"""The columns of the table `webhook_attempt`, none of them ever null."""
