"""Which careless changes are tried."""

from pathlib import Path

from chassis.testing.mutation.mutants import mutants_of, unchanged
from chassis.testing.mutation.reach import concerned

SOURCE = '''
def enter(age: int, friends: list[int]) -> bool:
    """May enter."""
    if age < 14 and not friends:
        raise ValueError
    return [one for one in friends if one]
'''


def test_conditions_numbers_filters_and_refusals_are_changed(tmp_path: Path) -> None:
    file = tmp_path / "door.py"
    file.write_text(SOURCE)

    mutants = {str(one): one.source for one in mutants_of("door", file)}

    assert set(mutants) == {
        "door:2 raise ValueError is forgotten",
        "door:4 the condition is turned round",
        "door:4 And becomes the other",
        "door:4 the last condition is forgotten",
        "door:4 Lt becomes LtE",
        "door:4 14 becomes 15",
        "door:6 the filter is forgotten",
    }
    assert "age <= 14" in mutants["door:4 Lt becomes LtE"]
    assert "age < 14 or" in mutants["door:4 And becomes the other"]
    assert "age < 14 and age < 14" in mutants["door:4 the last condition is forgotten"]
    assert "pass" in mutants["door:2 raise ValueError is forgotten"]


def test_a_mutant_is_known_by_its_line_of_code_however_far_down_that_is(tmp_path: Path) -> None:
    file = tmp_path / "door.py"
    file.write_text(SOURCE)

    assert [one.told for one in mutants_of("door", file) if one.change == "14 becomes 15"] == [
        {
            "module": "door",
            "line": 4,
            "code": "if age < 14 and not friends:",
            "change": "14 becomes 15",
        }
    ]


INSIDE = """
LIMIT = 14


class Door:
    @property
    def open(self) -> bool:
        def grown(age: int) -> bool:
            return age > LIMIT
        return grown(15)


def shut() -> bool:
    return True
"""


def test_a_mutant_concerns_the_tests_that_enter_the_innermost_function_around_it(tmp_path: Path) -> None:
    file = tmp_path / "door.py"
    file.write_text(INSIDE)
    entered = {
        "opens": {(str(file), 6), (str(file), 8)},
        "shuts": {(str(file), 13)},
        "elsewhere": {("window.py", 8)},
    }

    told = {one.change: concerned(one, entered) for one in mutants_of("door", file)}

    assert told == {
        "Gt becomes GtE": {"opens"},
        "15 becomes 16": {"opens"},
        "True becomes False": {"shuts"},
        "14 becomes 15": {"opens", "shuts"},
    }


def test_what_changes_nothing_is_a_mutant_too_to_see_that_nobody_notices(tmp_path: Path) -> None:
    file = tmp_path / "door.py"
    file.write_text(SOURCE)

    assert unchanged("door", file).source == SOURCE
