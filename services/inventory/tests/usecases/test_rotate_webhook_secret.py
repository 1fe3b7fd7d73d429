"""A webhook gets another secret."""

from datetime import timedelta
from itertools import count

import pytest

from chassis.testing.surroundings import anybody
from contracts.inventory import v1
from inventory.domain.ids import ContractId
from inventory.domain.webhook_refusals import OverlapTooLong
from inventory.usecases.rotate_webhook_secret import RotateWebhookSecret, rotate_webhook_secret

from .webhooks import NOW, Inventory, create


async def test_the_old_secret_signs_until_the_overlap_is_over(
    inventory: Inventory, contract: ContractId
) -> None:
    webhook = await create(inventory, contract)

    await rotate_webhook_secret(
        RotateWebhookSecret(webhook, 24),
        work=inventory.work,
        permit=anybody,
        new_secret=lambda _: "new",
        now=lambda: NOW,
    )

    told = (await inventory.told_of(v1.WebhookChanged))[-1]
    assert [secret.sealed for secret in told.secrets] == ["new", f"sealed for {webhook}"]
    assert told.secrets[1].until.ToDatetime(NOW.tzinfo) == NOW + timedelta(hours=24)


async def test_only_the_last_two_secrets_are_ever_kept(inventory: Inventory, contract: ContractId) -> None:
    webhook, numbers = await create(inventory, contract), count()

    for _ in range(3):
        await rotate_webhook_secret(
            RotateWebhookSecret(webhook),
            work=inventory.work,
            permit=anybody,
            new_secret=lambda _: f"new {next(numbers)}",
            now=lambda: NOW,
        )

    told = (await inventory.told_of(v1.WebhookChanged))[-1]
    assert [secret.sealed for secret in told.secrets] == ["new 2", "new 1"]


async def test_an_overlap_of_more_than_a_week_is_refused(inventory: Inventory, contract: ContractId) -> None:
    webhook = await create(inventory, contract)

    with pytest.raises(OverlapTooLong):
        await rotate_webhook_secret(
            RotateWebhookSecret(webhook, 169),
            work=inventory.work,
            permit=anybody,
            new_secret=lambda _: "new",
            now=lambda: NOW,
        )
