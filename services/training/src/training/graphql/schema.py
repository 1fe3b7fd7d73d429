"""Training's subgraph."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from chassis.schema import SCALARS, SHARED_REFUSALS
from training.graphql.errors import TYPES
from training.graphql.mutations import Mutation
from training.graphql.types import ENTITIES, Query

schema = strawberry.federation.Schema(
    query=Query,
    federation_version="2.9",
    mutation=Mutation,
    types=[*ENTITIES, *TYPES.values(), *SHARED_REFUSALS],
    config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
)
