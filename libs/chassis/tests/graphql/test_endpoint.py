"""The door's answers, one rule a test."""

import asyncio
from typing import Any

import pytest

from chassis.graphql import EndpointSettings, GraphQLEndpoint
from chassis.graphql.cors import Origins

from .conftest import EchoEngine, anyone

RESPONSE = "application/graphql-response+json; charset=utf-8"
JSON = "application/json; charset=utf-8"


async def test_a_query_is_answered_in_the_accepted_form(door: Any) -> None:
    response = await door.post({"query": "{ a }"}, accept="application/graphql-response+json")

    assert (response.status, response.headers["content-type"]) == (200, RESPONSE)
    assert response.json["data"]["query"] == "{ a }"


async def test_a_client_without_wishes_gets_plain_json(door: Any) -> None:
    response = await door.post({"query": "{ a }"})

    assert response.headers["content-type"] == JSON


@pytest.mark.parametrize(
    ("accept", "status"), [("application/graphql-response+json", 400), ("application/json", 200)]
)
async def test_a_request_that_cannot_run_has_the_status_of_its_form(
    door: Any, accept: str, status: int
) -> None:
    response = await door.post({"query": "broken"}, accept=accept)

    assert response.status == status


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "BAD_REQUEST"),
        (b'{"query": "\xff"}', 400, "BAD_REQUEST"),
        (b'[{"query": "{ a }"}]', 400, "BAD_REQUEST"),
        (b'{"query": 1}', 400, "BAD_REQUEST"),
        (b"{}", 400, "BAD_REQUEST"),
        (b'{"query": "{ a }", "variables": []}', 400, "BAD_REQUEST"),
        (
            b'{"query": "{ a }", "variables": ' + b'{"a":' * 33 + b"1" + b"}" * 33 + b"}",
            400,
            "LIMIT_EXCEEDED",
        ),
        (b'{"query": "{ a }", "variables": {"n": ' + b"1" * 65 + b"}}", 400, "LIMIT_EXCEEDED"),
        (b'{"query": "' + b" " * 1000 + b'"}', 413, "BODY_TOO_LARGE"),
    ],
)
async def test_a_body_that_is_no_request_is_refused(door: Any, body: bytes, status: int, code: str) -> None:
    response = await door.post(body)

    assert (response.status, response.code) == (status, code)


async def test_brackets_and_digits_inside_strings_are_only_text(door: Any) -> None:
    response = await door.post({"query": "{ a }", "variables": {"text": "[" * 100 + "7" * 100}})

    assert response.status == 200


async def test_the_last_of_duplicate_keys_counts(door: Any) -> None:
    response = await door.post(b'{"query": "{ a }", "query": "{ b }"}')

    assert response.json["data"]["query"] == "{ b }"


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=koi8-r"]
)
async def test_only_json_in_utf8_is_read(door: Any, kind: str) -> None:
    response = await door.post({"query": "{ a }"}, content_type=kind)

    assert (response.status, response.code) == (415, "UNSUPPORTED_MEDIA_TYPE")


async def test_an_unreadable_form_is_not_acceptable(door: Any) -> None:
    response = await door.post({"query": "{ a }"}, accept="image/png")

    assert (response.status, response.code) == (406, "NOT_ACCEPTABLE")


async def test_other_methods_are_not_allowed(door: Any) -> None:
    response = await door.send("PUT", {}, b"")

    assert (response.status, response.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")


async def test_a_forged_token_is_401_with_a_challenge(door: Any) -> None:
    response = await door.post({"query": "{ a }"}, authorization="Bearer forged")

    assert (response.status, response.code) == (401, "UNAUTHENTICATED")
    assert response.headers["www-authenticate"].startswith("Bearer ")


@pytest.mark.parametrize("mode", ["navigate", "no-cors"])
async def test_another_site_cannot_make_a_browser_ask(door: Any, mode: str) -> None:
    response = await door.get("query={a}", sec_fetch_site="cross-site", sec_fetch_mode=mode)

    assert (response.status, response.code) == (403, "CROSS_SITE")


async def test_a_query_may_come_by_get_with_its_variables(door: Any) -> None:
    response = await door.get("query=%7Ba%7D&variables=%7B%22n%22%3A1%7D")

    assert response.json["data"] == {"query": "{a}", "variables": {"n": 1}, "caller": ""}


async def test_a_registered_document_is_named_in_the_path(door: Any) -> None:
    response = await door.get("", path="/graphql/abc123")

    assert response.status == 200


async def test_a_browser_gets_the_page(door: Any) -> None:
    response = await door.get("", accept="text/html,application/xhtml+xml,*/*;q=0.8")

    assert response.body == b"<title>GraphiQL</title>"


async def test_what_we_did_not_foresee_is_masked(door: Any) -> None:
    response = await door.post({"query": "crash"})

    assert (response.status, response.code) == (500, "INTERNAL")
    assert b"secret" not in response.body


async def test_an_allowed_origin_is_named_back() -> None:
    origins = Origins(["https://school.example", "localhost"])

    allowed = dict(origins.headers(b"https://school.example"))
    stranger = dict(origins.headers(b"https://evil.example"))

    assert allowed[b"access-control-allow-origin"] == b"https://school.example"
    assert b"access-control-allow-origin" not in stranger
    assert origins.allow(b"http://127.0.0.1:5173")
    assert not origins.allow(b"http://127.0.0.1.evil.example")


async def test_a_preflight_of_a_stranger_allows_nothing(door: Any) -> None:
    response = await door.send("OPTIONS", {"origin": "https://evil.example"}, b"")

    assert response.status == 204
    assert not [name for name in response.headers if name.startswith("access-control")]


async def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    endpoint = GraphQLEndpoint(EchoEngine(), anyone, EndpointSettings(seconds=0.01))
    headers = [(b"content-type", b"application/json"), (b"content-length", b"100")]
    sent: list[dict[str, Any]] = []

    async def keep(message: dict[str, Any]) -> None:
        sent.append(message)

    await endpoint({"method": "POST", "path": "/graphql", "headers": headers}, asyncio.Future, keep)

    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in sent[0]["headers"]


def test_the_default_door_takes_what_a_service_takes() -> None:
    assert EndpointSettings().most_bytes == 262_144
