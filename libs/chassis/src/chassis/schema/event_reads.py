"""How the log of what integrators read looks in each subgraph; a service gives the type its own name."""

from datetime import datetime
from enum import Enum

import strawberry

from chassis.events.contracts import Channel
from chassis.schema.enums import describe_enum

describe_enum(
    Channel,
    "By which way events were read.",
    FEED="Pulled from the feed.",
    STREAM="Sent as server-sent events.",
    WEBHOOK="Delivered to a webhook.",
    SUBSCRIPTION="Sent to a GraphQL subscription.",
    SNAPSHOT="Read as the latest states.",
)


@strawberry.enum(description="What reads of events can be ordered by.")
class EventReadSort(Enum):
    """The orders of the log."""

    AT = strawberry.enum_value("AT", description="By the moment.")


@strawberry.type
class EventReadFields:
    """One read: which contract, by which way, what, and how much."""

    id: strawberry.ID = strawberry.field(description="The id of this entry.")
    contract_id: strawberry.ID = strawberry.field(description="The contract under which it was read.")
    client: str = strawberry.field(description="The contract's client, as the issuer of tokens knows it.")
    channel: Channel = strawberry.field(description="By which way.")
    topics: list[str] = strawberry.field(description="The topics of what was read.")
    from_position: int = strawberry.field(description="The position of the first event.")
    to_position: int = strawberry.field(description="The position of the last event.")
    count: int = strawberry.field(description="How many events.")
    at: datetime = strawberry.field(description="When.")


EVENT_READ_COLUMNS = {
    "id": "uuid",
    "contract_id": "uuid",
    "client": "text",
    "channel": "text",
    "topics": "text[]",
    "from_position": "int8",
    "to_position": "int8",
    "count": "int4",
    "at": "timestamptz",
}
"""The columns of the table `event_read`, none of them ever null."""
