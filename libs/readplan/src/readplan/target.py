"""What a link leads to: one type, or an abstract one whose types share a relation."""

from __future__ import annotations

from readplan.model import AbstractModel, TypeModel
from readplan.sql import Sql
from readplan.statement import Select, as_key, quoted

Target = TypeModel | AbstractModel


def about(target: Target, select: Select) -> int | None:
    """Read whom a row is about, where its type says so; null where it is about nobody."""
    types = [target] if isinstance(target, TypeModel) else target.types.values()
    named = dict.fromkeys(one.about for one in types if one.about is not None)
    if not named or not target.relation.name:
        return None
    spelled = [
        f"({name.render({'t': 't'})})::text"
        if isinstance(name, Sql)
        else as_key(f"t.{quoted(name)}", target.relation.columns[name])
        for name in named
    ]
    return select.column(spelled[0] if len(spelled) == 1 else f"coalesce({', '.join(spelled)})")


def any_type(target: Target) -> TypeModel:
    """Return the type itself, or any of an abstract one's: they share the relation."""
    return target if isinstance(target, TypeModel) else next(iter(target.types.values()))


def only_keys(target: Target, select: Select, key: str) -> bool:
    """Tell whether all there is to know of a row is the key by which it was found: then nothing is asked."""
    pg_type = target.relation.columns[key]
    known = as_key(f"t.{quoted(key)}", pg_type)
    unfiltered = not select.conditions and not select.laterals and pg_type in ("uuid", "text")
    return not target.relation.name and unfiltered and all(column == known for column in select.columns)
