"""Ids of our own."""

from uuid import RFC_4122

from chassis.ids import new_id


def test_ids_are_version_7_and_grow() -> None:
    made = [new_id() for _ in range(20_000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {(one.version, one.variant) for one in made} == {(7, RFC_4122)}
