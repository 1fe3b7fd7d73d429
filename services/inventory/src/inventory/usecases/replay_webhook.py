"""Its owner wants everything after a position of one service's log again."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from inventory.domain.ids import WebhookId
from inventory.domain.webhook import EventSource
from inventory.usecases.ports import InventoryWork, Permit


@dataclass(frozen=True, slots=True)
class ReplayWebhook:
    """`after` is the `sequence` of the last event of that source that the receiver has; `0` is the beginning."""

    webhook: WebhookId
    source: EventSource
    after: str


async def replay_webhook(command: ReplayWebhook, *, work: InventoryWork, permit: Permit) -> WebhookId:
    """Asks the service for it; gives the webhook's id. Refuses a position that is none."""
    async with work() as unit:
        webhook = await unit.webhooks.get(command.webhook)
        permit("replay_webhook", Facts(contract=webhook.contract_id))
        webhook.replay(command.source, command.after)
        return webhook.id
