"""Writing how the rows of a page become a connection."""

from __future__ import annotations

from collections.abc import Sequence

from readplan.narrow import expected
from readplan.plan import ConnectionPart, ConnectionView, Rows
from readplan.write_objects import plain_view, told_about, unpacked, view_of
from readplan.writer import Writer


def page(out: Writer, rows: Rows, *, nested: bool) -> None:
    """Write the statement of a page, and what its rows become for each parent."""
    n = rows.number
    known = "".join(f"{parameter}, " for parameter in rows.parameters)
    with out.block("try:"):
        out.line(f"window = ROWS_{n}.window({rows.arguments}, caller)")
        out.line(f"rows_{n} = await fetch(window.text, *window.arguments(({known})))")
    with out.block("except FAILURES as error:"):
        out.line(f"fail_one(parents_{n}, {rows.key!r}, error)")
        out.line("broken = True")
    with out.block("else:"):
        if nested:
            out.line(f"groups = grouped(rows_{n})")
            opening = f"for number, parents in enumerate(parents_{n}.values(), 1):"
            with out.block(opening):
                out.line("page = groups.get(number, ())")
                _page_of(out, rows, 1)
        else:
            out.line("parents = (data,)")
            out.line(f"page = rows_{n}")
            _page_of(out, rows, 0)


def _page_of(out: Writer, rows: Rows, before: int) -> None:
    """Write how the rows of one parent become its connection; ``before`` columns precede the page's own."""
    connection = expected(rows.connection, ConnectionView)
    prefix = ["_"] * before
    if connection.total:
        out.line(f"total = page[0][{before}] if page else 0")
        prefix.append("_")
        if connection.rows:
            prefix.append("_")
            # A parent without rows still has one that carries the count.
            with out.block(f"if page and page[0][{before + 1}] is None:"):
                out.line("page = ()")
    if connection.rows:
        out.line("kept = window.cut(page)")
        _page_rows(out, rows, connection.parts, prefix)
    result = out.fresh("page")
    out.line(f"{result} = {{}}")
    for part in connection.parts:
        with out.given(part.condition):
            out.line(f"{result}[{part.key!r}] = {_part(part)}")
    with out.block("for parent in parents:"):
        out.line(f"parent[{rows.key!r}] = {result}")


def _page_rows(out: Writer, rows: Rows, parts: Sequence[ConnectionPart], prefix: list[str]) -> None:
    listed = [part for part in parts if part.kind in ("nodes", "edges")]
    if not listed:
        return
    told_about(out, rows, "kept", len(prefix))
    suffix = ["edge"] if rows.connection and rows.connection.cursors else []
    for n, part in enumerate(listed):
        part.constant = f"list{n}"
    plain = (
        plain_view(rows.views[listed[0].view], rows)
        if len(listed) == 1 and listed[0].kind == "nodes"
        else None
    )
    if plain is not None:
        out.line(f"list0 = [{plain} for {unpacked(rows, prefix, suffix)} in kept]")
        return
    for n in range(len(listed)):
        out.line(f"list{n} = []")
    with out.block(f"for {unpacked(rows, prefix, suffix)} in kept:"):
        for n, part in enumerate(listed):
            with out.given(part.condition):
                item = (
                    view_of(out, rows.views[part.view], rows)
                    if part.kind == "nodes"
                    else _edge(out, rows, part)
                )
                out.line(f"list{n}.append({item})")


def _edge(out: Writer, rows: Rows, part: ConnectionPart) -> str:
    name = out.fresh("edge")
    out.line(f"{name} = {{}}")
    for inner in part.inner:
        with out.given(inner.condition):
            if inner.kind == "node":
                value = view_of(out, rows.views[inner.view], rows)
            else:
                value = "window.cursor(edge)" if inner.kind == "cursor" else inner.constant
            out.line(f"{name}[{inner.key!r}] = {value}")
    return name


_PAGE_INFO = {
    "hasNextPage": "window.has_next(page)",
    "hasPreviousPage": "window.has_previous(page)",
    "startCursor": "window.cursor(kept[0][-1]) if kept else None",
    "endCursor": "window.cursor(kept[-1][-1]) if kept else None",
}


def _part(part: ConnectionPart) -> str:
    if part.kind == "totalCount":
        return "total"
    if part.kind != "pageInfo":
        return part.constant
    items = []
    for inner in part.inner:
        value = _PAGE_INFO.get(inner.kind, inner.constant)
        pair = f"{inner.key!r}: {value}"
        items.append(pair if inner.condition is None else f"**({{{pair}}} if {inner.condition} else {{}})")
    return "{" + ", ".join(items) + "}"
