"""An integrator's receiver moves, or wants other kinds of event."""

import pytest

from chassis.testing.surroundings import anybody
from contracts.inventory import v1
from inventory.domain.ids import ContractId, WebhookId
from inventory.domain.refusals import VersionConflict
from inventory.domain.webhook_refusals import EventTypeNotInContract, WebhookAddressRefused
from inventory.usecases.change_webhook import ChangeWebhook, change_webhook

from .webhooks import Inventory, asset_events, create

ASSETS = "bilim.inventory.AssetCommissioned.v1"


async def change(inventory: Inventory, command: ChangeWebhook) -> WebhookId:
    return await change_webhook(
        command,
        work=inventory.work,
        permit=anybody,
        accepts=lambda url: url.startswith("https://"),
        topics_of_types=asset_events,
    )


async def test_every_service_is_told_of_the_new_address_and_the_rest_stays(
    inventory: Inventory, contract: ContractId
) -> None:
    webhook = await create(inventory, contract, ASSETS)

    await change(inventory, ChangeWebhook(webhook, url="https://office.example/new"))

    before, after = await inventory.told_of(v1.WebhookChanged)
    assert (before.url, after.url) == ("https://office.example/", "https://office.example/new")
    assert list(after.types) == [ASSETS]
    assert [secret.sealed for secret in after.secrets] == [secret.sealed for secret in before.secrets]


async def test_other_kinds_of_event_and_all_of_them_can_be_wanted(
    inventory: Inventory, contract: ContractId
) -> None:
    webhook = await create(inventory, contract)

    await change(inventory, ChangeWebhook(webhook, types=[ASSETS]))
    await change(inventory, ChangeWebhook(webhook, types=[]))

    assert [list(told.types) for told in await inventory.told_of(v1.WebhookChanged)] == [[], [ASSETS], []]


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        ({"url": "http://office.example/"}, WebhookAddressRefused),
        ({"types": ["bilim.inventory.SchoolRegistered.v1"]}, EventTypeNotInContract),
        ({"url": "https://office.example/new", "expected_version": 7}, VersionConflict),
    ],
)
async def test_what_cannot_be_leaves_it_as_it_was(
    wanted: dict[str, object], refusal: type[Exception], inventory: Inventory, contract: ContractId
) -> None:
    webhook = await create(inventory, contract)

    with pytest.raises(refusal):
        await change(inventory, ChangeWebhook(webhook, **wanted))  # type: ignore[arg-type]

    assert len(await inventory.told_of(v1.WebhookChanged)) == 1
