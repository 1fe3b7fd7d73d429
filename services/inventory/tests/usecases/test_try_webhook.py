"""Its owner tries a webhook."""

import pytest

from chassis.testing.surroundings import anybody
from contracts.inventory import v1
from inventory.domain.ids import ContractId
from inventory.domain.webhook_refusals import WebhookPaused
from inventory.usecases.pause_webhook import PauseWebhook, pause_webhook
from inventory.usecases.try_webhook import TryWebhook, try_webhook

from .webhooks import Inventory, create


async def test_a_trial_is_an_event_for_this_webhook(inventory: Inventory, contract: ContractId) -> None:
    webhook = await create(inventory, contract)

    await try_webhook(TryWebhook(webhook), work=inventory.work, permit=anybody)

    assert await inventory.told_of(v1.WebhookTried) == [v1.WebhookTried(webhook_id=str(webhook))]


async def test_what_is_paused_is_not_tried(inventory: Inventory, contract: ContractId) -> None:
    webhook = await create(inventory, contract)
    await pause_webhook(PauseWebhook(webhook), work=inventory.work, permit=anybody)

    with pytest.raises(WebhookPaused):
        await try_webhook(TryWebhook(webhook), work=inventory.work, permit=anybody)
