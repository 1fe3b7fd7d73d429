"""A webhook is no more."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from inventory.domain.ids import WebhookId
from inventory.usecases.ports import InventoryWork, Permit


@dataclass(frozen=True, slots=True)
class DeleteWebhook:
    """One webhook."""

    webhook: WebhookId


async def delete_webhook(command: DeleteWebhook, *, work: InventoryWork, permit: Permit) -> WebhookId:
    """Deletes it with its secrets; gives the id it had."""
    async with work() as unit:
        webhook = await unit.webhooks.get(command.webhook)
        permit("delete_webhook", Facts(contract=webhook.contract_id))
        webhook.delete()
        return webhook.id
