"""An integrator's receiver moves, or wants other kinds of event; its place, its secret and its attempts stay."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from inventory.domain.ids import WebhookId
from inventory.domain.webhook import check_types
from inventory.domain.webhook_refusals import WebhookAddressRefused
from inventory.usecases.ports import Accepts, InventoryWork, Permit, TopicsOfTypes


@dataclass(frozen=True, slots=True)
class ChangeWebhook:
    """What is None stays as it is; no `types` is all that the contract shows."""

    webhook: WebhookId
    url: str | None = None
    types: list[str] | None = None
    expected_version: int | None = None


async def change_webhook(
    command: ChangeWebhook,
    *,
    work: InventoryWork,
    permit: Permit,
    accepts: Accepts,
    topics_of_types: TopicsOfTypes,
) -> WebhookId:
    """Changes it; gives its id. Refuses what creating one refuses, and a change of what the caller has not seen."""
    async with work() as unit:
        webhook = await unit.webhooks.get(command.webhook)
        permit("change_webhook", Facts(contract=webhook.contract_id))
        if command.url is not None and not accepts(command.url):
            raise WebhookAddressRefused(command.url)
        if command.types is not None:
            contract = await unit.contracts.get(webhook.contract_id)
            check_types(command.types, topics=topics_of_types(), opened=contract.topics)
        webhook.change(url=command.url, types=command.types, expected_version=command.expected_version)
        return webhook.id
