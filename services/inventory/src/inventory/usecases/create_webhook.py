"""An integrator says where it wants the events of its contract."""

from dataclasses import dataclass, field

from chassis.identity.policy import Facts
from inventory.domain.ids import ContractId, WebhookId
from inventory.domain.webhook import Webhook, check_number, check_types
from inventory.domain.webhook_refusals import WebhookAddressRefused
from inventory.usecases.ports import Accepts, InventoryWork, NewId, NewSecret, Now, Permit, TopicsOfTypes


@dataclass(frozen=True, slots=True)
class CreateWebhook:
    """`types` are kinds of event; none is all that the contract shows."""

    contract: ContractId
    url: str
    types: list[str] = field(default_factory=list)


async def create_webhook(
    command: CreateWebhook,
    *,
    work: InventoryWork,
    permit: Permit,
    new_id: NewId,
    new_secret: NewSecret,
    accepts: Accepts,
    topics_of_types: TopicsOfTypes,
    now: Now,
) -> WebhookId:
    """Makes it; gives its id. Refuses an address that is not public and kinds of event that it would never get."""
    async with work() as unit:
        permit("create_webhook", Facts(contract=command.contract))
        contract = await unit.contracts.get(command.contract)
        if not accepts(command.url):
            raise WebhookAddressRefused(command.url)
        check_types(command.types, topics=topics_of_types(), opened=contract.topics)
        check_number(await unit.webhooks.find_all(contract_id=contract.id))
        id = WebhookId(new_id())
        webhook = Webhook.create(
            id=id,
            contract_id=contract.id,
            url=command.url,
            types=command.types,
            sealed=new_secret(id),
            created_at=now(),
        )
        unit.webhooks.add(webhook)
        return webhook.id
