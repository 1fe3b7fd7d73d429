"""A cursor says where one caller stands in one subscription of one record, and nothing to anybody else."""

import pytest
from graphql import GraphQLError

from chassis.schema import SCALARS, EventCursor
from chassis.schema.event_cursors import EventCursorSeal

SEAL = EventCursorSeal("secret", "positionChanged", "amina", "mother")


def test_what_was_written_is_read() -> None:
    state = [["0197f3c2", 12, 3], ["0197f3c3", 0, None]]

    assert SEAL.read(SEAL.write(state)) == state


@pytest.mark.parametrize(
    "other",
    [
        EventCursorSeal("another secret", "positionChanged", "amina", "mother"),
        EventCursorSeal("secret", "anotherSubscription", "amina", "mother"),
        EventCursorSeal("secret", "positionChanged", "timur", "mother"),
        EventCursorSeal("secret", "positionChanged", "amina", "a stranger"),
    ],
)
def test_a_foreign_cursor_is_refused(other: EventCursorSeal) -> None:
    with pytest.raises(GraphQLError) as refused:
        SEAL.read(other.write([["0197f3c2", 12, 3]]))

    assert refused.value.extensions == {"code": "INVALID_CURSOR"}


@pytest.mark.parametrize("cursor", ["", "A", "AAAA", "é", "A" * 500])
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(GraphQLError):
        SEAL.read(cursor)


def test_cursors_of_a_hundred_choices_pass_through_the_scalar() -> None:
    cursor = SEAL.write([["0197f3c2000070008000000000000000", 123456, 1234]] * 100)

    assert SCALARS[EventCursor].parse_value(cursor) == cursor  # type: ignore[misc]
