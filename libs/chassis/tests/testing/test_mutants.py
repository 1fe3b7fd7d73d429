"""Which careless changes are tried."""

from pathlib import Path

from chassis.testing.mutation.mutants import mutants_of

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
