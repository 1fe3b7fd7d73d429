"""Who sees what in the test register: a caller has a scope of schools and a view of names."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

from readplan import EVERYTHING, Denied, Shape, Sql, everyone


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks."""

    name: str
    scope: str  # COUNTRY, DISTRICT, SCHOOL, SELF or NONE
    grants: tuple[str, ...] = ()
    names: str = "FULL"  # FULL, OLD (only those born before 2010) or MASKED
    figures: bool = True
    locales: tuple[str, ...] = ("ru",)
    today: date = date(2026, 11, 22)
    pool: Any = None


def answer(caller: Caller, question: Hashable) -> Hashable:
    return {"scope": caller.scope, "names": caller.names, "figures": caller.figures}[str(question)]


def ids(caller: Caller) -> list[str]:
    return list(caller.grants)


def _by_scope(district: str, school: str, self_: str | None) -> Callable[[Shape], Sql | Denied]:
    def visible(shape: Shape) -> Sql | Denied:
        match shape.ask("scope"):
            case "COUNTRY":
                return EVERYTHING
            case "DISTRICT":
                return Sql(district, ids=ids)
            case "SCHOOL":
                return Sql(school, ids=ids)
            case "SELF" if self_ is not None:
                return Sql(self_, ids=ids)
            case _:
                return Denied()

    return visible


_IN_DISTRICT = "{t}.school_id in (select id from school where district_id = any({ids}::uuid[]))"
_AT_SCHOOL = "{t}.school_id = any({ids}::uuid[])"
_PUPILS_SCHOOL = "{t}.id in (select school_id from pupil where id = any({ids}::uuid[]))"
_PUPILS_FORM = "{t}.id in (select form_id from placement where pupil_id = any({ids}::uuid[]))"

READS: dict[str, Callable[[Shape], Sql | Denied]] = {
    "District": everyone,
    "School": _by_scope(
        "{t}.district_id = any({ids}::uuid[])", "{t}.id = any({ids}::uuid[])", _PUPILS_SCHOOL
    ),
    "Form": _by_scope(_IN_DISTRICT, _AT_SCHOOL, _PUPILS_FORM),
    "Pupil": _by_scope(_IN_DISTRICT, _AT_SCHOOL, "{t}.id = any({ids}::uuid[])"),
    "Mark": _by_scope(
        "{t}.pupil_id in (select p.id from pupil p join school s on s.id = p.school_id"
        " where s.district_id = any({ids}::uuid[]))",
        "{t}.pupil_id in (select id from pupil where school_id = any({ids}::uuid[]))",
        "{t}.pupil_id = any({ids}::uuid[])",
    ),
    "Computer": _by_scope(_IN_DISTRICT, _AT_SCHOOL, None),
    "Book": everyone,
    "Teacher": everyone,
}


def FIGURES(shape: Shape) -> Sql | Denied:  # noqa: N802 - it is named as the other policies are.
    return EVERYTHING if shape.ask("figures") else Denied("UNAUTHENTICATED")


def shows_names(shape: Shape) -> bool | Sql:
    match shape.ask("names"):
        case "FULL":
            return True
        case "OLD":
            return Sql("{t}.born < '2010-01-01'")
        case _:
            return False
