"""What a service does of its own accord is in the audit of changes too, with the service as who did it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

from chassis.audit.changes import Change, note_changes
from chassis.clock import now
from chassis.identity import Caller, Grant, Kind, Viewer
from chassis.work import Work
from chassis.work.unit import Unit

U = TypeVar("U", bound=Unit)


def noted(work: Work[U], *, service: str, action: str) -> Work[U]:
    """The same work, which notes in each transaction which aggregates the service changed, and by which action."""
    grant = Grant("service", Kind.SERVICE, service)
    caller = Caller(Viewer(str(grant), grants=(grant,)))

    @asynccontextmanager
    async def noting() -> AsyncIterator[U]:
        async with work() as unit:
            yield unit
            await unit.flush()
            changes = changes_of(unit)
            await note_changes(unit.connection, caller, action, changes, at=now())

    return noting


def changes_of(unit: Unit) -> list[Change]:
    """What a unit has written so far, in the audit's words: fields are named, values are not."""
    return [Change(one.kind, one.id, {"fields": one.columns}, is_first=one.is_new) for one in unit.written()]
