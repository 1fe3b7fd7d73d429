"""Registered documents, Apollo's persisted queries, and preparing each document once."""

import asyncio
import hashlib
from typing import Any

import orjson
import pytest

from gateway.engine import EngineSettings
from gateway.testing import Federate, Federation, Subgraph
from gateway.trusted import Documents, read_manifest

NOTES = Subgraph("notes", "type Query { note: String }", {"Query.note": lambda *_: "hello"})
TEXT = "{ note }"
HASH = hashlib.sha256(TEXT.encode()).hexdigest()
PERSISTED: dict[str, Any] = {"persistedQuery": {"version": 1, "sha256Hash": HASH}}


@pytest.fixture
def strict(federate: Federate) -> Federation:
    return federate(NOTES, documents=Documents({HASH: TEXT}, free_form=False))


async def test_a_registered_document_is_answered_by_its_id(strict: Federation) -> None:
    for name in (HASH, f"sha256:{HASH}"):
        answer = await strict.send(None, document_id=name)
        assert orjson.loads(answer.body) == {"data": {"note": "hello"}}


async def test_an_unknown_id_is_not_found(strict: Federation) -> None:
    answer = await strict.send(None, document_id="0" * 64)

    assert (answer.executed, answer.status) == (False, 404)


async def test_free_form_is_refused_where_documents_are_registered(strict: Federation) -> None:
    answer = await strict.send(TEXT)

    assert (answer.executed, answer.status) == (False, 403)
    assert b"FORBIDDEN" in answer.body


async def test_apollos_clients_send_the_text_once(federate: Federate) -> None:
    federation = federate(NOTES)

    unknown = await federation.send(None, extensions=PERSISTED)
    told = await federation.send(TEXT, extensions=PERSISTED)
    known = await federation.send(None, extensions=PERSISTED)

    assert b"PersistedQueryNotFound" in unknown.body
    assert told.body == known.body == b'{"data":{"note":"hello"}}'


async def test_a_hash_of_another_text_is_refused(federate: Federate) -> None:
    answer = await federate(NOTES).send("{ other: note }", extensions=PERSISTED)

    assert (answer.executed, answer.status) == (False, 400)


async def test_equal_documents_that_come_together_are_prepared_once(federate: Federate) -> None:
    federation = federate(NOTES)

    answers = await asyncio.gather(*(federation.send(TEXT) for _ in range(20)))

    assert {answer.body for answer in answers} == {b'{"data":{"note":"hello"}}'}
    assert federation.engine.graph.prepared.counts.misses == 1


async def test_a_refused_document_is_judged_once(federate: Federate) -> None:
    federation = federate(NOTES)

    first = await federation.send("{ nothing }")
    second = await federation.send("{ nothing }")

    assert first.body == second.body
    assert federation.engine.graph.prepared.counts.misses == 1


async def test_a_whole_answer_of_one_subgraph_is_passed_on_as_it_came(federate: Federate) -> None:
    federation = federate(NOTES, settings=EngineSettings(passes_bytes=True))

    answer = await federation.send(TEXT)

    assert answer.body == b'{"data":{"note":"hello"}}'


async def test_the_cost_is_told_on_request(federate: Federate) -> None:
    answer = await federate(NOTES).send(TEXT, extensions={"cost": True})

    assert orjson.loads(answer.body)["extensions"] == {"cost": 0}


def test_both_kinds_of_manifest_are_read(tmp_path: Any) -> None:
    codegen, apollo = tmp_path / "codegen.json", tmp_path / "apollo.json"
    codegen.write_bytes(orjson.dumps({HASH: TEXT}))
    apollo.write_bytes(orjson.dumps({"format": "x", "operations": [{"id": HASH, "body": TEXT}]}))

    assert read_manifest(codegen) == read_manifest(apollo) == {HASH: TEXT}
