"""Turns an HTTP request into a GraphQL request, or says in one sentence why it is none."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from chassis.graphql.jsonguard import read_json
from chassis.graphql.refusals import BadRequest, BodyTooLarge, UnsupportedMediaType

Receive = Callable[[], Awaitable[Any]]
_UTF8 = frozenset({"utf-8", "utf8"})
_NONE: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """What the client wants executed. `only_queries`: it came by a way that changes nothing."""

    query: str | None
    operation_name: str | None
    variables: dict[str, Any]
    extensions: dict[str, Any]
    document_id: str | None
    only_queries: bool


async def read_post(headers: Mapping[bytes, bytes], receive: Receive, most_bytes: int) -> GraphQLRequest:
    """The request in a POST body."""
    if not _is_json(headers.get(b"content-type", b"")):
        raise UnsupportedMediaType("Send the request as application/json in UTF-8.")
    if headers.get(b"content-encoding", b"identity") != b"identity":
        raise UnsupportedMediaType("Send the body without compression.")
    body = await _read_body(headers, receive, most_bytes)
    content = read_json(body)
    if type(content) is not dict:
        raise BadRequest("The body must be one JSON object; lists of requests are not answered.")
    return _request(content, only_queries=False)


def read_get(query_string: bytes, document_id: str | None) -> GraphQLRequest:
    """The request in a URL; `document_id` may stand in its path."""
    try:
        pairs = dict(parse_qsl(query_string.decode("ascii"), keep_blank_values=True, errors="strict"))
    except (UnicodeDecodeError, ValueError):
        raise BadRequest("The query string is not valid UTF-8.") from None
    content: dict[str, Any] = dict(pairs)
    for name in ("variables", "extensions"):
        if pairs.get(name):
            content[name] = read_json(pairs[name].encode())
        else:
            content.pop(name, None)
    if not content.get("operationName"):
        content.pop("operationName", None)
    if document_id is not None:
        content["documentId"] = document_id
    return _request(content, only_queries=True)


def read_message(content: object) -> GraphQLRequest:
    """The request in a WebSocket message that is already JSON: like a link, it changes nothing."""
    if type(content) is not dict:
        raise BadRequest("The payload must be an object.")
    return _request(content, only_queries=True)


def _request(content: dict[str, Any], *, only_queries: bool) -> GraphQLRequest:
    query = content.get("query")
    if query is not None and type(query) is not str:
        raise BadRequest("`query` must be a string.")
    document_id = _text(content, "documentId")
    extensions = _object(content, "extensions")
    if not query and document_id is None and "persistedQuery" not in extensions:
        raise BadRequest("`query` is missing.")
    return GraphQLRequest(
        query=query,
        operation_name=_text(content, "operationName"),
        variables=_object(content, "variables"),
        extensions=extensions,
        document_id=document_id,
        only_queries=only_queries,
    )


def _text(content: dict[str, Any], name: str) -> str | None:
    value = content.get(name)
    if value is not None and type(value) is not str:
        raise BadRequest(f"`{name}` must be a string.")
    return value


def _object(content: dict[str, Any], name: str) -> dict[str, Any]:
    value = content.get(name)
    if value is None:
        return _NONE
    if type(value) is not dict:
        raise BadRequest(f"`{name}` must be an object.")
    return value


async def _read_body(headers: Mapping[bytes, bytes], receive: Receive, most_bytes: int) -> bytes:
    declared = headers.get(b"content-length", b"0")
    if not declared.isdigit() or len(declared) > 18 or int(declared) > most_bytes:
        raise BodyTooLarge(f"The body is larger than {most_bytes} bytes.")
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body"):
        message = await receive()
        body += message.get("body", b"")
        if len(body) > most_bytes:
            break
    if len(body) > most_bytes:
        raise BodyTooLarge(f"The body is larger than {most_bytes} bytes.")
    if message["type"] == "http.disconnect":
        raise BadRequest("The client went away.")
    return body


@lru_cache(maxsize=256)
def _is_json(content_type: bytes) -> bool:
    kind, *parameters = content_type.decode("latin-1").lower().split(";")
    if kind.strip() != "application/json":
        return False
    named = (parameter.strip().partition("=") for parameter in parameters)
    return all(value.strip('"') in _UTF8 for name, _, value in named if name == "charset")
