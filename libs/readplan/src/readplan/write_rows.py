"""Writing how the rows of a statement find their parents."""

from __future__ import annotations

from readplan.plan import Batch, Rows
from readplan.write_objects import plain_view, told_about, unpacked, view_of
from readplan.write_pages import page
from readplan.writer import Writer


def linked(out: Writer, rows: Rows) -> None:
    """Write the statement of a link, and how its rows reach the parents that wait for them."""
    if rows.connection is not None:
        page(out, rows, nested=True)
        return
    n = rows.number
    if rows.from_keys:
        out.line(f"rows_{n} = [(key,) * {rows.width + 1} for key in parents_{n}]")
        _one(out, rows)
        return
    failed = "fail_many" if rows.many else "fail_one"
    with out.block("try:"):
        out.line(f"rows_{n} = await fetch({', '.join([f'TEXT_{n}', *rows.parameters])})")
    with out.block("except FAILURES as error:"):
        out.line(f"{failed}(parents_{n}, {rows.key!r}, error)")
        out.line("broken = True")
    with out.block("else:"):
        told_about(out, rows, f"rows_{n}", 1)
        (_many if rows.many else _one)(out, rows)


def _many(out: Writer, rows: Rows) -> None:
    n = rows.number
    with out.block(f"for {unpacked(rows, ['key'])} in rows_{n}:"):
        node = view_of(out, rows.views[0], rows)
        out.line(f"parents_{n}[key].append({node})")


def _one(out: Writer, rows: Rows) -> None:
    n = rows.number
    if rows.repeats:
        out.line(f"seen_{n} = set()")
    with out.block(f"for {unpacked(rows, ['key'])} in rows_{n}:"):
        if rows.repeats:
            with out.block(f"if key in seen_{n}:"):
                out.line("continue")
            out.line(f"seen_{n}.add(key)")
        node = view_of(out, rows.views[0], rows)
        with out.block(f"for parent in parents_{n}[key]:"):
            out.line(f"parent[{rows.key!r}] = {node}")
    if rows.required:
        counted = f"seen_{n}" if rows.repeats else f"rows_{n}"
        with out.block(f"if len({counted}) < len(parents_{n}):"):
            out.line("broken = True")


def batched(out: Writer, batch: Batch) -> None:
    """Write the call of a batch field's function, and how its values reach the parents."""
    n = batch.number
    with out.block("try:"):
        given = f"caller, list(parents_{n}), {batch.arguments}"
        out.line(f"values = await {batch.function}({'fetch, ' if batch.fetches else ''}{given})")
        with out.block(f"for key, nodes in parents_{n}.items():"):
            out.line(f"value, failed = {batch.project}(values.get(key), v)")
            out.line("broken = broken or failed")
            with out.block("for parent in nodes:"):
                out.line(f"parent[{batch.key!r}] = value")
    with out.block("except Exception as error:"):
        out.line(f"fail_one(parents_{n}, {batch.key!r}, error)")
        out.line("broken = True")


def entities(out: Writer, rows: Rows) -> None:
    """Write the statement of one entity type, and how its rows reach their places."""
    n = rows.number
    with out.block(f"for group in ROWS_{n}.groups(sorted_reps.get({rows.label!r}, ())):"):
        out.line("first = group.first")
        if rows.from_keys:
            out.line(f"rows_{n} = group.rows({rows.width})")
            _entity_rows(out, rows)
            _entity_copies(out)
            return
        known = "".join(f"{parameter}, " for parameter in rows.parameters)
        with out.block("try:"):
            out.line(f"rows_{n} = await fetch(group.text, *group.arguments(({known})))")
        with out.block("except FAILURES as error:"):
            with out.block("for place in first:"):
                out.line("entities[place] = Failure(error)")
            out.line("broken = True")
        with out.block("else:"):
            told_about(out, rows, f"rows_{n}", 1)
            _entity_rows(out, rows)
        _entity_copies(out)


def _entity_rows(out: Writer, rows: Rows) -> None:
    with out.block(f"for {unpacked(rows, ['ord_'])} in rows_{rows.number}:"):
        node = plain_view(rows.views[0], rows)
        if node is None:
            out.line("given = reps[first[ord_ - 1]]")
            node = view_of(out, rows.views[0], rows)
        out.line(f"entities[first[ord_ - 1]] = {node}")


def _entity_copies(out: Writer) -> None:
    with out.block("for place, known_at in group.copies:"):
        out.line("entities[place] = entities[known_at]")
