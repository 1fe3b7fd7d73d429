"""The one way in which SQL that is written by hand reads for a viewer: as a role that finds only what the viewer may.

A forgotten predicate then shows less than was meant, and never somebody else's record. It is no defence against SQL
that is put into ours: whoever may run any statement may also take the role off.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from chassis.identity.caller import Caller

Fetch = Callable[..., Awaitable[list[Any]]]
"""The rows of a statement: `await fetch(sql, *arguments)`."""
LookUp = Callable[[Fetch, Any, Any, Any], Awaitable[dict[Any, Any]]]

# Local, all of them: what outlived the transaction would be handed on with the connection.
_TELL = """
select set_config('bilim.grants', $1, true), set_config('bilim.persons', $2, true),
       set_config('bilim.subject', $3, true), set_config('bilim.purpose', $4, true),
       set_config('bilim.loa', $5, true), set_config('role', $6, true)
"""


def viewer_role(service: str) -> str:
    """The role of a service that reads for viewers: it cannot log in, and owns nothing."""
    return f"{service}_viewer"


@asynccontextmanager
async def seen_by(caller: Caller, fetch: Fetch, *, role: str) -> AsyncIterator[Fetch]:
    """`fetch` for as long as this lasts finds only what the caller may see, and writes nothing.

    The connection behind it must be the caller's alone meanwhile, and outside a transaction.
    """
    await fetch("begin read only")
    try:
        await tell_viewer(caller, fetch, role=role)
        yield fetch
    finally:
        await fetch("rollback")


async def tell_viewer(caller: Caller, fetch: Fetch, *, role: str) -> None:
    """Name the caller to the open transaction and go on as the role; without a transaction it is told to nobody."""
    viewer = caller.viewer
    grants, persons = " ".join(map(str, viewer.grants)), " ".join(map(str, viewer.persons))
    await fetch(_TELL, grants, persons, viewer.subject or "", caller.purpose or "", str(viewer.loa), role)


@dataclass(frozen=True, slots=True)
class AsViewer:
    """A batch look-up of a binding whose statements find only what the caller may see."""

    look_up: LookUp
    role: str

    async def __call__(
        self, fetch: Fetch, caller: Caller, keys: Sequence[Any], arguments: Mapping[str, Any]
    ) -> dict[Any, Any]:
        """See readplan's `batch`."""
        async with seen_by(caller, fetch, role=self.role) as seen:
            return await self.look_up(seen, caller, keys, arguments)
