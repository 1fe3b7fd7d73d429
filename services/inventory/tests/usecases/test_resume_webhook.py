"""Its owner lets a webhook go on."""

from chassis.testing.surroundings import anybody
from contracts.inventory import v1
from inventory.domain.ids import ContractId
from inventory.usecases.pause_webhook import PauseWebhook, pause_webhook
from inventory.usecases.resume_webhook import ResumeWebhook, resume_webhook

from .webhooks import Inventory, create


async def test_a_resumed_webhook_is_told_of_even_if_nobody_had_paused_it(
    inventory: Inventory, contract: ContractId
) -> None:
    webhook = await create(inventory, contract)
    await pause_webhook(PauseWebhook(webhook), work=inventory.work, permit=anybody)

    for _ in range(2):
        await resume_webhook(ResumeWebhook(webhook), work=inventory.work, permit=anybody)

    told = await inventory.told_of(v1.WebhookChanged)
    assert [each.is_paused for each in told] == [False, True, False, False]
