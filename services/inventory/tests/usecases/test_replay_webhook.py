"""Its owner wants events again."""

import pytest

from chassis.testing.surroundings import anybody
from contracts.inventory import v1
from inventory.domain.ids import ContractId
from inventory.domain.webhook import EventSource
from inventory.domain.webhook_refusals import PositionMalformed
from inventory.usecases.replay_webhook import ReplayWebhook, replay_webhook

from .webhooks import Inventory, create


@pytest.mark.parametrize(("after", "position"), [("0", 0), (f"{204:020}", 204), ("9" * 20, 2**63 - 1)])
async def test_the_sequence_of_an_event_is_a_position(
    after: str, position: int, inventory: Inventory, contract: ContractId
) -> None:
    webhook = await create(inventory, contract)

    command = ReplayWebhook(webhook, EventSource.EJOURNAL, after)
    await replay_webhook(command, work=inventory.work, permit=anybody)

    (told,) = await inventory.told_of(v1.WebhookReplayRequested)
    assert (told.service, told.after) == ("ejournal", position)


@pytest.mark.parametrize("after", ["", "-1", "1.5", "٣", "9" * 21, "soon"])
async def test_what_is_no_position_is_refused(after: str, inventory: Inventory, contract: ContractId) -> None:
    webhook = await create(inventory, contract)

    with pytest.raises(PositionMalformed):
        await replay_webhook(
            ReplayWebhook(webhook, EventSource.EJOURNAL, after), work=inventory.work, permit=anybody
        )
