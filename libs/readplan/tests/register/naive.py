"""An obviously right executor: graphql-core, one statement a field, nothing shared, filtered in Python.

It reads whole rows as dictionaries and knows nothing of bindings; what the register means is written down here
a second time, plainly, so that the two can be compared.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLResolveInfo,
    build_schema,
    execute,
    parse,
    print_schema,
)

from .policy import Caller
from .types import schema

# A schema without resolvers: every field comes to `field` below.
GRAPHQL = build_schema(print_schema(schema._schema))
Row = dict[str, Any]


class Denial(GraphQLError):
    """The caller may not read this at all."""

    def __init__(self, code: str = "FORBIDDEN") -> None:
        super().__init__("You may not read this.", extensions={"code": code})


class Refusal(GraphQLError):
    """The arguments are out of bounds."""

    def __init__(self, code: str) -> None:
        super().__init__("refused", extensions={"code": code})


class Naive:
    """Reads the register for one caller through one connection."""

    def __init__(self, connection: Any, caller: Caller, *, guarded: Any = None) -> None:
        """Read through ``connection`` and filter here, or through ``guarded``, which shows visible rows alone."""
        self.connection = connection
        self.guarded = guarded
        self.caller = caller
        self._lock = asyncio.Lock()

    async def sql(self, text: str, *args: Any) -> list[Row]:
        return await self._fetch(self.guarded or self.connection, text, *args)

    async def all(self, text: str, *args: Any) -> list[Row]:
        """Read for a figure, which counts also rows that the caller may not see."""
        return await self._fetch(self.connection, text, *args)

    async def _fetch(self, connection: Any, text: str, *args: Any) -> list[Row]:
        async with self._lock:
            return [dict(row) for row in await connection.fetch(text, *args)]

    async def one(self, table: str, id_: Any) -> Row | None:
        found = await self.sql(f"select * from {table} where id = $1", id_)
        return found[0] if found else None

    # Who sees what

    def refuse(self, kind: str) -> None:
        scope = self.caller.scope
        if kind in ("district", "book", "teacher"):
            return
        if scope == "NONE" or (scope == "SELF" and kind == "computer"):
            raise Denial

    async def sees(self, kind: str, row: Row) -> bool:
        """Tell whether a row exists for the caller, without a word about bindings."""
        scope, grants = self.caller.scope, self.caller.grants
        if kind in ("district", "book", "teacher") or scope == "COUNTRY":
            return True
        if self.guarded is not None:
            return True
        if scope == "NONE" or (scope == "SELF" and kind == "computer"):
            return False
        if scope == "SELF":
            return await self._sees_self(kind, row)
        school = await self._school_of(kind, row)
        return str(school["district_id" if scope == "DISTRICT" else "id"]) in grants

    async def _sees_self(self, kind: str, row: Row) -> bool:
        for pupil in [await self.one("pupil", one) for one in self.caller.grants]:
            assert pupil is not None
            if kind == "pupil" and row["id"] == pupil["id"]:
                return True
            if kind == "mark" and row["pupil_id"] == pupil["id"]:
                return True
            if kind == "school" and row["id"] == pupil["school_id"]:
                return True
            if kind == "form" and await self.sql(
                "select 1 from placement where form_id = $1 and pupil_id = $2", row["id"], pupil["id"]
            ):
                return True
        return False

    async def _school_of(self, kind: str, row: Row) -> Row:
        if kind == "school":
            return row
        if kind == "mark":
            pupil = await self.one("pupil", row["pupil_id"])
            assert pupil is not None
            row = pupil
        school = await self.one("school", row["school_id"])
        assert school is not None
        return school

    async def seen(self, kind: str, rows: list[Row]) -> list[Row]:
        self.refuse(kind)
        return [row for row in rows if await self.sees(kind, row)]

    async def seen_one(self, kind: str, row: Row | None) -> Row | None:
        self.refuse(kind)
        return row if row is not None and await self.sees(kind, row) else None

    async def seen_things(self, rows: list[Row]) -> list[Row]:
        kinds = {"COMPUTER": "computer", "BOOK": "book"}
        return [row for row in rows if await self.sees(kinds[row["kind"]], row)]

    def text(self, names: Row, locale: str | None) -> str:
        for language in (locale, *self.caller.locales[:2], "ru"):
            if language is not None and language in names:
                return str(names[language])
        return str(names[min(names)])


def last_null(value: Any) -> tuple[bool, Any]:
    return (value is None, value)


Sorts = dict[str, Callable[[Row], Any]]


def page(rows: list[Row], sorts: Sorts, default: str | None, args: dict[str, Any], *, nested: bool) -> Row:
    """Order, cut and describe a page; cursors are ids, so they are compared by place and not by text."""
    first, last = args.get("first"), args.get("last")
    if first is not None and last is not None:
        raise Refusal("BAD_USER_INPUT")
    size = first if first is not None else last if last is not None else 20
    if size < 0:
        raise Refusal("BAD_USER_INPUT")
    if size > (50 if nested else 100):
        raise Refusal("LIMIT_EXCEEDED")
    rows = sorted(rows, key=lambda row: row["id"].int)
    steps = args.get("orderBy") or ([{"field": default, "direction": None}] if default else [])
    seen: dict[str, Any] = {}
    for step in steps:
        seen.setdefault(step["field"], step["direction"])
    for name, direction in reversed(seen.items()):
        down = direction == "DESC"
        known = [row for row in rows if sorts[name](row) is not None]
        unknown = [row for row in rows if sorts[name](row) is None]
        known.sort(key=sorts[name], reverse=down)
        rows = known + unknown
    kept = rows[-size:] if last is not None and size else rows[:size]
    backwards = last is not None
    return {
        "rows": kept,
        "total": len(rows),
        "next": False if backwards else len(rows) > size,
        "previous": len(rows) > size if backwards else False,
    }


def matches(given: dict[str, Any] | None, read: Callable[[str], Any]) -> bool:
    """Apply a filter to one row."""
    for name, value in (given or {}).items():
        if value is None:
            continue
        if name == "and":
            if not all(matches(one, read) for one in value):
                return False
        elif name == "or":
            if value and not any(matches(one, read) for one in value):
                return False
        elif not all(holds(op, wanted, read(name)) for op, wanted in value.items()):
            return False
    return True


def holds(op: str, wanted: Any, actual: Any) -> bool:
    actual = actual.isoformat() if isinstance(actual, date) else actual
    if wanted is None:
        return actual is None if op == "eq" else True
    if actual is None:
        return False
    if op == "in":
        return actual in wanted
    if op == "contains":
        return wanted.lower() in actual.lower()
    if op == "eq":
        return bool(actual == wanted)
    return bool(actual >= wanted if op == "gte" else actual <= wanted)


async def resolve_schools(naive: Naive, rows: list[Row], args: dict[str, Any], *, nested: bool) -> Row:
    seen = await naive.seen("school", rows)

    def reader(row: Row) -> Callable[[str], Any]:
        return lambda name: {
            "kind": kind_of(row), "code": row["code"], "name": naive.text(row["name"], None),
            "founded": row["founded"], "districtId": str(row["district_id"]),
        }[name]  # fmt: skip

    chosen = [row for row in seen if matches(args.get("filter"), reader(row))]
    sorts = {
        "CODE": lambda row: row["code"], "NAME": lambda row: naive.text(row["name"], None),
        "FOUNDED": lambda row: row["founded"],
    }  # fmt: skip
    return page(chosen, sorts, "CODE", args, nested=nested)


def kind_of(row: Row) -> str:
    return "PRIMARY" if row["kind"] == "primary" else str(row["kind"])


async def resolve_pupils(naive: Naive, rows: list[Row], args: dict[str, Any], default: str | None) -> Row:
    seen = await naive.seen("pupil", rows)

    def reader(row: Row) -> Callable[[str], Any]:
        return lambda name: {"id": str(row["id"]), "born": row["born"], "name": shown_name(naive, row)}[name]

    chosen = [row for row in seen if matches(args.get("filter"), reader(row))]
    sorts = {"NAME": lambda row: shown_name(naive, row), "BORN": lambda row: row["born"]}
    return page(chosen, sorts, default, args, nested=True)


def shown_name(naive: Naive, row: Row) -> str | None:
    full = naive.caller.names == "FULL" or (
        naive.caller.names == "OLD" and row["born"] is not None and row["born"] < date(2010, 1, 1)
    )
    name: str | None = row["name"]
    return name if full or name is None else name[:1]


async def placed(naive: Naive, form: Row) -> list[Row]:
    return await naive.sql(
        "select p.* from placement j join pupil p on p.id = j.pupil_id where j.form_id = $1 and j.until is null",
        form["id"],
    )


async def field(naive: Naive, type_name: str, name: str, row: Row, args: dict[str, Any]) -> Any:  # noqa: C901
    """Resolve one field, the plainest way there is."""
    match type_name, name:
        case "Query", "viewer":
            return {"name": naive.caller.name, "grants": list(naive.caller.grants)}
        case "Query", "schools":
            return await resolve_schools(naive, await naive.sql("select * from school"), args, nested=False)
        case "Query", "districts":
            return await naive.sql("select * from district order by code")
        case "Query", "things":
            return await naive.seen_things(await naive.sql("select * from thing order by label"))
        case "Query", "school" | "pupil" | "class":
            return await look_up(naive, {"class": "form"}.get(name, name), args)
        case "Query", "_entities":
            return [await entity(naive, one) for one in args["representations"]]
        case "District" | "School", "name":
            return naive.text(row["name"], args.get("locale"))
        case "District", "schools":
            found = await naive.sql("select * from school where district_id = $1", row["id"])
            return await resolve_schools(naive, found, args, nested=True)
        case "School", "kind":
            return kind_of(row)
        case "School", "district":
            return await naive.seen_one("district", await naive.one("district", row["district_id"]))
        case "School", "head":
            return await naive.seen_one("pupil", await naive.one("pupil", row["head_id"]))
        case "School", "classes":
            found = await naive.sql(
                "select * from form where school_id = $1 order by grade, letter desc, id", row["id"]
            )
            return await naive.seen("form", found)
        case "School", "pupils":
            found = await naive.sql("select * from pupil where school_id = $1", row["id"])
            return await resolve_pupils(naive, found, args, "NAME")
        case "School", "figures":
            need_figures(naive)
            found = await naive.all("select * from pupil where school_id = $1", row["id"])
            late = len([p for p in found if p["born"] and p["born"] > date(2010, 1, 1)])
            return {"pupils": len(found), "born_late": late if found else None}
        case "School", "pupilCount":
            need_figures(naive)
            before = date.fromisoformat(args.get("before") or "2026-11-22")
            found = await naive.all("select * from pupil where school_id = $1", row["id"])
            return len([p for p in found if p["born"] and p["born"] < before])
        case "School", "address":
            return row["street"] and {"street": row["street"], "house": row["house"] and row["house"].upper()}
        case "School", "crowded":
            found = await naive.all("select * from pupil where school_id = $1", row["id"])
            return None if row["founded"] is None else len(found) > row["founded"] % 10
        case "School", "rating":
            return float(row["id"].int % 50) / 10 if row["id"].int % 3 else None
        case "School", "things":
            return await naive.seen_things(
                await naive.sql("select * from thing where school_id = $1 order by label, id", row["id"])
            )
        case "Form", "school":
            return await naive.seen_one("school", await naive.one("school", row["school_id"]))
        case "Form", "pupils":
            found = sorted(await placed(naive, row), key=lambda p: p["id"].int)
            found.sort(key=lambda p: last_null(shown_name(naive, p)))
            return await naive.seen("pupil", found)
        case "Form", "pupilPage":
            return await resolve_pupils(naive, await placed(naive, row), args, None)
        case "Pupil", "name":
            return shown_name(naive, row)
        case "Pupil", "school":
            return await naive.seen_one("school", await naive.one("school", row["school_id"]))
        case "Pupil", "marks":
            found = await naive.sql("select * from mark where pupil_id = $1", row["id"])
            found.sort(key=lambda m: m["id"])
            found.sort(key=lambda m: last_null(m["given_on"] and -m["given_on"].toordinal()))
            return await naive.seen("mark", found)
        case "Pupil", "owns":
            found = await naive.sql(
                "select * from thing where owner_kind = 'PUPIL' and owner_id = $1 order by label, id",
                row["id"],
            )
            return await naive.seen_things(found)
        case "Pupil", "class":
            return await class_of(naive, row, args)
        case "Computer", "owner":
            table = {"SCHOOL": "school", "PUPIL": "pupil"}.get(row["owner_kind"])
            return table and await naive.seen_one(table, await naive.one(table, row["owner_id"]))
        case "Teacher", "forms":
            found = await naive.sql("select * from form where teacher_id = $1 order by grade, id", row["id"])
            return await naive.seen("form", found)
        case "Teacher", "formCount":
            need_figures(naive)
            return len(await naive.all("select 1 from form where teacher_id = $1", row["id"]))
        case _, "nodes":
            return row["rows"]
        case _, "edges":
            return [{"node": one, "cursor": str(one["id"])} for one in row["rows"]]
        case _, "totalCount":
            return row["total"]
        case _, "pageInfo":
            ids = [str(one["id"]) for one in row["rows"]]
            return {
                "has_next_page": row["next"], "has_previous_page": row["previous"],
                "start_cursor": ids[0] if ids else None, "end_cursor": ids[-1] if ids else None,
            }  # fmt: skip
        case _:
            names: Any = schema.schema_converter.type_map[type_name].definition
            python = next(
                f.python_name for f in names.fields if schema.config.name_converter.from_field(f) == name
            )
            return plain(row[python])


async def class_of(naive: Naive, row: Row, args: dict[str, Any]) -> Row | None:
    day = date.fromisoformat(args["onDate"]) if args.get("onDate") else naive.caller.today
    found = await naive.sql(
        "select f.*, j.since from placement j join form f on f.id = j.form_id where j.pupil_id = $1"
        " and j.since <= $2 and (j.until is null or j.until > $2) order by j.since, f.id",
        row["id"],
        day,
    )
    seen = await naive.seen("form", found)
    return seen[0] if seen else None


async def look_up(naive: Naive, table: str, args: dict[str, Any]) -> Row | None:
    given = {name: value for name, value in args.items() if value is not None}
    naive.refuse(table)
    if len(given) != 1:
        raise Refusal("BAD_USER_INPUT")
    ((column, value),) = given.items()
    found = await naive.sql(f"select * from {table} where {column}::text = $1", value)
    return await naive.seen_one(table, found[0] if found else None)


async def entity(naive: Naive, representation: Row) -> Row | Denial | None:
    type_name = representation["__typename"]
    table = {"School": "school", "District": "district", "Form": "form", "Pupil": "pupil"}.get(type_name)
    if type_name == "Teacher":
        return {"__type": "Teacher", "id": UUID(representation["id"])}
    assert table is not None
    try:
        naive.refuse(table)
    except Denial as denial:
        return denial
    columns = {"districtId": "district_id"}
    conditions = " and ".join(
        f"{columns.get(name, name)}::text = ${n}" for n, name in enumerate(list(representation)[1:], 1)
    )
    values = [str(value) for value in list(representation.values())[1:]]
    found = await naive.sql(f"select * from {table} where {conditions}", *values)
    row = await naive.seen_one(table, found[0] if found else None)
    return row and {**row, "__type": type_name}


def need_figures(naive: Naive) -> None:
    if not naive.caller.figures:
        raise Denial("UNAUTHENTICATED")


def plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value


def type_name_of(value: Row, *_: Any) -> str:
    if "__type" in value:
        return str(value["__type"])
    if "kind" in value and "label" in value:
        return {"COMPUTER": "Computer", "BOOK": "Book"}[value["kind"]]
    return "School" if "code" in value else "Pupil"


async def run(naive: Naive, query: str, variables: dict[str, Any]) -> ExecutionResult:
    """Execute a query field by field."""

    async def resolve(source: Any, info: GraphQLResolveInfo[Any], **args: Any) -> Any:
        return await field(naive, info.parent_type.name, info.field_name, source or {}, args)

    result = execute(
        GRAPHQL, parse(query), variable_values=variables, field_resolver=resolve, type_resolver=type_name_of
    )
    return await result if not isinstance(result, ExecutionResult) else result
