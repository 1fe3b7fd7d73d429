"""A webhook gets another secret; for a while the one before it signs as well."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from inventory.domain.ids import WebhookId
from inventory.usecases.ports import InventoryWork, NewSecret, Now, Permit


@dataclass(frozen=True, slots=True)
class RotateWebhookSecret:
    """`overlap_hours` is how long both sign: the time in which a receiver learns the new one."""

    webhook: WebhookId
    overlap_hours: int = 24


async def rotate_webhook_secret(
    command: RotateWebhookSecret, *, work: InventoryWork, permit: Permit, new_secret: NewSecret, now: Now
) -> WebhookId:
    """Rotates it; gives the webhook's id. Refuses an overlap of more than a week."""
    async with work() as unit:
        webhook = await unit.webhooks.get(command.webhook)
        permit("rotate_webhook_secret", Facts(contract=webhook.contract_id))
        webhook.rotate_secret(new_secret(webhook.id), overlap_hours=command.overlap_hours, at=now())
        return webhook.id
