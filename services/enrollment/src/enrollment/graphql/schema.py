"""Enrollment's subgraph."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from chassis.personal.tagging import tag_personal
from chassis.schema import SCALARS, SHARED_REFUSALS
from enrollment.graphql.admission.types import ENTITIES as OF_ADMISSION
from enrollment.graphql.allocation.types import ENTITIES as OF_ALLOCATION
from enrollment.graphql.bindings import BINDINGS
from enrollment.graphql.errors import TYPES
from enrollment.graphql.roots import Mutation, Query, Subscription
from enrollment.graphql.types import ENTITIES
from enrollment.personal import PERSONAL

tag_personal(BINDINGS, Mutation, TYPES.values(), PERSONAL)

schema = strawberry.federation.Schema(
    query=Query,
    federation_version="2.9",
    mutation=Mutation,
    subscription=Subscription,
    types=[*ENTITIES, *OF_ADMISSION, *OF_ALLOCATION, *TYPES.values(), *SHARED_REFUSALS],
    config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
)
