"""A changed supergraph is taken into service; a broken one is refused and the old one stays."""

import asyncio
import weakref
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from chassis.graphql import GraphQLRequest
from chassis.identity import Caller, Viewer
from gateway.service import Gateway
from gateway.settings import GatewaySettings
from gateway.supergraph import SupergraphRefused, load_supergraph
from gateway.testing import LocalTransport, Subgraph
from gateway.visitor import Visitor

BEFORE = Subgraph("notes", "type Query { note: String }", {"Query.note": lambda *_: "before"})
AFTER = Subgraph("notes", "type Query { note: String more: Int }", {"Query.note": lambda *_: "after"})


async def note(gateway: Gateway) -> object:
    request = GraphQLRequest("{ note }", None, {}, {}, None, only_queries=False)
    answer = await gateway.engine.execute(request, Visitor(Caller(viewer=Viewer()), ()))
    return orjson.loads(answer.body)["data"]["note"]


@pytest.fixture
def file(supergraph_file: Callable[..., Path]) -> Path:
    return supergraph_file(BEFORE)


async def test_a_changed_file_is_taken(file: Path, composed: Callable[..., str]) -> None:
    now = [BEFORE]
    gateway = Gateway(file, GatewaySettings(), lambda *_: LocalTransport(now[0]))
    before = await note(gateway)

    now[0] = AFTER
    await asyncio.to_thread(file.write_text, composed((AFTER,)))
    taken = await gateway.reload()

    assert (taken, before, await note(gateway)) == (True, "before", "after")
    await gateway.close()


async def test_a_broken_file_leaves_the_old_one_in_service(file: Path) -> None:
    gateway = Gateway(file, GatewaySettings(), lambda *_: LocalTransport(BEFORE))

    await asyncio.to_thread(file.write_text, "type Query { broken")
    taken = await gateway.reload()

    assert (taken, gateway.reloads.refused, await note(gateway)) == (False, 1, "before")
    await gateway.close()


async def test_a_supergraph_that_was_replaced_leaves_no_memory_behind(
    file: Path, composed: Callable[..., str]
) -> None:
    gateway = Gateway(file, GatewaySettings(), lambda *_: LocalTransport(BEFORE), grace_seconds=0)
    await note(gateway)
    gone = asyncio.Event()
    old = weakref.ref(gateway.engine.graph.supergraph.schema, lambda _: gone.set())

    await asyncio.to_thread(file.write_text, composed((AFTER,)))
    await gateway.reload()
    await asyncio.wait_for(gone.wait(), 5)

    assert old() is None
    await gateway.close()


@pytest.mark.parametrize("text", ["", "nonsense {", "type Query { a: Int }", "enum join__Graph { A }"])
def test_what_is_no_supergraph_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(SupergraphRefused) as refused:
        load_supergraph(text)

    assert "\n" not in str(refused.value)
