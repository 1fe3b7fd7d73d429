"""Inventory's subgraph."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from chassis.personal.tagging import tag_personal
from chassis.schema import SCALARS, SHARED_REFUSALS
from inventory.graphql.bindings import BINDINGS
from inventory.graphql.errors import TYPES
from inventory.graphql.mutations import Mutation
from inventory.graphql.roots import ENTITIES, Query
from inventory.personal import PERSONAL

tag_personal(BINDINGS, Mutation, TYPES.values(), PERSONAL)

schema = strawberry.federation.Schema(
    query=Query,
    federation_version="2.9",
    mutation=Mutation,
    types=[*ENTITIES, *TYPES.values(), *SHARED_REFUSALS],
    config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
)
