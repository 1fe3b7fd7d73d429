"""What stands behind the door: something that executes a request for a caller and answers in bytes."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, runtime_checkable

from chassis.graphql.accept import GraphQLRequest
from chassis.graphql.errors import Code, coded, errors_body, with_code

C = TypeVar("C", contravariant=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `executed` is false when the request did not run: parsing, validation, coercion or a limit.

    `status` overrides the HTTP status that follows from `executed` and the media type.
    """

    body: bytes
    executed: bool
    headers: tuple[tuple[bytes, bytes], ...] = ()
    status: int | None = None


class Engine(Protocol[C]):
    """Executes queries and mutations."""

    async def execute(self, request: GraphQLRequest, caller: C) -> Answer:
        """Answers one request."""


@runtime_checkable
class SubscribingEngine(Protocol[C]):
    """An engine that also streams: one JSON execution result an event."""

    async def execute(self, request: GraphQLRequest, caller: C) -> Answer:
        """Answers one request."""

    async def subscribe(self, request: GraphQLRequest, caller: C) -> Answer | AsyncIterator[bytes]:
        """Opens a stream of results, or says why not."""


def refuse(
    errors: Sequence[dict[str, Any]],
    *,
    status: int | None = None,
    headers: tuple[tuple[bytes, bytes], ...] = (),
) -> Answer:
    """The answer to a request that did not run."""
    return Answer(errors_body(errors), executed=False, headers=headers, status=status)


def refuse_mutation_by_get() -> Answer:
    """Neither a link nor a socket may change anything."""
    said = "Use POST: neither GET nor a WebSocket changes anything."
    error = with_code(coded(said, Code.METHOD_NOT_ALLOWED), Code.BAD_REQUEST)
    return refuse([error], status=405, headers=((b"allow", b"POST"),))
