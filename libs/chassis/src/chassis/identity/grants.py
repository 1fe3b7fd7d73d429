"""What a token lets its holder be: roles at places (`director@school:ID`) and persons (`guardian:ID`)."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Self
from uuid import UUID

ROLES = (
    "ministry",
    "region",
    "district",
    "director",
    "ict_coordinator",
    "teacher",
    "class_teacher",
    "guardian",
    "student",
    "integrator",
    "auditor",
    "service",
    "public",
)
"""The columns of the roles matrix, in its order, and `service` for our own workers."""


class Kind(StrEnum):
    """What a grant is given over."""

    COUNTRY = "country"
    REGION = "region"
    DISTRICT = "district"
    SCHOOL = "school"
    CONTRACT = "contract"
    SERVICE = "service"


_REMEMBERED = 8_192
"""Entries whose meaning is kept: they come again every five minutes, with the same person's next token."""
_KINDS = frozenset(kind.value for kind in Kind)
_GRANT = re.compile(r"([a-z_]{1,32})@([a-z]{1,16}):(\*|[A-Za-z0-9-]{1,64})", re.ASCII)
_PERSON = re.compile(r"(teacher|guardian|student):([A-Fa-f0-9-]{32,36})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role over one place: `director@school:ID`, `ministry@country:*`, `service@service:inventory`."""

    role: str
    kind: Kind
    id: str

    @classmethod
    @lru_cache(maxsize=_REMEMBERED)
    def parse(cls, text: str) -> Self | None:
        """Read a claim's entry; what is not understood grants nothing, so it is None rather than an error."""
        found = _GRANT.fullmatch(text)
        if found is None or found[1] not in ROLES or found[1] == "public":
            return None
        if found[2] not in _KINDS:
            return None
        kind = Kind(found[2])
        identifier = _identifier(kind, found[3])
        if identifier is None or (found[1] == "service") != (kind is Kind.SERVICE):
            return None
        return cls(found[1], kind, identifier)

    def __str__(self) -> str:
        return f"{self.role}@{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the caller is in the registers: the teacher, guardian or student with this id."""

    kind: str
    id: UUID

    @classmethod
    @lru_cache(maxsize=_REMEMBERED)
    def parse(cls, text: str) -> Self | None:
        """Read a claim's entry; None when it names nobody."""
        found = _PERSON.fullmatch(text)
        identifier = _uuid(found[2]) if found else None
        return cls(found[1], identifier) if found and identifier else None

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


def _identifier(kind: Kind, text: str) -> str | None:
    if kind is Kind.COUNTRY:
        return text if text == "*" else None
    if kind is Kind.SERVICE:
        return text if text != "*" else None
    identifier = _uuid(text)
    return str(identifier) if identifier else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
