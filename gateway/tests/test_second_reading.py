"""A supergraph is read a second way only where that can help, and names nothing that is not there."""

from collections.abc import Callable

from gateway.planner import RustPlanner
from gateway.second_reading import read_again, with_real_services
from gateway.testing import Subgraph

OWNER = Subgraph(
    "owner",
    """
    type Query { room: Room }
    type Room @key(fields: "id") @key(fields: "floor { number } door") {
      id: ID! door: Int floor: Floor size: Size
    }
    type Floor @shareable { number: Int }
    type Size @shareable { width: Int! length: Int! }
    enum Kind { A B }
    """,
)
PLANNING = Subgraph(
    "planning",
    """
    type Query { plan: String }
    type Room @key(fields: "id") {
      id: ID! size: Size @external area: Int @requires(fields: "size { width length }") kind: Kind free: Boolean
    }
    type Size @shareable { width: Int! length: Int! }
    enum Kind { A B }
    """,
)


def test_a_supergraph_without_requirements_is_not_read_again(composed: Callable[..., str]) -> None:
    assert read_again(composed((OWNER,))) is None


def test_the_second_reading_is_a_supergraph_with_the_same_public_schema(composed: Callable[..., str]) -> None:
    supergraph = composed((OWNER, PLANNING))

    again = read_again(supergraph)

    assert again is not None
    assert RustPlanner(again).public_schema == RustPlanner(supergraph).public_schema


def test_what_is_computed_moves_and_the_rest_stays(composed: Callable[..., str]) -> None:
    again = read_again(composed((OWNER, PLANNING))) or ""

    lines = {line.strip().split(":")[0]: line for line in again.splitlines() if "@join__field" in line}
    assert "graph: PLANNING__REQUIRES, requires" in lines["area"]
    assert "__REQUIRES" not in lines["free"]
    assert "graph: PLANNING__REQUIRES, external: true" in lines["size"]


def test_a_plan_names_the_subgraph_that_there_is() -> None:
    plan = '{"serviceName":"b__requires","operation":"{a(text: \\"serviceName: b__requires\\")}"}'

    assert with_real_services(plan) == plan.replace('"b__requires"', '"b"')
