"""The GraphQL types of a list that grows: connections, edges, pages, and the order of their rows."""

from __future__ import annotations

from enum import Enum
from typing import Generic, TypeVar

import strawberry

Node = TypeVar("Node")
Sort = TypeVar("Sort")


@strawberry.federation.type(shareable=True, description="Where a page of a list stands in the whole list.")
class PageInfo:
    """Relay's page information."""

    has_next_page: bool = strawberry.field(description="Whether rows follow this page's last.")
    has_previous_page: bool = strawberry.field(description="Whether rows precede this page's first.")
    start_cursor: str | None = strawberry.field(description="The first row's cursor; null on an empty page.")
    end_cursor: str | None = strawberry.field(description="The last row's cursor; null on an empty page.")


@strawberry.federation.type(shareable=True, description="A row of a list with its cursor.")
class Edge(Generic[Node]):
    """Relay's edge; ``Edge[School]`` is ``SchoolEdge``."""

    cursor: str = strawberry.field(description="Where this row stands, for `after` and `before`; opaque.")
    node: Node = strawberry.field(description="The row.")


@strawberry.federation.type(shareable=True, description="A page of a list that grows.")
class Connection(Generic[Node]):
    """Relay's connection; ``Connection[School]`` is ``SchoolConnection``."""

    edges: list[Edge[Node]] = strawberry.field(description="The rows of this page with their cursors.")
    nodes: list[Node] = strawberry.field(description="The rows of this page.")
    page_info: PageInfo = strawberry.field(description="Where this page stands in the whole list.")
    total_count: int = strawberry.field(description="How many rows the whole list has.")


@strawberry.enum(description="Which way a list is ordered; nulls come last either way.")
class OrderDirection(Enum):
    """Ascending or descending."""

    ASC = strawberry.enum_value("ASC", description="Smallest first.")
    DESC = strawberry.enum_value("DESC", description="Largest first.")


@strawberry.input(description="By what a list is ordered, and which way; ties are ordered by id.")
class Order(Generic[Sort]):
    """One step of an ordering; ``Order[SchoolSort]`` is ``SchoolSortOrder``."""

    field: Sort = strawberry.field(description="By what.")
    direction: OrderDirection = strawberry.field(default=OrderDirection.ASC, description="Which way.")
