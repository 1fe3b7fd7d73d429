"""What a change of proto/ may do, and what is refused."""

import shutil
from pathlib import Path

import pytest

from repo import contracts
from repo.contracts import ContractsBrokenError

STUDENT = "contracts/enrollment/v1/student_events.proto"
LANGUAGE = """  // Language of teaching, BCP 47: with school, year and grade it says which class.
  string language = 8;
"""


@pytest.fixture
def proto(tmp_path: Path) -> Path:
    """A copy of proto/ to change."""
    return Path(shutil.copytree(contracts.PROTO, tmp_path / "proto"))


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """What proto/ says now, as a release."""
    image = tmp_path / "released.binpb"
    contracts.build(contracts.PROTO, image)
    return image


def change(proto: Path, old: str, new: str) -> None:
    path = proto / STUDENT
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


def test_what_is_committed_is_what_proto_says() -> None:
    assert contracts.stale_files() == []


def test_proto_keeps_the_style_and_breaks_no_reader_of_the_last_release() -> None:
    contracts.refuse_unstyled(contracts.PROTO)
    contracts.refuse_breaking(contracts.PROTO, released=contracts.RELEASED)


def test_a_new_optional_field_breaks_nobody(proto: Path, released: Path) -> None:
    change(proto, LANGUAGE, LANGUAGE + '  // For example "MATHEMATICS".\n  optional string profile = 10;\n')

    contracts.refuse_breaking(proto, released=released)


def test_a_removed_field_is_refused(proto: Path, released: Path) -> None:
    change(proto, LANGUAGE, "")

    with pytest.raises(ContractsBrokenError, match='field "8" with name "language"'):
        contracts.refuse_breaking(proto, released=released)


def test_a_field_of_another_type_is_refused(proto: Path, released: Path) -> None:
    change(proto, "string language = 8;", "bytes language = 8;")

    with pytest.raises(ContractsBrokenError, match='changed type from "string" to "bytes"'):
        contracts.refuse_breaking(proto, released=released)


def test_an_enum_that_does_not_start_with_unspecified_is_refused(proto: Path) -> None:
    change(proto, "LEAVING_REASON_UNSPECIFIED", "LEAVING_REASON_NONE")

    with pytest.raises(ContractsBrokenError, match="UNSPECIFIED"):
        contracts.refuse_unstyled(proto)
