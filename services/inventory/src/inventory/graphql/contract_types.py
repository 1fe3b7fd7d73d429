"""What may be asked of contracts, and of what was read under them."""

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import strawberry

from chassis.schema import describe_enum
from chassis.schema.event_reads import EventReadFields
from inventory.domain.contract import ContractPurpose, ContractState
from readplan import DateTimeFilter, EnumFilter, IDFilter, StringFilter, by

if TYPE_CHECKING:
    from inventory.graphql.types import District, Region, School

_TYPES = strawberry.lazy("inventory.graphql.types")

describe_enum(
    ContractPurpose,
    "What the data of a contract may be used for; it bounds how personal they may be.",
    OPEN_DATA="To publish what everybody may know: nothing about people.",
    STATISTICS="To count: people stay pseudonyms.",
    REGISTER_EXCHANGE="To keep in step a register that the law names: names too, on the topics that carry them.",
    SANDBOX="To build a reader and try it: people stay pseudonyms.",
)
describe_enum(
    ContractState,
    "Whether a contract can open anything; its period says when it does.",
    AGREED="It opens what it says, within its period.",
    ENDED="It opens nothing any more. Final.",
)


@strawberry.enum(description="What contracts can be ordered by.")
class IntegratorContractSort(Enum):
    """The orders of contracts."""

    CLIENT = strawberry.enum_value("CLIENT", description="By client.")
    VALID_UNTIL = strawberry.enum_value("VALID_UNTIL", description="By the end of their period.")


@strawberry.input(description="Which contracts.")
class IntegratorContractFilter:
    """What contracts can be filtered by."""

    id: IDFilter | None = by("By id.")
    client: StringFilter | None = by("By client.")
    state: EnumFilter[ContractState] | None = by("By whether it has ended.")
    purpose: EnumFilter[ContractPurpose] | None = by("By purpose.")


@strawberry.input(description="Which reads of events.")
class EventReadFilter:
    """What the log can be filtered by."""

    contract_id: IDFilter | None = by("By contract.")
    client: StringFilter | None = by("By client.")
    at: DateTimeFilter | None = by("By moment.")


@strawberry.type(description="A topic of a contract.")
class ContractTopic:
    """See persistence: the view contract_topic."""

    topic: str = strawberry.field(description="The topic, for example `bilim.inventory.asset.v1`.")
    fields: list[str] | None = strawberry.field(
        description="The fields of `data` that are shown; null for all of them, also those added later."
    )


@strawberry.federation.type(keys=["id"], description="What an integrator may read of the events.")
class IntegratorContract:
    """See domain/contract.py."""

    id: strawberry.ID = strawberry.field(description="The contract's id; tokens name it.")
    client: str = strawberry.field(description="The integrator, as the issuer of tokens knows it.")
    purpose: ContractPurpose = strawberry.field(description="What the data may be used for.")
    topics: list[ContractTopic] = strawberry.field(description="What is read, topic by topic.")
    is_countrywide: bool = strawberry.field(
        description="Whether it opens events of the whole country; otherwise of the places below."
    )
    regions: list[Annotated["Region", _TYPES]] = strawberry.field(description="Regions that it opens.")
    districts: list[Annotated["District", _TYPES]] = strawberry.field(description="Districts that it opens.")
    schools: list[Annotated["School", _TYPES]] = strawberry.field(description="Single schools that it opens.")
    valid_from: datetime = strawberry.field(description="The first moment at which it opens anything.")
    valid_until: datetime = strawberry.field(
        description="The first moment at which it opens nothing any more."
    )
    state: ContractState = strawberry.field(description="Whether it has been ended.")
    ended_at: datetime | None = strawberry.field(description="When it was ended; null if it was not.")
    end_reason: str | None = strawberry.field(description="Why it was ended.")
    version: int = strawberry.field(description="For `expectedVersion`.")
    created_at: datetime = strawberry.field(description="When it was agreed.")
    updated_at: datetime = strawberry.field(description="When it was last changed.")


@strawberry.type(description="One read of inventory's events under a contract.")
class InventoryEventRead(EventReadFields):
    """See chassis.events.contracts."""
