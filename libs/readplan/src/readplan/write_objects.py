"""Writing how a row becomes an object, and where what is asked later will be put."""

from __future__ import annotations

from collections.abc import Sequence

from readplan.plan import (
    BatchOf,
    ChoiceOf,
    Computed,
    Constant,
    Entry,
    Leaf,
    LinkTo,
    Nested,
    Rows,
    Value,
    View,
)
from readplan.writer import Writer


def unpacked(rows: Rows, prefix: list[str], suffix: Sequence[str] = ()) -> str:
    """Write the names into which a row is unpacked: its own columns between others."""
    own = [f"c{rows.number}_{n}" for n in range(rows.width)]
    names = [*prefix, *(own or ([] if prefix or suffix else ["_"])), *suffix]
    return ", ".join(names) + ("," if len(names) == 1 else "")


def told_about(out: Writer, rows: Rows, read: str, before: int) -> None:
    """Write that the persons are told whom the rows in ``read`` are about; ``before`` columns precede the rows' own."""
    if rows.about is not None:
        out.line(f"about.update([row[{before + rows.about}] for row in {read}])")


def view_of(out: Writer, view: View, rows: Rows) -> str:
    """Write how a row becomes an object; return the variable that holds it."""
    if view.discriminator is None:
        return _object(out, view.cases[None], rows)
    name = out.fresh("any")
    out.line(f"{name} = None")
    kind = _column(rows, view.discriminator)
    for n, (value, entries) in enumerate(view.cases.items()):
        with out.block(f"{'elif' if n else 'if'} {kind} == {value!r}:"):
            out.line(f"{name} = {_object(out, entries, rows)}")
    return name


def _object(out: Writer, entries: list[Entry], rows: Rows) -> str:
    name = out.fresh("node")
    if any(entry.condition for entry in entries):
        out.line(f"{name} = {{}}")
        for entry in entries:
            with out.given(entry.condition):
                out.line(f"{name}[{entry.key!r}] = {_value(out, entry.value, rows)}")
                _after(out, entry, name, rows)
        return name
    pairs = [f"{entry.key!r}: {_value(out, entry.value, rows)}" for entry in entries]
    out.line(f"{name} = {{{', '.join(pairs)}}}")
    for entry in entries:
        _after(out, entry, name, rows)
    return name


def plain_view(view: View, rows: Rows) -> str | None:
    """Write a row's object as one expression, when nothing must be looked at beside it."""
    entries = view.cases.get(None, [])
    if view.discriminator is not None or any(entry.condition for entry in entries):
        return None
    pairs = []
    for entry in entries:
        value = entry.value
        if isinstance(value, Leaf) and not value.required:
            column = _column(rows, value.column)
            pairs.append(f"{entry.key!r}: {f'{value.convert}({column})' if value.convert else column}")
        elif isinstance(value, Constant) and not value.breaks:
            pairs.append(f"{entry.key!r}: {value.name}")
        else:
            return None
    return f"{{{', '.join(pairs)}}}"


def _column(rows: Rows, column: int) -> str:
    return f"c{rows.number}_{column}"


def _given(rows: Rows, name: str) -> str:
    """Write what the row's representation says of a field; rows that no representation led to are told nothing."""
    return f"given.get({name!r})" if rows.from_representations else "None"


def _value(out: Writer, value: Value, rows: Rows) -> str:
    """Write what must come before an entry; return the expression of its value."""
    if isinstance(value, Leaf):
        return _leaf(out, value, rows)
    if isinstance(value, Constant):
        if value.breaks:
            out.line("broken = True")
        return value.name
    if isinstance(value, Computed):
        return _computed(out, value, rows)
    if isinstance(value, Nested):
        return _nested(out, value, rows)
    if isinstance(value, LinkTo) and value.kind == "many":
        return _list(out, value, rows)
    return "None"


def _leaf(out: Writer, leaf: Leaf, rows: Rows) -> str:
    column = _column(rows, leaf.column)
    if leaf.convert is not None:
        name = out.fresh("value")
        out.line(f"{name} = {leaf.convert}({column})")
        column = name
    if leaf.required:
        with out.block(f"if {column} is None:"):
            out.line("broken = True")
    return column


def _computed(out: Writer, value: Computed, rows: Rows) -> str:
    name = out.fresh("value")
    inputs = (_given(rows, one) if isinstance(one, str) else _column(rows, one) for one in value.inputs)
    out.line(f"{name} = {value.function}({', '.join(inputs)})")
    missing = f"{name} is None or " if value.required else ""
    with out.block(f"if {missing}type({name}) is Failure:"):
        out.line("broken = True")
    return name


def _nested(out: Writer, value: Nested, rows: Rows) -> str:
    if value.unless_null is None:
        return _object(out, value.view.cases[None], rows)
    name = out.fresh("value")
    out.line(f"{name} = None")
    with out.block(f"if not {_column(rows, value.unless_null)}:"):
        out.line(f"{name} = {_object(out, value.view.cases[None], rows)}")
    if value.required:
        with out.block(f"if {name} is None:"):
            out.line("broken = True")
    return name


def _list(out: Writer, link: LinkTo, rows: Rows) -> str:
    """Write that a parent shares the list of its key: the same key has the same children."""
    name = out.fresh("list_")
    key = _column(rows, link.column)
    parents = f"parents_{link.rows.number}"
    if link.nullable:
        with out.block(f"if {key} is None:"):
            out.line(f"{name} = []")
        with out.block(f"elif ({name} := {parents}.get({key})) is None:"):
            out.line(f"{name} = {parents}[{key}] = []")
        return name
    with out.block(f"if ({name} := {parents}.get({key})) is None:"):
        out.line(f"{name} = {parents}[{key}] = []")
    return name


def _after(out: Writer, entry: Entry, node: str, rows: Rows) -> None:
    """Write what must come after an object exists: it waits for rows that are asked later."""
    value = entry.value
    if isinstance(value, LinkTo) and value.kind != "many":
        _wait(out, value, node, rows)
    elif isinstance(value, BatchOf):
        key = _column(rows, value.column)
        out.line(f"parents_{value.batch.number}.setdefault({key}, []).append({node})")
    elif isinstance(value, ChoiceOf):
        _wait_for_choice(out, value, entry, node, rows)


def _wait(out: Writer, link: LinkTo, node: str, rows: Rows) -> None:
    key = _column(rows, link.column)
    waiting = f"parents_{link.rows.number}.setdefault({key}, []).append({node})"
    if not link.nullable:
        out.line(waiting)
        return
    with out.block(f"if {key} is not None:"):
        out.line(waiting)
    if link.required:
        with out.block("else:"):
            out.line("broken = True")


def _wait_for_choice(out: Writer, choice: ChoiceOf, entry: Entry, node: str, rows: Rows) -> None:
    kind = _column(rows, choice.column)
    for n, (value, link) in enumerate(choice.links.items()):
        with out.block(f"{'elif' if n else 'if'} {kind} == {value!r}:"):
            if isinstance(link, LinkTo):
                _wait(out, link, node, rows)
            else:
                out.line(f"{node}[{entry.key!r}] = {link.name}")
                out.line("broken = True")
    if choice.required:
        with out.block("else:"):
            out.line("broken = True")
