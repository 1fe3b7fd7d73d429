"""Rows found by keys that a request gives: root look-ups and ``_entities``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from readplan.errors import Refused
from readplan.model import AbstractModel, TypeModel
from readplan.statement import Select, finish, quoted, where
from readplan.values import FastUUID, key_reader

Reader = Callable[[Any], Any]
Representation = tuple[int, dict[str, Any]]  # its position, and what it says


@dataclass(frozen=True, slots=True)
class Lookup:
    """A root look-up: for each argument that may be given, its statement."""

    statements: Mapping[str, tuple[str, Reader]]

    def find(self, arguments: Mapping[str, Any]) -> tuple[str, Any] | None:
        """Choose the statement by the argument given; None when no row can have such a key."""
        given = [name for name in self.statements if arguments.get(name) is not None]
        if len(given) != 1:
            raise Refused("BAD_USER_INPUT", f"Give exactly one of: {', '.join(self.statements)}.")
        text, read = self.statements[given[0]]
        try:
            return text, read(arguments[given[0]])
        except (ValueError, TypeError):
            return None


def lookup(
    target: TypeModel | AbstractModel, select: Select, keyed: Mapping[str, tuple[str, str]], name: str
) -> tuple[Lookup, list[str]]:
    """Spell a look-up's statements; ``name`` is the variable that holds the key."""
    key = select.slots.add(name)
    statements: dict[str, tuple[str, Reader]] = {}
    order: list[int] = []
    for argument, (column, pg_type) in keyed.items():
        if target.relation.name:
            source = f"{quoted(target.relation.name)} as t"
            conditions = [f"t.{quoted(column)} = {key}::{pg_type}", *select.conditions]
        else:
            source = f"unnest(array[{key}]::{pg_type}[]) as t({quoted(column)})"
            conditions = list(select.conditions)
        text, order = finish(f"select {select.listed()} from {source}{select.joins()}{where(conditions)}")
        statements[argument] = (text, key_reader(pg_type))
    return Lookup(statements), [select.slots.expressions[slot] for slot in order]


@dataclass(frozen=True, slots=True)
class KeyStatement:
    """The statement that finds entities by one of their keys."""

    fields: tuple[str, ...]  # as representations name them
    readers: tuple[Reader, ...]
    text: str
    text_for_one: str
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Representations of one type with the same key fields."""

    statement: KeyStatement
    keys: list[Any]  # each once; a tuple when it is compound
    first: list[int]  # where each key's entity belongs
    copies: list[tuple[int, int]]  # where it belongs as well, and where it is then

    @property
    def text(self) -> str:
        """The statement."""
        return self.statement.text if len(self.keys) > 1 else self.statement.text_for_one

    def arguments(self, known: Sequence[Any]) -> list[Any]:
        """Put the keys, as one array a column, among the statement's parameters."""
        single = len(self.statement.fields) == 1
        columns = [self.keys] if single else [list(column) for column in zip(*self.keys, strict=True)]
        values = [*known, *columns]
        return [values[slot] for slot in self.statement.order]

    def rows(self, width: int) -> list[tuple[Any, ...]]:
        """Make rows of the keys themselves, for entities of which nothing else is known here."""
        is_uuid = self.statement.readers[0] is FastUUID
        texts = [str(FastUUID(str(key))) for key in self.keys] if is_uuid else self.keys
        return [(n, *[text] * width) for n, text in enumerate(texts, 1)]


Sorted = tuple[Group, list[Representation]]


@dataclass(frozen=True, slots=True)
class Entities:
    """How entities of one type are found."""

    statements: tuple[KeyStatement, ...]

    def groups(self, representations: Sequence[Representation]) -> list[Group]:
        """Sort representations by the key they carry; one without a readable key finds nothing."""
        groups = []
        for statement in self.statements:
            if not representations:
                break
            single = len(statement.fields) == 1
            group, representations = (_single if single else _one_by_one)(statement, representations)
            if group.keys:
                groups.append(group)
        return groups


def _single(statement: KeyStatement, representations: Sequence[Representation]) -> Sorted:
    """Read keys of one field, which nearly all are; when all are good, without a step of Python for each."""
    (name,), (read,) = statement.fields, statement.readers
    try:
        values = [representation[name] for _, representation in representations]
        keys = list(map(read, values))
    except (KeyError, ValueError, TypeError):
        return _one_by_one(statement, representations)
    # asyncpg takes the text of a UUID as well, and text is hashed much faster.
    keys = values if read is FastUUID else keys
    if len(set(keys)) < len(keys):
        return _one_by_one(statement, representations)
    return Group(statement, keys, [position for position, _ in representations], []), []


def _one_by_one(statement: KeyStatement, representations: Sequence[Representation]) -> Sorted:
    """Read keys of which some are compound, missing, given twice, or no keys at all."""
    first: dict[Any, int] = {}
    copies: list[tuple[int, int]] = []
    others: list[Representation] = []
    for position, representation in representations:
        if any(name not in representation for name in statement.fields):
            others.append((position, representation))
            continue
        try:
            pairs = zip(statement.fields, statement.readers, strict=True)
            parts = tuple(read(representation[name]) for name, read in pairs)
        except (ValueError, TypeError):
            continue
        key = parts[0] if len(parts) == 1 else parts
        if first.setdefault(key, position) != position:
            copies.append((position, first[key]))
    return Group(statement, list(first), list(first.values()), copies), others


def entities(
    target: TypeModel, select: Select, names: Mapping[str, str], keys: Sequence[tuple[str, ...]]
) -> Entities:
    """Spell the statements by which entities of one type are found, one for each key.

    For a single entity PostgreSQL is told that it is one. Of an array it expects ten in a plan for all times, which
    then looks so dear beside a plan for the one at hand that it would make a new plan for each request.
    """
    statements = []
    for key in keys:
        types = [target.relation.columns[column] for column in key]
        base = len(select.slots.expressions)
        arrays = ", ".join(f"\x02{base + n}\x03::{pg_type}[]" for n, pg_type in enumerate(types))
        alias = "k" if target.relation.name else "t"
        listed = ", ".join([f"{alias}.ord::int4", *select.columns])
        rest = f"{select.joins()}{where(select.conditions)}"
        if target.relation.name:
            ties = " and ".join(f"t.{quoted(column)} = k.{quoted(column)}" for column in key)
            rest = f" join {quoted(target.relation.name)} as t on {ties}{rest}"
        given = f"unnest({arrays}) with ordinality"
        texts = [
            finish(f"select {listed} from {source} as {alias}({', '.join(map(quoted, key))}, ord){rest}")
            for source in (given, f"(select * from {given} limit 1)")
        ]
        (text, order), (text_for_one, _) = texts
        readers = tuple(key_reader(pg_type) for pg_type in types)
        fields = tuple(names[column] for column in key)
        statements.append(KeyStatement(fields, readers, text, text_for_one, tuple(order)))
    return Entities(tuple(statements))


def by_type(representations: Sequence[Any], most: int) -> dict[str, list[Representation]]:
    """Sort representations by type."""
    if len(representations) > most:
        raise Refused(
            "LIMIT_EXCEEDED", f"{len(representations)} representations; at most {most} are answered at once."
        )
    try:
        names = {representation["__typename"] for representation in representations}
    except (KeyError, TypeError):
        names = set()
    if len(names) == 1:
        return {names.pop(): list(enumerate(representations))}
    found: dict[str, list[Representation]] = {}
    for position, representation in enumerate(representations):
        name = representation.get("__typename") if isinstance(representation, dict) else None
        if isinstance(name, str):
            found.setdefault(name, []).append((position, representation))
    return found
