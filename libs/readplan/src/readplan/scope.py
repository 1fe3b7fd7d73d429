"""What one compilation gathers: the names that generated code uses, its preamble, and the caller's shape."""

from __future__ import annotations

import keyword
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode, GraphQLEnumType, GraphQLField, get_named_type

from readplan.answer import Settings
from readplan.arguments import Arguments, read_arguments, snake
from readplan.complete import Failure
from readplan.errors import Refused
from readplan.model import AbstractModel, Model, TypeModel
from readplan.plan import Batch, Constant, Rows
from readplan.select import Document
from readplan.shape import Shape
from readplan.sql import Arg, Denied, Param, Sql
from readplan.statement import Slots
from readplan.values import plain


@dataclass(slots=True)
class Scope:
    """The state of one compilation."""

    model: Model
    document: Document
    shape: Shape
    settings: Settings
    cursor_key: bytes
    subject: Callable[[Any], str]
    locales: Callable[[Any], Any]
    names: dict[str, Any] = field(default_factory=dict)
    preamble: list[str] = field(default_factory=list)
    rows: list[Rows | Batch] = field(default_factory=list)
    _locals: dict[object, str] = field(default_factory=dict)
    _visible: dict[str, Sql | Denied] = field(default_factory=dict)

    def global_name(self, stem: str, value: Any) -> str:
        """Give a Python object a name in the generated code, the same for the same object."""
        for name, known in self.names.items():
            if known is value:
                return name
        name = f"{stem}_{len(self.names)}"
        self.names[name] = value
        return name

    def local(self, key: object, stem: str, expression: str) -> str:
        """Compute an expression once a request; return the variable that holds it."""
        if key not in self._locals:
            name = f"{stem}_{len(self._locals)}"
            self._locals[key] = name
            self.preamble.append(f"{name} = {expression}")
        return self._locals[key]

    def number(self) -> int:
        """Number the next statement."""
        return len(self.rows)

    def visible(self, model: TypeModel) -> Sql | Denied:
        """Ask a type's policy, once a compilation."""
        if model.name not in self._visible:
            self._visible[model.name] = model.visible(self.shape)
        return self._visible[model.name]

    def target(self, python_type: type) -> TypeModel | AbstractModel:
        """Find what a link leads to."""
        name = self.model.name_of(python_type)
        return self.model.types.get(name) or self.model.abstracts[name]

    def failure(self, denied: Denied) -> Constant:
        """Make a refusal the value of a field."""
        value = Failure(Refused(denied.code, denied.message))
        return Constant(self.global_name("denied", value), breaks=True)

    def arguments(self, field_: GraphQLField, node: FieldNode) -> ArgumentsIn:
        """Prepare a field's arguments; variables are put in by the preamble."""
        if not field_.args:
            return ArgumentsIn(self, None, "NONE")
        arguments = read_arguments(field_, node)
        constant = self.global_name("args", arguments.constant)
        if arguments.is_constant:
            return ArgumentsIn(self, arguments, constant)
        name = self.local(("args", id(node)), "a", f"dict({constant})")
        self.names[f"keep_{id(node)}"] = node
        for argument, variable in arguments.variables.items():
            self.preamble.append(f"if {variable!r} in v: {name}[{argument!r}] = v[{variable!r}]")
        if arguments.nested is not None:
            self.preamble.append(f"{name}.update({self.global_name('nested', arguments.nested)}(v))")
        return ArgumentsIn(self, arguments, name)

    def locale_pair(self) -> tuple[str, str]:
        """Name the variables that hold the caller's two first languages."""
        pair = self.local("locales", "l", f"first_two({self.global_name('locales', self.locales)}(caller))")
        return f"{pair}[0]", f"{pair}[1]"


@dataclass(frozen=True, slots=True)
class ArgumentsIn:
    """A field's arguments inside one compilation, and the variable (or constant) that holds them."""

    scope: Scope
    arguments: Arguments | None
    name: str

    def parameter(self, param: Param) -> str:
        """Spell a parameter of a piece of SQL as an expression of the generated code."""
        scope = self.scope
        if not isinstance(param, Arg):
            function = scope.global_name("of_caller", param)
            return scope.local(("caller", function), "p", f"{function}(caller)")
        given = self._given(param)
        if param.default is None:
            return given or "None"
        default = scope.global_name("default", param.default)
        fallback = f"{default}(caller)" if callable(param.default) else default
        if given is None:
            return scope.local(("default", default), "p", fallback)
        key = ("default", self.name, param.name, default)
        return scope.local(key, "p", f"given if (given := {given}) is not None else {fallback}")

    def _given(self, param: Arg) -> str | None:
        if self.arguments is None:
            return None
        name = self.arguments.graphql_name(param.name)
        if name is None or not self.arguments.may_be_given(name):
            return None
        spelled = f"{self.name}.get({name!r})"
        if isinstance(get_named_type(self.arguments.field.args[name].type), GraphQLEnumType):
            return f"{self.scope.global_name('plain', plain)}({spelled})"
        return spelled

    def render(self, sql: Sql, slots: Slots, **aliases: str) -> str:
        """Spell a piece of SQL with its aliases and its parameters as slots."""
        names = dict(aliases)
        for name, param in sql.params:
            names[name] = slots.add(self.parameter(param))
        return sql.render(names)


def python_argument(name: str) -> str:
    """Spell an argument as a Python parameter."""
    spelled = snake(name)
    return spelled + "_" if keyword.iskeyword(spelled) else spelled


def first_two(locales: Any) -> tuple[str, str]:
    """Take the caller's two first languages; a missing one matches nothing."""
    return (locales[0] if locales else "", locales[1] if len(locales) > 1 else "")
