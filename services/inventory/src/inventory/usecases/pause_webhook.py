"""Its owner wants nothing sent for a while."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from inventory.domain.ids import WebhookId
from inventory.usecases.ports import InventoryWork, Permit


@dataclass(frozen=True, slots=True)
class PauseWebhook:
    """One webhook."""

    webhook: WebhookId


async def pause_webhook(command: PauseWebhook, *, work: InventoryWork, permit: Permit) -> WebhookId:
    """Pauses it; gives its id."""
    async with work() as unit:
        webhook = await unit.webhooks.get(command.webhook)
        permit("pause_webhook", Facts(contract=webhook.contract_id))
        webhook.pause()
        return webhook.id
