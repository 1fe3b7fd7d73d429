"""What is hidden by row is hidden wherever a field lives, or the binding is refused."""
# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import Any

import orjson
import pytest
import strawberry

from readplan import Binding, ReadPlan, Sql, bind, everyone, planned, roots
from readplan.model import BindingError

from .register.bindings import RELATIONS

ODD = Sql("{t}.code in ('S1', 'S3')")


@strawberry.federation.type(
    keys=["code"], name="School", description="A school of which some things are hidden."
)
class Masked:
    code: str
    pupils: int | None
    motto: str | None


@strawberry.type
class Query:
    @planned(description="A school.")
    def school(self, code: str) -> Masked | None: ...


schema = strawberry.federation.Schema(query=Query, types=[Masked])


def bound(**masked: Any) -> Binding:
    school = bind(Masked, RELATIONS["school"], visible=everyone)
    school.total("pupils", "count(*)", over="pupil", on=Sql("{s}.school_id = {t}.id"), visible=everyone)
    school.derived("motto", needs=("code",), fn=lambda code: f"we are {code}")
    for name, shown in masked.items():
        school.mask(name, shown=shown)
    return school


async def school(pool: Any, code: str, binding: Binding) -> Any:
    query = roots(Query)
    query.one("school", Masked)
    engine: ReadPlan[Any] = ReadPlan(
        schema,
        [query, binding],
        metadata=None,
        pool=lambda: pool,
        cursor_key=b"key",
        answer=lambda _caller, _question: None,
        subject=lambda _caller: "",
        locales=lambda _caller: (),
    )
    answer = await engine.execute(
        "query ($code: String!) { school(code: $code) { pupils motto } }", {"code": code}, caller=None
    )
    return orjson.loads(answer.body)


async def test_a_total_is_hidden_in_the_rows_that_the_mask_does_not_show(pool: Any) -> None:
    shown = await school(pool, "S1", bound(pupils=lambda _shape: ODD))
    hidden = await school(pool, "S2", bound(pupils=lambda _shape: ODD))

    assert shown["data"]["school"]["pupils"] > 0
    assert hidden == {"data": {"school": {"pupils": None, "motto": "we are S2"}}}


async def test_a_total_or_a_derived_field_is_hidden_from_a_whole_kind_of_caller(pool: Any) -> None:
    answer = await school(pool, "S1", bound(pupils=lambda _shape: False, motto=lambda _shape: False))

    assert answer == {"data": {"school": {"pupils": None, "motto": None}}}


async def test_a_mask_by_row_that_nothing_could_apply_is_refused_and_shows_nothing(pool: Any) -> None:
    with pytest.raises(BindingError, match="motto: a mask by row needs a column, a text or one total"):
        await school(pool, "S1", bound(motto=lambda _shape: ODD))
