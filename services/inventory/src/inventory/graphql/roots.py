"""Where reading begins in inventory's graph, and its entities."""

from typing import Annotated

import strawberry

from chassis.schema.event_reads import EventReadSort
from inventory.graphql.contract_types import (
    EventReadFilter,
    IntegratorContract,
    IntegratorContractFilter,
    IntegratorContractSort,
    InventoryEventRead,
)
from inventory.graphql.types import Asset, AssetModel, District, Region, School, SchoolFilter, SchoolSort
from inventory.graphql.webhook_types import Webhook, WebhookFilter, WebhookSort
from readplan import Connection, connection, planned

IdArgument = Annotated[strawberry.ID | None, strawberry.argument(description="By id.")]
AssetIdArgument = Annotated[strawberry.ID, strawberry.argument(description="By id.")]
CodeArgument = Annotated[str | None, strawberry.argument(description="By code.")]
NationalCodeArgument = Annotated[str | None, strawberry.argument(description="By the state's number for it.")]


@strawberry.type(description="Who is asking.")
class Viewer:
    """See chassis.identity.viewer."""

    grants: list[str] = strawberry.field(description="Roles at places, for example `director@school:ID`.")
    persons: list[str] = strawberry.field(description="Who the caller is, for example `guardian:ID`.")


@strawberry.type(description="Where reading begins.")
class Query:
    """The root look-ups of inventory."""

    viewer: Viewer | None = strawberry.field(description="Who is asking; null for nobody in particular.")

    schools: Connection[School] = connection(
        description="All schools.", filter=SchoolFilter, order=SchoolSort
    )

    integrator_contracts: Connection[IntegratorContract] = connection(
        description="Contracts with integrators.",
        filter=IntegratorContractFilter,
        order=IntegratorContractSort,
    )

    inventory_event_reads: Connection[InventoryEventRead] = connection(
        description="What was read of inventory's events under contracts.",
        filter=EventReadFilter,
        order=EventReadSort,
    )

    webhooks: Connection[Webhook] = connection(
        description="Webhooks of integrators.", filter=WebhookFilter, order=WebhookSort
    )

    @planned(description="One region.")
    def region(self, id: IdArgument = None, code: CodeArgument = None) -> Region | None: ...

    @planned(description="One district.")
    def district(self, id: IdArgument = None, code: CodeArgument = None) -> District | None: ...

    @planned(description="One school.")
    def school(self, id: IdArgument = None, national_code: NationalCodeArgument = None) -> School | None: ...

    @planned(description="One asset.")
    def asset(self, id: AssetIdArgument) -> Asset | None: ...

    @planned(description="One contract with an integrator.")
    def integrator_contract(self, id: AssetIdArgument) -> IntegratorContract | None: ...

    @planned(description="One webhook.")
    def webhook(self, id: AssetIdArgument) -> Webhook | None: ...


ENTITIES = (Region, District, School, Asset, AssetModel, IntegratorContract, Webhook)
