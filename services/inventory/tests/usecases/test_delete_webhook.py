"""A webhook is no more."""

import pytest

from chassis.testing.surroundings import anybody
from contracts.inventory import v1
from inventory.domain.ids import ContractId
from inventory.domain.refusals import NotFound
from inventory.usecases.delete_webhook import DeleteWebhook, delete_webhook
from inventory.usecases.resume_webhook import ResumeWebhook, resume_webhook

from .webhooks import Inventory, create


async def test_what_is_deleted_keeps_no_secret_and_does_not_come_back(
    inventory: Inventory, contract: ContractId
) -> None:
    webhook = await create(inventory, contract)

    await delete_webhook(DeleteWebhook(webhook), work=inventory.work, permit=anybody)

    assert await inventory.told_of(v1.WebhookDeleted) == [v1.WebhookDeleted(webhook_id=str(webhook))]
    assert await inventory.pool.fetchval("select secrets from webhook_subscription") == []
    with pytest.raises(NotFound):
        await resume_webhook(ResumeWebhook(webhook), work=inventory.work, permit=anybody)


async def test_what_is_deleted_leaves_room_for_another(inventory: Inventory, contract: ContractId) -> None:
    webhooks = [await create(inventory, contract) for _ in range(10)]

    await delete_webhook(DeleteWebhook(webhooks[0]), work=inventory.work, permit=anybody)

    assert await create(inventory, contract) not in webhooks
