"""What is written to the audit, and the bytes of an entry that are hashed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson

from chassis.identity import Caller


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """Somebody read records of children."""

    id: UUID
    at: datetime
    reader: str
    roles: tuple[str, ...]
    purpose: str | None
    operation: str
    request_id: str
    children: tuple[UUID, ...]

    def content(self) -> bytes:
        """What is hashed."""
        return _canonical("read", self)


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """Somebody changed an aggregate; `detail` names fields and facts, never a personal value."""

    id: UUID
    at: datetime
    actor: str
    action: str
    aggregate: str
    aggregate_id: UUID
    number: int
    request_id: str
    detail: Mapping[str, Any]

    def content(self) -> bytes:
        """What is hashed."""
        return _canonical("change", self)


def read_by(
    caller: Caller, operation: str, children: Collection[UUID | str], *, entry_id: UUID, at: datetime
) -> ReadEntry:
    """The entry of a request; ids may come as text, which is how plans hold them."""
    return ReadEntry(
        id=entry_id,
        at=at,
        reader=caller.viewer.subject or "",
        roles=tuple(sorted({grant.role for grant in caller.viewer.grants})),
        purpose=caller.purpose,
        operation=caller.operation or operation,
        request_id=caller.request_id,
        children=tuple(sorted(map(_uuid, set(children)))),
    )


def _uuid(given: UUID | str) -> UUID:
    return given if isinstance(given, UUID) else UUID(given)


def _canonical(kind: str, entry: ReadEntry | ChangeEntry) -> bytes:
    fields = {name: getattr(entry, name) for name in entry.__slots__}
    # One spelling of a moment, whatever zone the reader of the database is in.
    fields["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    # asyncpg's UUID is a class of its own; as text both are spelled alike.
    return orjson.dumps({"kind": kind, **fields}, option=orjson.OPT_SORT_KEYS, default=str)
