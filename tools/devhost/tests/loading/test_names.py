"""Invented names agree with themselves, as Russian demands."""

from random import Random

import pytest

from devhost.loading.names import Sex, family_name, name_of_child, patronymic, words


@pytest.mark.parametrize(
    ("father", "son", "daughter"),
    [
        ("Магомед", "Магомедович", "Магомедовна"),
        ("Али", "Алиевич", "Алиевна"),
        ("Муса", "Мусаевич", "Мусаевна"),
        ("Шамиль", "Шамилевич", "Шамилевна"),
        ("Яхья", "Яхьяевич", "Яхьяевна"),
    ],
)
def test_a_patronymic_agrees_with_the_child(father: str, son: str, daughter: str) -> None:
    assert patronymic(father, Sex.MALE) == son
    assert patronymic(father, Sex.FEMALE) == daughter


def test_a_surname_agrees_with_its_bearer() -> None:
    assert family_name("Омаров", Sex.MALE) == "Омаров"
    assert family_name("Омаров", Sex.FEMALE) == "Омарова"


def test_a_daughter_bears_her_fathers_names() -> None:
    name = name_of_child(Sex.FEMALE, "Омаров", "Расул", Random(1))

    assert name.full == f"Омарова {name.given} Расуловна"
    assert name.given in words("female")


@pytest.mark.parametrize("name", ["male", "female", "family"])
def test_the_lists_are_long_enough_and_without_repetition(name: str) -> None:
    assert len(set(words(name))) == len(words(name)) >= 60
