"""Generation: a plan as data becomes the source of one asynchronous Python function."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from readplan.narrow import expected
from readplan.plan import (
    Batch,
    BatchOf,
    ChoiceOf,
    Computed,
    ConnectionPart,
    ConnectionView,
    Constant,
    Entry,
    Leaf,
    LinkTo,
    Nested,
    Root,
    Rows,
    Value,
    View,
)


class Source:
    """Lines of Python being written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._depth = 0
        self._count = 0

    def line(self, text: str) -> None:
        """Write one line."""
        self.lines.append("    " * self._depth + text)

    @contextmanager
    def block(self, opening: str) -> Iterator[None]:
        """Write an indented block."""
        self.line(opening)
        self._depth += 1
        yield
        self._depth -= 1

    @contextmanager
    def given(self, condition: str | None) -> Iterator[None]:
        """Write an indented block under a condition, or the lines as they are."""
        if condition is None:
            yield
            return
        with self.block(f"if {condition}:"):
            yield

    def fresh(self, stem: str) -> str:
        """Make a new name."""
        self._count += 1
        return f"{stem}{self._count}"


def function(roots: Sequence[Root], rows: Sequence[Rows | Batch], preamble: Sequence[str]) -> str:
    """Write the function that answers an operation."""
    out = Source()
    with out.block("async def run(fetch, caller, v, reps):"):
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
                    _batch(out, one) if isinstance(one, Batch) else _linked(out, one)
        out.line("return data, broken")
    return "\n".join(out.lines) + "\n"


# Root fields


def _constant_root(out: Source, root: Root) -> None:
    out.line(f"data[{root.key!r}] = {root.name}")
    out.line("broken = True")


def _typename_root(out: Source, root: Root) -> None:
    out.line(f"data[{root.key!r}] = {root.name}")


def _value_root(out: Source, root: Root) -> None:
    function_name, projection = root.name.split("|")
    with out.block("try:"):
        out.line(f"value = await {function_name}(caller, **python_arguments({root.arguments}))")
        out.line(f"data[{root.key!r}], failed = {projection}(value, v)")
    with out.block("except Exception as error:"):
        out.line(f"data[{root.key!r}], failed = Failure(error), True")
    out.line("broken = broken or failed")


def _lookup_root(out: Source, root: Root) -> None:
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
    with out.block("else:"), out.block(f"for {_unpacked(rows, [])} in rows_{n}:"):
        node = _view(out, rows.views[0], rows)
        out.line(f"data[{root.key!r}] = {node}")


def _many_root(out: Source, root: Root) -> None:
    rows = root.rows[0]
    n = rows.number
    with out.block("try:"):
        out.line(f"rows_{n} = await fetch({', '.join([f'TEXT_{n}', *rows.parameters])})")
    with out.block("except FAILURES as error:"):
        out.line(f"data[{root.key!r}] = Failure(error)")
        out.line("broken = True")
    with out.block("else:"):
        plain = _plain(rows.views[0], rows)
        if plain is not None:
            out.line(f"data[{root.key!r}] = [{plain} for {_unpacked(rows, [])} in rows_{n}]")
            return
        out.line(f"data[{root.key!r}] = list_{n} = []")
        with out.block(f"for {_unpacked(rows, [])} in rows_{n}:"):
            node = _view(out, rows.views[0], rows)
            out.line(f"list_{n}.append({node})")


def _page_root(out: Source, root: Root) -> None:
    rows = root.rows[0]
    out.line(f"data[{root.key!r}] = None")
    out.line(f"parents_{rows.number} = {{0: (data,)}}")
    _page(out, rows, nested=False)


def _entities_root(out: Source, root: Root) -> None:
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
        _entities(out, rows)


def _entities(out: Source, rows: Rows) -> None:
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
            _entity_rows(out, rows)
        _entity_copies(out)


def _entity_rows(out: Source, rows: Rows) -> None:
    with out.block(f"for {_unpacked(rows, ['ord_'])} in rows_{rows.number}:"):
        node = _plain(rows.views[0], rows) or _view(out, rows.views[0], rows)
        out.line(f"entities[first[ord_ - 1]] = {node}")


def _entity_copies(out: Source) -> None:
    with out.block("for place, known_at in group.copies:"):
        out.line("entities[place] = entities[known_at]")


# Linked rows


def _linked(out: Source, rows: Rows) -> None:
    if rows.connection is not None:
        _page(out, rows, nested=True)
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
        (_many if rows.many else _one)(out, rows)


def _many(out: Source, rows: Rows) -> None:
    n = rows.number
    with out.block(f"for {_unpacked(rows, ['key'])} in rows_{n}:"):
        node = _view(out, rows.views[0], rows)
        out.line(f"parents_{n}[key].append({node})")


def _one(out: Source, rows: Rows) -> None:
    n = rows.number
    if rows.repeats:
        out.line(f"seen_{n} = set()")
    with out.block(f"for {_unpacked(rows, ['key'])} in rows_{n}:"):
        if rows.repeats:
            with out.block(f"if key in seen_{n}:"):
                out.line("continue")
            out.line(f"seen_{n}.add(key)")
        node = _view(out, rows.views[0], rows)
        with out.block(f"for parent in parents_{n}[key]:"):
            out.line(f"parent[{rows.key!r}] = {node}")
    if rows.required:
        counted = f"seen_{n}" if rows.repeats else f"rows_{n}"
        with out.block(f"if len({counted}) < len(parents_{n}):"):
            out.line("broken = True")


def _batch(out: Source, batch: Batch) -> None:
    n = batch.number
    with out.block("try:"):
        out.line(f"values = await {batch.function}(caller, list(parents_{n}), {batch.arguments})")
        with out.block(f"for key, nodes in parents_{n}.items():"):
            out.line(f"value, failed = {batch.project}(values.get(key), v)")
            out.line("broken = broken or failed")
            with out.block("for parent in nodes:"):
                out.line(f"parent[{batch.key!r}] = value")
    with out.block("except Exception as error:"):
        out.line(f"fail_one(parents_{n}, {batch.key!r}, error)")
        out.line("broken = True")


# Pages


def _page(out: Source, rows: Rows, *, nested: bool) -> None:
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


def _page_of(out: Source, rows: Rows, before: int) -> None:
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


def _page_rows(out: Source, rows: Rows, parts: Sequence[ConnectionPart], prefix: list[str]) -> None:
    listed = [part for part in parts if part.kind in ("nodes", "edges")]
    if not listed:
        return
    suffix = ["edge"] if rows.connection and rows.connection.cursors else []
    for n, part in enumerate(listed):
        part.constant = f"list{n}"
    plain = (
        _plain(rows.views[listed[0].view], rows) if len(listed) == 1 and listed[0].kind == "nodes" else None
    )
    if plain is not None:
        out.line(f"list0 = [{plain} for {_unpacked(rows, prefix, suffix)} in kept]")
        return
    for n in range(len(listed)):
        out.line(f"list{n} = []")
    with out.block(f"for {_unpacked(rows, prefix, suffix)} in kept:"):
        for n, part in enumerate(listed):
            with out.given(part.condition):
                item = (
                    _view(out, rows.views[part.view], rows)
                    if part.kind == "nodes"
                    else _edge(out, rows, part)
                )
                out.line(f"list{n}.append({item})")


def _edge(out: Source, rows: Rows, part: ConnectionPart) -> str:
    name = out.fresh("edge")
    out.line(f"{name} = {{}}")
    for inner in part.inner:
        with out.given(inner.condition):
            if inner.kind == "node":
                value = _view(out, rows.views[inner.view], rows)
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


# Objects


def _unpacked(rows: Rows, prefix: list[str], suffix: Sequence[str] = ()) -> str:
    own = [f"c{rows.number}_{n}" for n in range(rows.width)]
    names = [*prefix, *(own or ([] if prefix or suffix else ["_"])), *suffix]
    return ", ".join(names) + ("," if len(names) == 1 else "")


def _view(out: Source, view: View, rows: Rows) -> str:
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


def _object(out: Source, entries: list[Entry], rows: Rows) -> str:
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


def _plain(view: View, rows: Rows) -> str | None:
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


def _value(out: Source, value: Value, rows: Rows) -> str:
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


def _leaf(out: Source, leaf: Leaf, rows: Rows) -> str:
    column = _column(rows, leaf.column)
    if leaf.convert is not None:
        name = out.fresh("value")
        out.line(f"{name} = {leaf.convert}({column})")
        column = name
    if leaf.required:
        with out.block(f"if {column} is None:"):
            out.line("broken = True")
    return column


def _computed(out: Source, value: Computed, rows: Rows) -> str:
    name = out.fresh("value")
    out.line(f"{name} = {value.function}({', '.join(_column(rows, column) for column in value.columns)})")
    missing = f"{name} is None or " if value.required else ""
    with out.block(f"if {missing}type({name}) is Failure:"):
        out.line("broken = True")
    return name


def _nested(out: Source, value: Nested, rows: Rows) -> str:
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


def _list(out: Source, link: LinkTo, rows: Rows) -> str:
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


def _after(out: Source, entry: Entry, node: str, rows: Rows) -> None:
    """Write what must come after an object exists: it waits for rows that are asked later."""
    value = entry.value
    if isinstance(value, LinkTo) and value.kind != "many":
        _wait(out, value, node, rows)
    elif isinstance(value, BatchOf):
        key = _column(rows, value.column)
        out.line(f"parents_{value.batch.number}.setdefault({key}, []).append({node})")
    elif isinstance(value, ChoiceOf):
        _wait_for_choice(out, value, entry, node, rows)


def _wait(out: Source, link: LinkTo, node: str, rows: Rows) -> None:
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


def _wait_for_choice(out: Source, choice: ChoiceOf, entry: Entry, node: str, rows: Rows) -> None:
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
