"""Rows found by keys that a request gives: root look-ups and ``_entities``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from readplan.errors import Refused
from readplan.model import AbstractModel, TypeModel
from readplan.statement import Select, finish, quoted, where
from readplan.values import key_reader

Reader = Callable[[Any], Any]


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
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Representations of one type with the same key fields."""

    statement: KeyStatement
    keys: Mapping[tuple[Any, ...], list[int]]  # key → positions in the answer

    @property
    def text(self) -> str:
        """The statement."""
        return self.statement.text

    def arguments(self, known: Sequence[Any]) -> list[Any]:
        """Put the keys, as one array a column, among the statement's parameters."""
        values = [*known, *(list(column) for column in zip(*self.keys, strict=True))]
        return [values[slot] for slot in self.statement.order]

    def positions(self) -> list[list[int]]:
        """Return where each key's entity belongs."""
        return list(self.keys.values())


@dataclass(frozen=True, slots=True)
class Entities:
    """How entities of one type are found."""

    statements: tuple[KeyStatement, ...]

    def groups(self, representations: Sequence[tuple[int, Mapping[str, Any]]]) -> list[Group]:
        """Sort representations by the key they carry; one without a readable key finds nothing."""
        groups: dict[int, dict[tuple[Any, ...], list[int]]] = {}
        for position, representation in representations:
            for n, statement in enumerate(self.statements):
                key = _read(statement, representation)
                if key is not None:
                    groups.setdefault(n, {}).setdefault(key, []).append(position)
                    break
        return [Group(self.statements[n], keys) for n, keys in groups.items()]


def _read(statement: KeyStatement, representation: Mapping[str, Any]) -> tuple[Any, ...] | None:
    try:
        return tuple(
            read(representation[name]) for name, read in zip(statement.fields, statement.readers, strict=True)
        )
    except (KeyError, ValueError, TypeError):
        return None


def entities(
    target: TypeModel, select: Select, names: Mapping[str, str], keys: Sequence[tuple[str, ...]]
) -> Entities:
    """Spell the statements by which entities of one type are found, one for each key."""
    statements = []
    for key in keys:
        types = [target.relation.columns[column] for column in key]
        base = len(select.slots.expressions)
        arrays = ", ".join(f"\x02{base + n}\x03::{pg_type}[]" for n, pg_type in enumerate(types))
        alias = "k" if target.relation.name else "t"
        given = f"unnest({arrays}) with ordinality as {alias}({', '.join(map(quoted, key))}, ord)"
        if target.relation.name:
            ties = " and ".join(f"t.{quoted(column)} = k.{quoted(column)}" for column in key)
            given = f"{given} join {quoted(target.relation.name)} as t on {ties}"
        listed = ", ".join([f"{alias}.ord::int4", *select.columns])
        text, order = finish(f"select {listed} from {given}{select.joins()}{where(select.conditions)}")
        readers = tuple(key_reader(pg_type) for pg_type in types)
        statements.append(KeyStatement(tuple(names[column] for column in key), readers, text, tuple(order)))
    return Entities(tuple(statements))


def by_type(representations: Sequence[Any], most: int) -> dict[str, list[tuple[int, Mapping[str, Any]]]]:
    """Sort representations by type."""
    if len(representations) > most:
        raise Refused(
            "LIMIT_EXCEEDED", f"{len(representations)} representations; at most {most} are answered at once."
        )
    sorted_: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
    for position, representation in enumerate(representations):
        if isinstance(representation, Mapping):
            name = representation.get("__typename")
            sorted_.setdefault(str(name), []).append((position, representation))
    return sorted_
