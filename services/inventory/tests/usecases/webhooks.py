"""A webhook of the statistics office, and the ports by which it is made."""

from datetime import UTC, datetime
from uuid import UUID

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from inventory.domain.ids import ContractId, WebhookId
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.create_webhook import CreateWebhook, create_webhook

Inventory = Surroundings[SqlInventoryUnit]
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def sealed(webhook: UUID) -> str:
    """What stands for a sealed secret."""
    return f"sealed for {webhook}"


def asset_events() -> dict[str, str]:
    """The one kind of event that the contract opens, and one that it does not."""
    return {
        "bilim.inventory.AssetCommissioned.v1": "bilim.inventory.asset.v1",
        "bilim.inventory.SchoolRegistered.v1": "bilim.inventory.school.v1",
    }


async def create(
    inventory: Inventory, contract: ContractId, *types: str, url: str = "https://office.example/"
) -> WebhookId:
    """A new webhook of the contract."""
    return await create_webhook(
        CreateWebhook(contract, url, list(types)),
        work=inventory.work,
        permit=anybody,
        new_id=new_id,
        new_secret=sealed,
        accepts=lambda url: url.startswith("https://"),
        topics_of_types=asset_events,
        now=lambda: NOW,
    )
