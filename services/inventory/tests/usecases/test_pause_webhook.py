"""Its owner pauses a webhook."""

from chassis.testing.surroundings import anybody
from contracts.inventory import v1
from inventory.domain.ids import ContractId
from inventory.usecases.pause_webhook import PauseWebhook, pause_webhook

from .webhooks import Inventory, create


async def test_every_service_is_told_that_it_is_paused(inventory: Inventory, contract: ContractId) -> None:
    webhook = await create(inventory, contract)

    await pause_webhook(PauseWebhook(webhook), work=inventory.work, permit=anybody)

    assert [told.is_paused for told in await inventory.told_of(v1.WebhookChanged)] == [False, True]
