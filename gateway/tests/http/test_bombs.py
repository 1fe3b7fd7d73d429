"""Requests made to hurt are refused with the right code, cheaply."""

import time

import aiohttp
import pytest

MILLISECOND = 0.001
FRAGMENTS = "".join(f"fragment F{n} on Query{{...F{n + 1} ...F{n + 1}}}" for n in range(24))

BOMBS = {
    "fragment doubling": "{...F0}" + FRAGMENTS + "fragment F24 on Query{__typename}",
    "20,000 aliases": "{" + " ".join(f"a{n}: __typename" for n in range(20_000)) + "}",
    "20,000 directives": "{ __typename " + "@skip(if: false) " * 20_000 + "}",
    "20,000 repetitions": "{ " + "__typename " * 20_000 + "}",
    "500 repetitions": "{ " + "__typename " * 500 + "}",
    "depth 5,000": "{ a" * 5_000 + "}" * 5_000,
    "a number of 5,000 digits": "{ school(id: " + "9" * 5_000 + ") { id } }",
    "nested lists": '{ school(id: "1", x: ' + "[" * 20_000 + ") { id } }",
}


@pytest.mark.parametrize("name", BOMBS)
async def test_a_bomb_is_refused_by_its_limit(url: str, name: str) -> None:
    body = {"query": BOMBS[name]}

    async with aiohttp.ClientSession() as session:
        started = time.process_time()
        async with session.post(url, json=body) as answer:
            content = await answer.json()
        spent = time.process_time() - started

    if answer.status != 413:
        assert answer.status == 400
        assert content["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert spent < 50 * MILLISECOND


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b" " * 900_000, 413),
        (b'{"query": "{ __typename }", "x": "\xff\xfe"}', 400),
        (b'{"query": "{ __typename }", "variables": {"n": ' + b"1" * 5_000 + b"}}", 400),
        (b'{"query": "{ __typename }", "variables": {"n": ' + b"[" * 5_000 + b"}}", 400),
        (b"[" + b'{"query": "{ __typename }"},' * 100 + b'{"query": "{ __typename }"}]', 400),
    ],
)
async def test_a_body_that_no_client_sends_is_refused(url: str, body: bytes, status: int) -> None:
    headers = {"content-type": "application/json"}

    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as answer:
        assert answer.status == status
