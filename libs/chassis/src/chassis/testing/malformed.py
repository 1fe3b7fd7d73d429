"""Requests that are wrong at the door of a GraphQL endpoint: by hand, one for each way, and by chance, from a seed."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote_from_bytes

import orjson
from graphql import GraphQLError, GraphQLSchema, parse, validate

JSON = b"application/json"
RESPONSE = b"application/graphql-response+json"
GOOD = b'{"query":"{ __typename }"}'


@dataclass(frozen=True, slots=True)
class Malformed:
    """A request that no endpoint may run, and what it is an example of."""

    name: str
    method: str = "POST"
    query: bytes = b""
    headers: tuple[tuple[bytes, bytes], ...] = ((b"content-type", JSON),)
    body: bytes = b""

    def accepting(self, form: bytes) -> "Malformed":
        """The same from a client that wants this form."""
        headers = (*self.headers, (b"accept", form))
        return Malformed(f"{self.name}, wants {form.decode()}", self.method, self.query, headers, self.body)


def by_hand() -> Iterator[Malformed]:
    """One for each way that somebody thought of."""
    for method in ("PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "post", "G\x00T"):
        yield Malformed(f"method {method!r}", method, body=GOOD)
    for kind in _MEDIA_TYPES:
        yield Malformed(f"content-type {kind!r}", headers=((b"content-type", kind),), body=GOOD)
    yield Malformed("no content-type", headers=(), body=GOOD)
    for header, content in _HEADERS:
        yield Malformed(f"{header!r} {content[:40]!r}", headers=_json((header, content)), body=GOOD)
    for what, body in _BODIES.items():
        yield Malformed(f"body {what}", body=body)
    for member, values in _MEMBERS.items():
        for value in values:
            request = {"query": "{ __typename }"} | {member: value}
            yield Malformed(f"{member} {str(value)[:40]!r}", body=orjson.dumps(request))
    for document in DOCUMENTS:
        yield Malformed(f"document {document[:50]!r}", body=orjson.dumps({"query": document}))
        yield Malformed(
            f"document by GET {document[:50]!r}", "GET", b"query=" + quote_from_bytes(document.encode()).encode(), ()
        )  # fmt: skip
    for query in _QUERY_STRINGS:
        yield Malformed(f"GET {query[:50]!r}", "GET", query, ())


def by_chance(seed: int, count: int, schema: GraphQLSchema, documents: Sequence[str]) -> Iterator[Malformed]:
    """Valid requests damaged until the schema, or JSON, or GraphQL itself no longer knows them."""
    chance = random.Random(seed)  # noqa: S311 - the same damage in every run.
    made = 0
    while made < count:
        body = _damaged(chance, chance.choice(documents))
        if is_malformed(body, schema):
            made += 1
            yield Malformed(f"by chance {seed}/{made}: {body[:80]!r}", body=body)


def is_malformed(body: bytes, schema: GraphQLSchema) -> bool:
    """Whether the body is nothing that this schema can run; judged by the parsers of others."""
    try:
        request = orjson.loads(body)
        return bool(validate(schema, parse(request["query"], no_location=True)))
    except (ValueError, TypeError, KeyError, RecursionError, GraphQLError):
        return True


def _damaged(chance: random.Random, document: str) -> bytes:
    if chance.random() < 0.5:
        words = document.split(" ")
        for _ in range(chance.randint(1, 4)):
            _DAMAGES_OF_WORDS[chance.randrange(len(_DAMAGES_OF_WORDS))](chance, words)
        return orjson.dumps({"query": " ".join(words)})
    body = bytearray(orjson.dumps({"query": document, "variables": {}}))
    for _ in range(chance.randint(1, 6)):
        _DAMAGES_OF_BYTES[chance.randrange(len(_DAMAGES_OF_BYTES))](chance, body)
    return bytes(body)


def _swap(chance: random.Random, words: list[str]) -> None:
    one, other = chance.randrange(len(words)), chance.randrange(len(words))
    words[one], words[other] = words[other], words[one]


def _drop(chance: random.Random, words: list[str]) -> None:
    if len(words) > 1:
        words.pop(chance.randrange(len(words)))


def _insert(chance: random.Random, words: list[str]) -> None:
    words.insert(chance.randrange(len(words) + 1), chance.choice(_WORDS))


def _flip(chance: random.Random, body: bytearray) -> None:
    body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)


def _cut(chance: random.Random, body: bytearray) -> None:
    del body[chance.randrange(1, len(body) + 1) :]


def _wedge(chance: random.Random, body: bytearray) -> None:
    place = chance.randrange(len(body))
    body[place:place] = chance.choice(_SPLINTERS)


_DAMAGES_OF_WORDS = (_swap, _drop, _insert)
_DAMAGES_OF_BYTES = (_flip, _flip, _cut, _wedge)
_WORDS = (
    *(
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ":",
        "$",
        "!",
        "=",
        "|",
        "&",
        "@",
        "...",
        "on",
        "fragment",
        "query",
        "mutation",
    ),
    *(
        "subscription",
        "true",
        "null",
        "__schema",
        "__type",
        "_entities",
        "_service",
        "1e999999",
        "-",
        '"',
        '"""',
    ),
    *("@include(if: $x)", "@skip", "@defer", "...F", "\ufeff", "\u202e", "😀", "\x00", "\\u0000", "#", ","),
)
_SPLINTERS = (
    *(b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b'"', b"\\", b"\\u", b"\\ud800", b"{", b"[" * 40, b"}" * 4),
    *(
        b"9" * 80,
        b"NaN",
        b"Infinity",
        b"/*",
        b"//",
        b"\n",
        b"\xc0\xaf",
        b"1e999",
        b'","query":"',
        b"\xf4\x90\x80\x80",
    ),
)
_MEDIA_TYPES = (
    *(
        b"",
        b"text/plain",
        b"application/graphql",
        b"application/x-www-form-urlencoded",
        b"multipart/form-data",
    ),
    *(
        b"multipart/form-data; boundary=x",
        b"application/json; charset=utf-16",
        b"application/json; charset=latin-1",
    ),
    *(
        b"application/jsonp",
        b"application/json,text/plain",
        b"*/*",
        b"\xff\xfe",
        b"application/xml",
        b"json",
        b";",
    ),
)
_HEADERS = (
    (b"content-encoding", b"gzip"),
    (b"content-encoding", b"br"),
    (b"content-encoding", b"identity, gzip"),
    (b"content-length", b"-1"),
    (b"content-length", b"1e9"),
    (b"content-length", b"999999999999999999999"),
    (b"content-length", b"\xd9\xa3"),
    (b"accept", b"text/plain"),
    (b"accept", b"application/json; charset=utf-16"),
    (b"accept", b"application/json;q=0"),
    (b"accept", b";;;"),
    (b"accept", b"text/html"),
    (b"authorization", b""),
    (b"authorization", b"Bearer"),
    (b"authorization", b"Basic YTpi"),
    (b"authorization", b"Bearer \xff\xfe"),
    (b"authorization", b"Bearer " + b"a" * 9_000),
    (b"authorization", b"Bearer a.b.c, Bearer d.e.f"),
    (b"bilim-purpose", b"CURIOSITY"),
    (b"bilim-purpose", b"\x00"),
    (b"idempotency-key", b"again"),
    (b"idempotency-key", b'"'),
)
_BODIES: Mapping[str, bytes] = {
    "empty": b"",
    "of spaces": b"   ",
    "null": b"null",
    "true": b"true",
    "a number": b"1",
    "a string": b'"{ __typename }"',
    "an empty object": b"{}",
    "an empty list": b"[]",
    "a list of requests": b"[" + GOOD + b"," + GOOD + b"]",
    "two objects": GOOD + GOOD,
    "a bare document": b"{ __typename }",
    "with a byte order mark": b"\xef\xbb\xbf" + GOOD,
    "in UTF-16": GOOD.decode().encode("utf-16"),
    "in UTF-32": GOOD.decode().encode("utf-32"),
    "not UTF-8": b'{"query":"{ __typename } # \xff\xfe"}',
    "a lone surrogate": b'{"query":"{ a(b: \\"\\ud800\\") }"}',
    "overlong UTF-8": b'{"query":"\xc0\xaf"}',
    "with single quotes": b"{'query':'{ __typename }'}",
    "with a comment": b'{"query":"{ __typename }"/* */}',
    "with a comma at the end": b'{"query":"{ __typename }",}',
    "with NaN": b'{"query":"{ __typename }","variables":{"a":NaN}}',
    "with an endless number": b'{"query":"{ __typename }","variables":{"a":' + b"9" * 10_000 + b"}}",
    "with a fraction without end": b'{"query":"{ __typename }","variables":{"a":1.' + b"1" * 10_000 + b"}}",
    "nested deeply": b'{"query":"{ __typename }","variables":{"a":' + b"[" * 5_000 + b"]" * 5_000 + b"}}",
    "nested in objects": b'{"query":"{ __typename }","variables":' + b'{"a":' * 500 + b"1" + b"}" * 501,
    "opened and never closed": b'{"query":"' + b"{" * 50_000,
    "a control character": b'{"query":"{\x01__typename}"}',
    "a form": b"query=%7B__typename%7D",
    "XML": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "too large": b'{"query":"{ __typename } # ' + b"a" * 300_000 + b'"}',
}
_NO_OBJECT: tuple[object, ...] = (1, True, "{}", [], [{}], 1.5, "")
_NO_TEXT: tuple[object, ...] = (1, True, {}, [], ["{ __typename }"], 1.5, {"query": "{ __typename }"})
_MEMBERS: Mapping[str, tuple[object, ...]] = {
    "query": (*_NO_TEXT, None, "", " ", "\ufeff", "#"),
    "variables": _NO_OBJECT,
    "extensions": _NO_OBJECT,
    "operationName": (*_NO_TEXT, "Unknown", "__proto__", "x" * 10_000),
    "documentId": _NO_TEXT,
}
DOCUMENTS = (
    *(
        "{",
        "}",
        "{}",
        "query",
        "{ __typename",
        "{ __typename } }",
        "query Q { }",
        "query ($a: Int { __typename }",
    ),
    *(
        "{ a: }",
        "{ ...F }",
        "{ __typename ...F } fragment F on Nothing { a }",
        "fragment F on Query { __typename }",
    ),
    "{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }",
    "{ ...F } fragment F on Query { __typename ...F }",
    *("query A { __typename } query A { __typename }", "query A { __typename } query B { __typename }"),
    *("{ __typename } { __typename }", "{ __typename } query A { __typename }"),
    *("{ noSuchField }", "{ __typename { a } }", "{ __typename(a: 1) }", "{ __typename @noSuchDirective }"),
    *("{ __typename @skip }", "{ __typename @skip(if: 1) }", '{ __typename @include(if: "true") }'),
    *("{ __typename @skip(if: true) @skip(if: true) }", "{ __typename @skip(if: $a) }"),
    *("query ($a: NoSuchType) { __typename @skip(if: $a) }", "query ($a: Int) { __typename @skip(if: $a) }"),
    *("query ($a: Boolean!) { __typename @skip(if: $a) }", "query ($a: Boolean, $a: Boolean) { __typename }"),
    *("query ($a: Boolean) { __typename }", "query ($a: Boolean = 1) { __typename @skip(if: $a) }"),
    *("mutation { __typename @skip }", "mutation { noSuchMutation }", "subscription { noSuchSubscription }"),
    *("type Query { a: Int }", "schema { query: Query }", "extend type Query { a: Int }", "scalar A"),
    *('{ a(b: "', '{ a(b: """', "{ a(b: 1e) }", "{ a(b: 01) }", "{ a(b: -) }", '{ a(b: "\\u{110000}") }'),
    *(
        '{ a(b: "\\q") }',
        "{ a(b: ${}) }",
        "{ a(b: [1, ) }",
        "{ a(b: {c: }) }",
        "{ a(b: .5) }",
        "{ a(b: 1.) }",
    ),
    *("{ __schema { noSuchField } }", "{ __type(name: 1) { name } }", "{ __type { name } }", "{ __proto__ }"),
    *(
        '{ a:__typename a:__type(name: "Query") { name } }',
        "{ constructor }",
        "{ \u0430 }",
        "{ \u202eemanepyt__ }",
    ),
    *(
        "{ __typename\x00 }",
        "{ __typename } \x07",
        "{ ＿＿typename }",
        "<script>",
        "' or '1'='1",
        "{{7*7}}",
        "${7*7}",
    ),
)
"""Documents that no schema of ours can run."""
_QUERY_STRINGS = (
    *(
        b"",
        b"query",
        b"query=",
        b"query=%ff",
        b"query=%7B",
        b"query=%00",
        b"query=%ED%A0%80",
        b"q=%7B__typename%7D",
    ),
    *(b"query=%7B__typename%7D&variables=x", b"query=%7B__typename%7D&variables=%5B%5D", b"\xff=\xff"),
    *(
        b"query=%7B__typename%7D&variables=%22%22",
        b"query=%7B__typename%7D&extensions=1",
        b"variables=%7B%7D",
    ),
    *(b"query=%7B__typename%7D&operationName=Nobody", b"query=mutation%7B__typename%7D", b"&&&&", b"=", b"%"),
    *(
        b"query=%7B__typename%7D&variables=" + b"%5B" * 2_000,
        b"query=" + b"%7B" * 50_000,
        b"documentId=nobody",
    ),
)


def _json(*more: tuple[bytes, bytes]) -> tuple[tuple[bytes, bytes], ...]:
    return ((b"content-type", JSON), *more)
