"""Training's subgraph."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from chassis.personal.tagging import tag_personal
from chassis.schema import SCALARS, SHARED_REFUSALS
from training.graphql.bindings import BINDINGS
from training.graphql.errors import TYPES
from training.graphql.mutations import Mutation
from training.graphql.types import ENTITIES, Query
from training.personal import PERSONAL

tag_personal(BINDINGS, Mutation, TYPES.values(), PERSONAL)

schema = strawberry.federation.Schema(
    query=Query,
    federation_version="2.9",
    mutation=Mutation,
    types=[*ENTITIES, *TYPES.values(), *SHARED_REFUSALS],
    config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
)
