"""Names of people who do not exist: words common in the region, put together by chance and declined by rule."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from random import Random


class Sex(StrEnum):
    """What Russian surnames and patronymics agree with."""

    FEMALE = "FEMALE"
    MALE = "MALE"


@dataclass(frozen=True, slots=True)
class PersonName:
    """Surname, given name and patronymic, in Russian."""

    family: str
    given: str
    patronymic: str

    @property
    def full(self) -> str:
        """As registers write it."""
        return f"{self.family} {self.given} {self.patronymic}"


@cache
def words(name: str) -> tuple[str, ...]:
    """One of the bundled lists: `male`, `female`, `family`."""
    text = files("devhost.loading").joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(text.split())


def any_name(sex: Sex, chance: Random) -> PersonName:
    """A whole name."""
    return name_of_child(sex, chance.choice(words("family")), chance.choice(words("male")), chance)


def name_of_child(sex: Sex, family: str, father: str, chance: Random) -> PersonName:
    """The name of a child of a father with this given name and of this family (in its male form)."""
    given = chance.choice(words("male" if sex is Sex.MALE else "female"))
    return PersonName(family_name(family, sex), given, patronymic(father, sex))


def family_name(male_form: str, sex: Sex) -> str:
    """Магомедов, Магомедова."""
    return male_form if sex is Sex.MALE else f"{male_form}а"


def patronymic(father: str, sex: Sex) -> str:
    """Ахмед: Ахмедович; Али: Алиевич; Муса: Мусаевич; Шамиль: Шамилевич; Яхья: Яхьяевич."""
    ending = "вич" if sex is Sex.MALE else "вна"
    last = father[-1]
    if last in "ьй":
        return f"{father[:-1]}е{ending}"
    return f"{father}е{ending}" if last in "аияуы" else f"{father}о{ending}"
