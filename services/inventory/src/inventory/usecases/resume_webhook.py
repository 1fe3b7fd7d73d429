"""Deliveries to a webhook go on where they ended."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from inventory.domain.ids import WebhookId
from inventory.usecases.ports import InventoryWork, Permit


@dataclass(frozen=True, slots=True)
class ResumeWebhook:
    """One webhook, paused or stopped."""

    webhook: WebhookId


async def resume_webhook(command: ResumeWebhook, *, work: InventoryWork, permit: Permit) -> WebhookId:
    """Resumes it; gives its id."""
    async with work() as unit:
        webhook = await unit.webhooks.get(command.webhook)
        permit("resume_webhook", Facts(contract=webhook.contract_id))
        webhook.resume()
        return webhook.id
