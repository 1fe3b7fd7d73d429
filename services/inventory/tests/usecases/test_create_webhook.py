"""An integrator says where it wants its events."""

from uuid import UUID

import pytest

from contracts.inventory import v1
from inventory.domain.ids import ContractId
from inventory.domain.refusals import NotFound
from inventory.domain.webhook_refusals import (
    EventTypeNotInContract,
    TooManyWebhooks,
    UnknownEventType,
    WebhookAddressRefused,
)

from .webhooks import NOW, Inventory, create, sealed


async def test_every_service_is_told_of_a_new_webhook(inventory: Inventory, contract: ContractId) -> None:
    webhook = await create(inventory, contract, "bilim.inventory.AssetCommissioned.v1")

    (told,) = await inventory.told_of(v1.WebhookChanged)
    assert (told.webhook_id, told.contract_id) == (str(webhook), str(contract))
    assert (told.url, told.is_paused) == ("https://office.example/", False)
    assert [secret.sealed for secret in told.secrets] == [sealed(webhook)]
    assert told.created_at.ToDatetime(NOW.tzinfo) == NOW


async def test_a_webhook_that_could_get_nothing_is_refused(
    inventory: Inventory, contract: ContractId
) -> None:
    with pytest.raises(WebhookAddressRefused):
        await create(inventory, contract, url="http://office.example/")
    with pytest.raises(UnknownEventType):
        await create(inventory, contract, "bilim.inventory.SchoolSold.v1")
    with pytest.raises(EventTypeNotInContract):
        await create(inventory, contract, "bilim.inventory.SchoolRegistered.v1")
    with pytest.raises(NotFound):
        await create(inventory, ContractId(UUID(int=1)))


async def test_the_eleventh_webhook_of_a_contract_is_refused(
    inventory: Inventory, contract: ContractId
) -> None:
    for _ in range(10):
        await create(inventory, contract)

    with pytest.raises(TooManyWebhooks):
        await create(inventory, contract)
