"""How refusals of webhooks look in the graph."""

import strawberry

from chassis.schema import Url, UserError
from inventory.domain import webhook_refusals as refusals


@strawberry.type(description="Deliveries go to public addresses, by https, without a user and a password.")
class WebhookAddressRefusedError(UserError):
    """See domain/webhook_refusals.py."""

    url: Url = strawberry.field(description="What was given.")


@strawberry.type(description="No event of this kind is ever told.")
class UnknownEventTypeError(UserError):
    """See domain/webhook_refusals.py."""

    event_type: str = strawberry.field(description="What was given.")


@strawberry.type(description="The contract does not open the topic of this kind of event.")
class EventTypeNotInContractError(UserError):
    """See domain/webhook_refusals.py."""

    event_type: str = strawberry.field(description="What was given.")


@strawberry.type(description="The contract has as many webhooks as it may.")
class TooManyWebhooksError(UserError):
    """See domain/webhook_refusals.py."""

    most: int = strawberry.field(description="How many it may have.")


@strawberry.type(description="Nothing is sent to a webhook that is paused.")
class WebhookPausedError(UserError):
    """See domain/webhook_refusals.py."""


@strawberry.type(description="An old secret signs beside the new one for so long at most.")
class OverlapTooLongError(UserError):
    """See domain/webhook_refusals.py."""

    most: int = strawberry.field(description="Hours at most.")


@strawberry.type(description="A position is the `sequence` of an event: digits and nothing else.")
class PositionMalformedError(UserError):
    """See domain/webhook_refusals.py."""


WEBHOOK_TYPES: dict[type[Exception], type[UserError]] = {
    refusals.WebhookAddressRefused: WebhookAddressRefusedError,
    refusals.UnknownEventType: UnknownEventTypeError,
    refusals.EventTypeNotInContract: EventTypeNotInContractError,
    refusals.TooManyWebhooks: TooManyWebhooksError,
    refusals.WebhookPaused: WebhookPausedError,
    refusals.OverlapTooLong: OverlapTooLongError,
    refusals.PositionMalformed: PositionMalformedError,
}
