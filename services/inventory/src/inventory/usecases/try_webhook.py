"""Its owner tries whether a webhook's deliveries arrive."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from inventory.domain.ids import WebhookId
from inventory.usecases.ports import InventoryWork, Permit


@dataclass(frozen=True, slots=True)
class TryWebhook:
    """A trial of one webhook."""

    webhook: WebhookId


async def try_webhook(command: TryWebhook, *, work: InventoryWork, permit: Permit) -> WebhookId:
    """Tells an event that goes to it alone; gives its id. Refuses a webhook that is paused."""
    async with work() as unit:
        webhook = await unit.webhooks.get(command.webhook)
        permit("try_webhook", Facts(contract=webhook.contract_id))
        webhook.try_out()
        return webhook.id
