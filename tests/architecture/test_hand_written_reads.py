"""SQL that is written by hand for a viewer runs under row-level security, and by one way only."""

import ast
from importlib import import_module
from pathlib import Path

from chassis.identity.rls import AsViewer
from readplan.binding import Binding
from readplan.sources import FromBatch
from repo.members import Member
from repo.reading import parsed

ASKING = {"fetch", "fetchrow", "fetchval", "execute", "executemany", "cursor"}
NOBODYS = {"persistence", "usecases", "messaging", "testing", "migrations"}
"""Where there is no viewer: what is read there is asked of `permit` first."""
BY_SIGNATURE = {"record_files.py"}
"""Opened by a signed address, whoever holds it: there is no viewer whose rows these could be."""


def doors_of(service: Member) -> list[Path]:
    """The modules of a service that answer somebody."""
    return [
        path
        for path in service.source.rglob("*.py")
        if NOBODYS.isdisjoint(path.relative_to(service.source).parts) and path.name not in BY_SIGNATURE
    ]


def test_no_door_asks_the_database_itself(service: Member) -> None:
    """`seen_by` gives a `fetch` that finds what the viewer may see; a pool's own finds everything."""
    asking = [
        f"{path.relative_to(service.source)}:{node.lineno}"
        for path in doors_of(service)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKING
    ]

    assert asking == []


def test_a_look_up_that_asks_the_database_asks_as_the_viewer(service: Member) -> None:
    bindings = import_module(f"{service.package}.graphql.bindings").BINDINGS
    loose = [
        f"{binding.entity.__name__}.{name}"
        for binding in bindings
        if isinstance(binding, Binding)
        for name, source in binding.fields.items()
        if isinstance(source, FromBatch) and source.fetches and not isinstance(source.fn, AsViewer)
    ]

    assert loose == []
