"""A failure is logged with its kind and its places; its words may quote a child's record, and stay out."""

from typing import Any

import asyncpg
import pytest

from chassis.telemetry.failures import failure_without_words
from chassis.testing.counting import Counting


def logged(error: BaseException) -> str:
    return str(
        failure_without_words(None, "error", {"event": "field_failed", "exc_info": error})["exception"]
    )


def test_the_kind_and_the_place_are_told_and_the_words_are_not() -> None:
    try:
        int("Амина")
    except ValueError as error:
        line = logged(error)

    assert line.endswith("builtins.ValueError")
    assert "test_failures.py" in line
    assert "Амина" not in line.replace('int("Амина")', "")


def test_what_caused_it_is_told_first() -> None:
    try:
        try:
            dict[str, int]()["Амина"]
        except KeyError as error:
            raise LookupError from error
    except LookupError as error:
        line = logged(error)

    assert line.index("builtins.KeyError") < line.index("builtins.LookupError")


async def test_of_a_refusing_row_the_constraint_is_told_and_no_value(counting: Counting) -> None:
    with pytest.raises(asyncpg.UniqueViolationError) as caught:
        for _ in range(2):
            await counting.pool.execute(
                "insert into idempotency (subject, operation, key, input_hash)"
                " values ('amina', 'x', '00000000-0000-0000-0000-000000000001', '')"
            )

    line = logged(caught.value)
    assert "constraint_name=idempotency_pkey" in line
    assert "Key (" in str(caught.value)
    assert "Key (" not in line


@pytest.mark.parametrize("given", [None, False, (None, None, None)])
def test_a_line_without_a_failure_stays_as_it_is(given: Any) -> None:
    assert failure_without_words(None, "info", {"event": "x", "exc_info": given}) == {"event": "x"}
