"""What the mutations of webhooks take, and what they give back."""

from uuid import UUID

import strawberry

from chassis.schema import Url, UserError
from inventory.domain.webhook import EventSource
from inventory.graphql.webhook_types import Webhook

KEY = "Send the same key again to be sure that it is done once."
ERRORS = "Why nothing was done; empty when it was."
WEBHOOK = "The webhook."


def _key() -> UUID | None:
    return strawberry.field(default=None, description=KEY)  # type: ignore[no-any-return]


@strawberry.input(description="A new webhook.")
class CreateWebhookInput:
    """See usecases/create_webhook.py."""

    contract_id: strawberry.ID = strawberry.field(description="The contract whose events it is sent.")
    url: Url = strawberry.field(description="Where deliveries go: a public address, by https.")
    types: list[str] = strawberry.field(
        default_factory=list,
        description="The kinds of event it wants, for example `bilim.inventory.SchoolRegistered.v1`; "
        "none means all that the contract shows.",
    )
    idempotency_key: UUID | None = _key()


@strawberry.input(description="What is to be otherwise of a webhook; what is left out stays.")
class ChangeWebhookInput:
    """See usecases/change_webhook.py."""

    webhook_id: strawberry.ID = strawberry.field(description=WEBHOOK)
    url: Url | None = strawberry.field(
        default=None, description="The new address, public and by https: what waits is sent there, too."
    )
    types: list[str] | None = strawberry.field(
        default=None,
        description="The kinds of event that it wants from now on; an empty list means all that the contract shows.",
    )
    expected_version: int | None = strawberry.field(
        default=None, description="The version you have seen; a newer one refuses the change."
    )
    idempotency_key: UUID | None = _key()


@strawberry.input(description="A webhook that gets another secret.")
class RotateWebhookSecretInput:
    """See usecases/rotate_webhook_secret.py."""

    webhook_id: strawberry.ID = strawberry.field(description=WEBHOOK)
    overlap_hours: int = strawberry.field(
        default=24, description="Hours for which the secret before it signs as well; at most 168."
    )
    idempotency_key: UUID | None = _key()


@strawberry.input(description="A webhook to try.")
class TryWebhookInput:
    """See usecases/try_webhook.py."""

    webhook_id: strawberry.ID = strawberry.field(description=WEBHOOK)
    idempotency_key: UUID | None = _key()


@strawberry.input(description="A webhook to pause.")
class PauseWebhookInput:
    """See usecases/pause_webhook.py."""

    webhook_id: strawberry.ID = strawberry.field(description=WEBHOOK)
    idempotency_key: UUID | None = _key()


@strawberry.input(description="A webhook to resume.")
class ResumeWebhookInput:
    """See usecases/resume_webhook.py."""

    webhook_id: strawberry.ID = strawberry.field(description=WEBHOOK)
    idempotency_key: UUID | None = _key()


@strawberry.input(description="From where everything is to be sent again.")
class ReplayWebhookInput:
    """See usecases/replay_webhook.py."""

    webhook_id: strawberry.ID = strawberry.field(description=WEBHOOK)
    source: EventSource = strawberry.field(description="Whose events: the `source` of the last one you have.")
    after: str = strawberry.field(
        description="The `sequence` of the last event that you have; `0` for all that is kept."
    )
    idempotency_key: UUID | None = _key()


@strawberry.input(description="A webhook to delete.")
class DeleteWebhookInput:
    """See usecases/delete_webhook.py."""

    webhook_id: strawberry.ID = strawberry.field(description=WEBHOOK)
    idempotency_key: UUID | None = _key()


@strawberry.type
class WebhookPayload:
    """What most mutations of webhooks give back."""

    webhook: Webhook | None = strawberry.field(description="The webhook as it is now.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.type(description="What came of `createWebhook`.")
class CreateWebhookPayload(WebhookPayload):
    """The webhook with its secret, or why there is none."""


@strawberry.type(description="What came of `changeWebhook`.")
class ChangeWebhookPayload(WebhookPayload):
    """The webhook as it is now, or why it stays as it was."""


@strawberry.type(description="What came of `rotateWebhookSecret`.")
class RotateWebhookSecretPayload(WebhookPayload):
    """The webhook with its new secret."""


@strawberry.type(description="What came of `tryWebhook`: look at the attempts a moment later.")
class TryWebhookPayload(WebhookPayload):
    """The webhook that is tried."""


@strawberry.type(description="What came of `pauseWebhook`.")
class PauseWebhookPayload(WebhookPayload):
    """The webhook, paused."""


@strawberry.type(description="What came of `resumeWebhook`.")
class ResumeWebhookPayload(WebhookPayload):
    """The webhook, resumed."""


@strawberry.type(description="What came of `replayWebhook`: deliveries begin again within a second.")
class ReplayWebhookPayload(WebhookPayload):
    """The webhook that is sent again."""


@strawberry.type(description="What came of `deleteWebhook`.")
class DeleteWebhookPayload:
    """The id it had, or why it is still there."""

    webhook_id: strawberry.ID | None = strawberry.field(description="The id of what was deleted.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)
