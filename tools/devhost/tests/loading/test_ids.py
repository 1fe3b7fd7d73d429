"""Ids that rows decide are ids like any other."""

from uuid import RFC_4122

from devhost.loading.ids import stable_id


def test_the_same_path_gives_the_same_id_and_another_path_another() -> None:
    assert stable_id("school", "sergokala-01") == stable_id("school", "sergokala-01")
    assert stable_id("school", "sergokala-01") != stable_id("school", "sergokala-02")


def test_it_is_a_uuid_of_version_7() -> None:
    identifier = stable_id("school", "sergokala-01")

    assert identifier.version == 7
    assert identifier.variant == RFC_4122
