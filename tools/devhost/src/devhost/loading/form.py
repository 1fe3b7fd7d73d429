"""The form in which a district reports its schools: the columns of its table and what a row means."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class SchoolKind(StrEnum):
    """How far a school teaches."""

    PRIMARY = "PRIMARY"
    BASIC = "BASIC"
    SECONDARY = "SECONDARY"

    @property
    def grades(self) -> range:
        """The grades that such a school has."""
        return range(1, LAST_GRADE[self] + 1)


LAST_GRADE = {SchoolKind.PRIMARY: 4, SchoolKind.BASIC: 9, SchoolKind.SECONDARY: 11}
KINDS_AS_PRINTED = {"НОШ": SchoolKind.PRIMARY, "ООШ": SchoolKind.BASIC, "СОШ": SchoolKind.SECONDARY}


class EquipmentKind(StrEnum):
    """What the form counts."""

    DESKTOP = "DESKTOP"
    LAPTOP = "LAPTOP"
    TABLET = "TABLET"
    INTERACTIVE_BOARD = "INTERACTIVE_BOARD"


COUNT_COLUMNS = {
    EquipmentKind.DESKTOP: "computers",
    EquipmentKind.LAPTOP: "laptops",
    EquipmentKind.TABLET: "tablets",
    EquipmentKind.INTERACTIVE_BOARD: "interactive_boards",
}

REQUIRED = (
    *("no", "school_ru", "school_kind", "students", "pedagogical_staff", "computers", "laptops", "tablets"),
    *("devices_with_internet", "internet_mbps", "interactive_boards"),
)
OPTIONAL = (
    *("board_names_as_printed", "need_computers", "need_boards", "national_code", "reported_on", "time_zone"),
    *("region_code", "region_ru", "district_code", "district_ru"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A region or a district: its code and its Russian name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One school as its district reports it; None is a blank cell, not reported, which is not zero."""

    line: int
    number: int
    name: str
    kind: SchoolKind
    national_code: str
    time_zone: str
    reported_on: date
    students: int | None
    staff: int | None
    equipment: dict[EquipmentKind, int | None]
    with_internet: int | None
    down_mbps: Decimal | None
    board_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DistrictTable:
    """A whole table, found to be right."""

    region: Place
    district: Place
    schools: tuple[SchoolRow, ...]
