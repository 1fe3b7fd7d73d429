"""Requests made to hurt: each small to send, dear to a door that does not look first, and the refusal it must get."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from chassis.graphql import Code

JSON, RESPONSE_JSON = "application/json", "application/graphql-response+json"


@dataclass(frozen=True, slots=True)
class Bomb:
    """`body` takes a number and never gives the same bytes for two: what was refused before may be remembered."""

    name: str
    body: Callable[[int], bytes]
    status: int
    code: Code
    lenient_status: int | None = None
    """The status for a client that accepts `application/json`, where the draft of GraphQL over HTTP wants another."""


def bombs() -> list[Bomb]:
    """All of them; a door of at most 256 KiB refuses them alike, whatever its schema."""
    return [*_documents(), *_bodies(), *_variables()]


def _documents() -> Iterator[Bomb]:
    for name, text in {
        "fragments that double 24 times": _doubling(24),
        "5,000 aliases": "{" + " ".join(f"a{n}: __typename" for n in range(5_000)) + "}",
        "40 aliases": "{" + " ".join(f"a{n}: __typename" for n in range(40)) + "}",
        "20,000 directives that nobody knows": "{ __typename " + "@a " * 20_000 + "}",
        "40 directives": "{ __typename " + "@skip(if: false) " * 40 + "}",
        "20,000 repetitions of a field of one letter": "{" + "a " * 20_000 + "}",
        "500 repetitions of a field": "{" + "__typename " * 500 + "}",
        "depth 5,000": "{a" * 5_000 + "}" * 5_000,
        "depth 40": "{a" * 40 + "}" * 40,
        "a literal of 5,000 digits": "{a(b:" + "9" * 5_000 + ")}",
        "literals nested 20,000 deep": "{a(b:" + "[" * 20_000 + ")}",
    }.items():
        yield Bomb(name, _varied(text), 400, Code.LIMIT_EXCEEDED)
    circle = _doubling(24, last="...F0")
    yield Bomb(
        "fragments that double 24 times in a circle",
        _varied(circle),
        400,
        Code.GRAPHQL_VALIDATION_FAILED,
        200,
    )


def _bodies() -> Iterator[Bomb]:
    aliases = "{" + " ".join(f"a{n}: __typename" for n in range(20_000)) + "}"
    directives = "{ __typename " + "@skip(if: false) " * 20_000 + "}"
    yield Bomb("20,000 aliases", _varied(aliases), 413, Code.BODY_TOO_LARGE)
    yield Bomb("20,000 directives", _varied(directives), 413, Code.BODY_TOO_LARGE)
    yield Bomb("10 MB", lambda n: b'{"query":"%d%b"}' % (n, b" " * 10_000_000), 413, Code.BODY_TOO_LARGE)
    yield Bomb(
        "invalid UTF-8", lambda n: b'{"query":"{ __typename }","x":"%d\xff\xfe"}' % n, 400, Code.BAD_REQUEST
    )
    yield Bomb("half a surrogate", lambda n: b'{"query":"{ a%d\\ud800 }"}' % n, 400, Code.BAD_REQUEST)
    yield Bomb(
        "a hundred requests in a list",
        lambda n: b"[" + b",".join([b'{"query":"{ __typename %d }"}' % n] * 100) + b"]",
        400,
        Code.BAD_REQUEST,
    )
    yield Bomb(
        "two operations without a name",
        lambda n: b'{"query":"query { __typename } query { a%d: __typename }"}' % n,
        400,
        Code.GRAPHQL_VALIDATION_FAILED,
        200,
    )


def _variables() -> Iterator[Bomb]:
    digits, nested = b"1" * 5_000, b"[" * 5_000 + b"]" * 5_000
    for name, value, status, code in (
        ("a number of 5,000 digits", digits, 400, Code.LIMIT_EXCEEDED),
        ("variables nested 5,000 deep", nested, 400, Code.LIMIT_EXCEEDED),
        ("100,000 representations", _representations(100_000), 413, Code.BODY_TOO_LARGE),
    ):
        yield Bomb(name, _with_variable(value), status, code)


def _with_variable(value: bytes) -> Callable[[int], bytes]:
    query = b"query($v:[_Any!]!){_entities(representations:$v){__typename}}"
    return lambda n: b'{"query":"%b","variables":{"n":%d,"v":%b}}' % (query, n, value)


def _representations(count: int) -> bytes:
    return json.dumps([{"__typename": "School", "id": str(n)} for n in range(count)]).encode()


def _doubling(times: int, last: str = "__typename") -> str:
    fragments = "".join(f"fragment F{n} on Query{{...F{n + 1} ...F{n + 1}}}" for n in range(times))
    return f"{{...F0}}{fragments}fragment F{times} on Query{{{last}}}"


def _varied(text: str) -> Callable[[int], bytes]:
    whole: dict[str, Any] = {"query": text}
    return lambda n: json.dumps(whole | {"query": f"# {n}\n{text}"}).encode()
