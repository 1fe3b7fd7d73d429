"""Writes the Python function that forms the answers of one operation; about a tenth of the careful way's time."""

from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    GraphQLNamedType,
    GraphQLOutputType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_enum_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)

from gateway.executor.selections import Condition, Field, Part, Selections

Projector = Callable[[dict[str, Any], Mapping[str, Any]], dict[str, Any]]

_CLASS_TESTS = {
    "String": "{0}.__class__ is not str",
    "Int": "{0}.__class__ is not int",
    "Float": "{0}.__class__ is not float and {0}.__class__ is not int",
    "Boolean": "{0}.__class__ is not bool",
}


class Unexpected(Exception):
    """The data is not as the schema says."""


def write_projector(
    schema: GraphQLSchema, selections: Selections, root: GraphQLNamedType, parts: list[Part]
) -> Projector:
    """The function for an operation whose root type is `root`."""
    writer = _Writer(schema, selections)
    name = writer.object_function(root, parts)
    source = "\n".join(writer.lines)
    # The source holds names of the validated operation and schema only, each written with repr().
    exec(compile(source, "<projection>", "exec"), writer.names)  # noqa: S102
    projector: Projector = writer.names[name]
    return projector


class _Writer:
    def __init__(self, schema: GraphQLSchema, selections: Selections) -> None:
        self._schema = schema
        self._selections = selections
        self._known: dict[object, str] = {}
        self.names: dict[str, Any] = {"Unexpected": Unexpected}
        self.lines: list[str] = []

    def object_function(self, on: GraphQLNamedType, parts: list[Part]) -> str:
        """The name of a function (object, variables) -> formed object."""
        identity = (on.name, tuple((id(selections), condition) for selections, condition in parts))
        if identity in self._known:
            return self._known[identity]
        name = self._known[identity] = f"object_{len(self._known)}"
        fields = self._selections.fields(parts, on)
        body = [f"def {name}(o, v):", "    if o.__class__ is not dict: raise Unexpected", "    get = o.get"]
        certain = all(field.is_certain for field in fields.values())
        display: list[str] = []
        for place, field in enumerate(fields.values()):
            lines, value = self._field(on, field, f"f{place}")
            if certain:
                body += [f"    {line}" for line in lines]
                display.append(f"{field.key!r}: {value}")
            else:
                body += self._conditional(field, lines, value, is_first=not place)
        body.append(f"    return {{{', '.join(display)}}}" if certain else "    return out")
        self.lines += body
        return name

    def _conditional(self, field: Field, lines: list[str], value: str, *, is_first: bool) -> list[str]:
        body = ["    out = {}"] if is_first else []
        test = "True" if field.is_certain else " or ".join(_test(condition) for condition in field.conditions)
        body.append(f"    if {test}:")
        body += [f"        {line}" for line in lines]
        body.append(f"        out[{field.key!r}] = {value}")
        return body

    def _field(self, on: GraphQLNamedType, field: Field, local: str) -> tuple[list[str], str]:
        if field.name == "__typename":
            return [], f"get({field.key!r}, {on.name!r})" if is_abstract_type(on) else repr(on.name)
        if field.type is None:
            return [], f"get({field.key!r})"
        lines = [f"{local} = get({field.key!r})"]
        return lines + self._value(field.type, field, local), local

    def _value(self, kind: GraphQLOutputType, field: Field, local: str) -> list[str]:
        """Statements that check `local` and put its form in its place."""
        if is_non_null_type(kind):
            return [f"if {local} is None: raise Unexpected", *self._present(kind.of_type, field, local)]
        lines = self._present(kind, field, local)
        return [f"if {local} is not None:", *(f"    {line}" for line in lines)] if lines else []

    def _present(self, kind: GraphQLOutputType, field: Field, local: str) -> list[str]:
        if is_list_type(kind):
            return self._list(kind.of_type, field, local)
        named = get_named_type(kind)
        if is_leaf_type(named):
            return self._leaf(named, local)
        return [f"{local} = {self._composite(named, field)}({local}, v)"]

    def _list(self, item: GraphQLOutputType, field: Field, local: str) -> list[str]:
        lines = [f"if {local}.__class__ is not list: raise Unexpected"]
        inner = item.of_type if is_non_null_type(item) else item
        named = get_named_type(inner)
        if not is_list_type(inner) and not is_leaf_type(named):
            function = self._composite(named, field)
            guard = "" if inner is not item else " if i is not None else None"
            return [*lines, f"{local} = [{function}(i, v){guard} for i in {local}]"]
        each = self._item_function(item, field)
        return [*lines, f"{local} = [{each}(i, v) for i in {local}]"] if each else lines

    def _item_function(self, item: GraphQLOutputType, field: Field) -> str | None:
        lines = self._value(item, field, "i")
        if not lines:
            return None
        name = f"item_{len(self._known)}"
        self._known[object()] = name
        self.lines += [f"def {name}(i, v):", *(f"    {line}" for line in lines), "    return i"]
        return name

    def _leaf(self, named: GraphQLNamedType, local: str) -> list[str]:
        if is_enum_type(named):
            members = f"members_{named.name}"
            self.names[members] = frozenset(named.values)
            return [f"if {local} not in {members}: raise Unexpected"]
        if named.name == "ID":
            return [
                f"if {local}.__class__ is not str:",
                f"    if {local}.__class__ is not int: raise Unexpected",
                f"    {local} = str({local})",
            ]
        test = _CLASS_TESTS.get(named.name)
        return [f"if {test.format(local)}: raise Unexpected"] if test else []

    def _composite(self, named: GraphQLNamedType, field: Field) -> str:
        if not is_abstract_type(named):
            return self.object_function(named, field.parts)
        identity = ("by type", named.name, tuple((id(s), condition) for s, condition in field.parts))
        if identity in self._known:
            return self._known[identity]
        name = self._known[identity] = f"by_type_{len(self._known)}"
        kinds = [*self._schema.get_possible_types(named)]
        entries = [f"{kind.name!r}: {self.object_function(kind, field.parts)}" for kind in kinds]
        if self._selections.is_same_for_all(field.parts, named):
            # Nobody had to ask for the type: its own name, or none at all, says as much as is needed.
            common = self.object_function(named, field.parts)
            entries += [f"None: {common}", f"{named.name!r}: {common}"]
        self.lines += [
            f"{name}_map = {{{', '.join(entries)}}}",
            f"def {name}(o, v):",
            "    if o.__class__ is not dict: raise Unexpected",
            f"    form = {name}_map.get(o.get('__typename'))",
            "    if form is None: raise Unexpected",
            "    return form(o, v)",
        ]
        return name


def _test(condition: Condition) -> str:
    tests = [f"v.get({name!r})" if value else f"not v.get({name!r})" for name, value in sorted(condition)]
    return " and ".join(tests) or "True"
