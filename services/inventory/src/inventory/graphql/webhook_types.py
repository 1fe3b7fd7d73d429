"""What may be asked of webhooks; how each service delivers to one, that service adds."""

from datetime import datetime
from enum import Enum

import strawberry

from chassis.events.webhooks.graph import WebhookAttempt, WebhookDelivery
from chassis.schema import Url, describe_enum
from inventory.domain.webhook import EventSource
from readplan import BooleanFilter, Connection, IDFilter, by, connection

describe_enum(
    EventSource,
    "The services whose events there are, each with a log and positions of its own.",
    INVENTORY="`urn:bilim:inventory`: schools and their equipment.",
    ENROLLMENT="`urn:bilim:enrollment`: pupils, their guardians, queues.",
    EJOURNAL="`urn:bilim:ejournal`: classes and the journal.",
    TRAINING="`urn:bilim:training`: teachers and their training.",
)


@strawberry.enum(description="What webhooks can be ordered by.")
class WebhookSort(Enum):
    """The orders of webhooks."""

    CREATED_AT = strawberry.enum_value("CREATED_AT", description="By the moment at which they were made.")


@strawberry.input(description="Which webhooks.")
class WebhookFilter:
    """What webhooks can be filtered by."""

    id: IDFilter | None = by("By id.")
    contract_id: IDFilter | None = by("By contract.")
    is_paused: BooleanFilter | None = by("By whether their owner paused them.")


@strawberry.federation.type(keys=["id"], description="Where an integrator wants the events of its contract.")
class Webhook:
    """See domain/webhook.py."""

    id: strawberry.ID = strawberry.field(description="The webhook's id.")
    contract_id: strawberry.ID = strawberry.field(description="The contract that says what it is sent.")
    url: Url = strawberry.field(description="Where deliveries go.")
    types: list[str] = strawberry.field(
        description="The kinds of event it wants; none means all that its contract shows."
    )
    is_paused: bool = strawberry.field(description="Whether its owner wants nothing sent for now.")
    secret: str | None = strawberry.field(
        description="The secret of `v1` signatures, `whsec_…`, the newest. Its owner alone sees it."
    )
    public_keys: list[str] = strawberry.field(
        description="Our keys of `v1a` signatures, `whpk_…`, the newest first: they verify without a secret."
    )
    version: int = strawberry.field(description="Grows with each change.")
    created_at: datetime = strawberry.field(description="When it was made; it is sent what was told after.")
    updated_at: datetime = strawberry.field(description="When it was last changed.")
    inventory_delivery: WebhookDelivery | None = strawberry.field(
        description="How inventory's own events reach it."
    )
    inventory_attempts: Connection[WebhookAttempt] | None = connection(
        description="The attempts to deliver inventory's own events, in their order: `last: 20` gives the latest."
    )
