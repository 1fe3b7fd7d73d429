"""The rights that a broker knows, asked and told over the admin protocol; aiokafka has the messages and no more."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import for_code
from aiokafka.protocol.admin import CreateAclsRequest, DeleteAclsRequest, DescribeAclsRequest

_ANY = 1
_ALLOW = 3
_EVERY_HOST = "*"
_NO_AUTHORIZER = 54


class Kind(IntEnum):
    """What a right is about, by Kafka's numbers."""

    TOPIC = 2
    GROUP = 3


class Pattern(IntEnum):
    """How its name is meant."""

    LITERAL = 3
    PREFIXED = 4


class Operation(IntEnum):
    """What may be done."""

    READ = 3
    DESCRIBE = 8


class NoAuthorizer(Exception):
    """The cluster asks nobody for rights; the text says what to set."""

    def __init__(self) -> None:
        super().__init__(
            "This Kafka has no authorizer: whoever reaches it reads everything. "
            "Set authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer."
        )


@dataclass(frozen=True, slots=True, order=True)
class Right:
    """Somebody may do something; the numbers are Kafka's, also those that we never give."""

    principal: str
    kind: int
    name: str
    operation: int
    pattern: int = Pattern.LITERAL
    host: str = _EVERY_HOST

    def __str__(self) -> str:
        """For a person at a terminal."""
        kind, operation = _named(Kind, self.kind), _named(Operation, self.operation)
        star = "*" if self.pattern == Pattern.PREFIXED else ""
        return f"{self.principal} {operation} {kind} {self.name}{star}"


def _named(of: type[IntEnum], number: int) -> str:
    return of(number).name.lower() if number in {each.value for each in of} else str(number)


async def rights_given(admin: AIOKafkaAdminClient) -> set[Right]:
    """All that is allowed to anybody. Raises NoAuthorizer."""
    asked = DescribeAclsRequest(_ANY, None, _ANY, None, None, _ANY, _ALLOW)
    answer = await admin._send_request(asked)
    _refuse(answer.error_code, answer.error_message)
    return {
        Right(principal, kind, name, operation, pattern, host)
        for kind, name, pattern, acls in answer.resources
        for principal, host, operation, _ in acls
    }


async def give(admin: AIOKafkaAdminClient, rights: Iterable[Right]) -> None:
    """Allow these. Raises NoAuthorizer."""
    for right in rights:
        answer = await admin._send_request(CreateAclsRequest(*_said(right)))
        for code, message in answer.creation_responses:
            _refuse(code, message)


async def take(admin: AIOKafkaAdminClient, rights: Iterable[Right]) -> None:
    """Allow these no longer. Raises NoAuthorizer."""
    for right in rights:
        answer = await admin._send_request(DeleteAclsRequest(*_said(right)))
        for code, message, _ in answer.filter_responses:
            _refuse(code, message)


def _said(right: Right) -> tuple[Any, ...]:
    return (right.kind, right.name, right.pattern, right.principal, right.host, right.operation, _ALLOW)


def _refuse(code: int, message: str | None) -> None:
    if code == _NO_AUTHORIZER:
        raise NoAuthorizer
    if code:
        raise for_code(code)(message)
