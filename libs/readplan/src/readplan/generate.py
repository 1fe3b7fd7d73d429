"""Generation: a plan as data becomes the source of one asynchronous Python function."""

from __future__ import annotations

from collections.abc import Sequence

from readplan.plan import Batch, Root, Rows
from readplan.write_objects import plain_view, told_about, unpacked, view_of
from readplan.write_pages import page
from readplan.write_rows import batched, entities, linked
from readplan.writer import Writer


def function(roots: Sequence[Root], rows: Sequence[Rows | Batch], preamble: Sequence[str]) -> str:
    """Write the function that answers an operation."""
    out = Writer()
    with out.block("async def run(fetch, caller, v, reps, about):"):
        out.line("broken = False")
        for text in preamble:
            out.line(text)
        for one in rows:
            out.line(f"parents_{one.number} = {{}}")
        out.line("data = {}")
        for root in roots:
            with out.given(root.condition):
                _ROOTS[root.kind](out, root)
        beginnings = {one.number for root in roots for one in root.rows}
        for one in rows:
            if one.number not in beginnings:
                with out.block(f"if parents_{one.number}:"):
                    batched(out, one) if isinstance(one, Batch) else linked(out, one)
        out.line("return data, broken")
    return "\n".join(out.lines) + "\n"


def _constant_root(out: Writer, root: Root) -> None:
    out.line(f"data[{root.key!r}] = {root.name}")
    out.line("broken = True")


def _typename_root(out: Writer, root: Root) -> None:
    out.line(f"data[{root.key!r}] = {root.name}")


def _value_root(out: Writer, root: Root) -> None:
    function_name, projection = root.name.split("|")
    with out.block("try:"):
        out.line(f"value = await {function_name}(caller, **python_arguments({root.arguments}))")
        out.line(f"data[{root.key!r}], failed = {projection}(value, v)")
    with out.block("except Exception as error:"):
        out.line(f"data[{root.key!r}], failed = Failure(error), True")
    out.line("broken = broken or failed")


def _lookup_root(out: Writer, root: Root) -> None:
    rows = root.rows[0]
    n = rows.number
    out.line(f"data[{root.key!r}] = None")
    if root.required:
        out.line("broken = True")
    with out.block("try:"):
        out.line(f"found = ROWS_{n}.find({root.arguments})")
        out.line(f"rows_{n} = ()")
        with out.block("if found is not None:"):
            out.line(f"text, key_{n} = found")
            out.line(f"rows_{n} = await fetch({', '.join(['text', *rows.parameters])})")
    with out.block("except FAILURES as error:"):
        out.line(f"data[{root.key!r}] = Failure(error)")
        out.line("broken = True")
    with out.block("else:"):
        told_about(out, rows, f"rows_{n}", 0)
        with out.block(f"for {unpacked(rows, [])} in rows_{n}:"):
            node = view_of(out, rows.views[0], rows)
            out.line(f"data[{root.key!r}] = {node}")


def _many_root(out: Writer, root: Root) -> None:
    rows = root.rows[0]
    n = rows.number
    with out.block("try:"):
        out.line(f"rows_{n} = await fetch({', '.join([f'TEXT_{n}', *rows.parameters])})")
    with out.block("except FAILURES as error:"):
        out.line(f"data[{root.key!r}] = Failure(error)")
        out.line("broken = True")
    with out.block("else:"):
        told_about(out, rows, f"rows_{n}", 0)
        plain = plain_view(rows.views[0], rows)
        if plain is not None:
            out.line(f"data[{root.key!r}] = [{plain} for {unpacked(rows, [])} in rows_{n}]")
            return
        out.line(f"data[{root.key!r}] = list_{n} = []")
        with out.block(f"for {unpacked(rows, [])} in rows_{n}:"):
            node = view_of(out, rows.views[0], rows)
            out.line(f"list_{n}.append({node})")


def _page_root(out: Writer, root: Root) -> None:
    rows = root.rows[0]
    out.line(f"data[{root.key!r}] = None")
    out.line(f"parents_{rows.number} = {{0: (data,)}}")
    page(out, rows, nested=False)


def _entities_root(out: Writer, root: Root) -> None:
    if root.arguments != "NONE":
        out.line(f"reps = {root.arguments}['representations']")
    out.line(f"data[{root.key!r}] = entities = [None] * len(reps)")
    with out.block("try:"):
        out.line("sorted_reps = by_type(reps, ENTITIES_MAX)")
    with out.block("except Refused as error:"):
        out.line(f"data[{root.key!r}], sorted_reps, broken = Failure(error), {{}}, True")
    for name, constant in root.refusals:
        with out.block(f"for position, _ in sorted_reps.get({name!r}, ()):"):
            out.line(f"entities[position] = {constant}")
            out.line("broken = True")
    for rows in root.rows:
        entities(out, rows)


_ROOTS = {
    "constant": _constant_root,
    "typename": _typename_root,
    "elsewhere": _typename_root,
    "value": _value_root,
    "lookup": _lookup_root,
    "many": _many_root,
    "page": _page_root,
    "entities": _entities_root,
}
