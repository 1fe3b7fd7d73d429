"""A table is right as a whole or it is refused with all its mistakes."""

from datetime import date
from decimal import Decimal

import pytest

from devhost.loading.form import DistrictTable, EquipmentKind, Place, SchoolKind
from devhost.loading.mistakes import MESSAGES, Mistake, TableIsWrong
from devhost.loading.table import read_table

TODAY = date(2026, 11, 22)
HEADING = (
    "district_code,region_code,no,school_ru,school_kind,students,pedagogical_staff,computers,laptops,tablets,"
    "devices_with_internet,internet_mbps,interactive_boards"
)


def table(*rows: str, heading: str = HEADING) -> bytes:
    return "\n".join([heading, *rows]).encode()


def mistakes(content: bytes) -> list[tuple[int, str, str]]:
    with pytest.raises(TableIsWrong) as refusal:
        read_table(content, today=TODAY)
    return [(mistake.row, mistake.column, mistake.code) for mistake in refusal.value.mistakes]


def test_a_row_says_what_its_school_reports(sergokala: DistrictTable) -> None:
    school = sergokala.schools[5]

    assert sergokala.region == Place("dagestan", "Республика Дагестан")
    assert sergokala.district == Place("sergokala", "Сергокалинский район")
    assert school.name == "МКОУ «Ванашимахинская СОШ»"
    assert school.national_code == "sergokala-06"
    assert school.kind is SchoolKind.SECONDARY
    assert school.equipment[EquipmentKind.TABLET] == 1
    assert school.down_mbps == Decimal("53.6")
    assert school.reported_on == date(2022, 2, 28)


def test_all_mistakes_are_told_at_once_by_row_and_column() -> None:
    content = table(
        "a,r,1,Первая,СОШ,many,5,1,1,0,9,1.5,0",
        "a,r,2,,ПТУ,10,-1,1,1,0,1,fast,0",
        "a,r,1,Первая,НОШ,10,5,1,,,1,1,0",
    )

    assert mistakes(content) == [
        (2, "devices_with_internet", "MORE_THAN_DEVICES"),
        (2, "students", "NOT_A_COUNT"),
        (3, "internet_mbps", "NOT_A_SPEED"),
        (3, "pedagogical_staff", "NOT_A_COUNT"),
        (3, "school_kind", "UNKNOWN_KIND"),
        (3, "school_ru", "BLANK"),
        (4, "national_code", "REPEATED"),
        (4, "no", "REPEATED"),
        (4, "school_ru", "REPEATED"),
    ]


def test_a_blank_cell_is_not_zero() -> None:
    read = read_table(table("a,r,1,Первая,СОШ,,,1,,,,,"), today=TODAY)

    school = read.schools[0]
    assert school.students is None
    assert school.equipment[EquipmentKind.LAPTOP] is None
    assert school.down_mbps is None


def test_a_table_saved_by_a_spreadsheet_with_semicolons_is_read() -> None:
    content = b"\xef\xbb\xbf" + table(
        "a;r;1;Первая;СОШ;10;5;1;1;0;1;22,14;0", heading=HEADING.replace(",", ";")
    ).replace(b"\n", b"\r\n")

    assert read_table(content, today=TODAY).schools[0].down_mbps == Decimal("22.14")


def test_a_missing_and_an_unknown_column_are_named() -> None:
    heading = HEADING.replace("laptops", "notebooks")

    assert mistakes(table("x", heading=heading)) == [
        (1, "laptops", "COLUMN_MISSING"),
        (1, "notebooks", "COLUMN_UNKNOWN"),
    ]


def test_a_file_in_another_encoding_is_refused_with_advice() -> None:
    assert mistakes(HEADING.encode() + "\na,r,1,Школа".encode("cp1251")) == [(0, "", "UNREADABLE")]


def test_a_table_without_schools_is_refused() -> None:
    assert mistakes(table()) == [(0, "", "NO_ROWS")]


def test_a_row_with_a_cell_too_many_is_refused() -> None:
    assert (2, "", "ROW_LENGTH") in mistakes(table("a,r,1,Первая,СОШ,10,5,1,1,0,1,1,0,7"))


def test_a_table_of_two_districts_is_refused() -> None:
    content = table("a,r,1,Первая,СОШ,10,5,1,1,0,1,1,0", "b,r,2,Вторая,СОШ,10,5,1,1,0,1,1,0")

    assert mistakes(content) == [(3, "district_code", "NOT_ONE_DISTRICT")]


def test_a_table_that_names_no_district_is_read_for_the_one_given() -> None:
    heading = HEADING.removeprefix("district_code,region_code,")
    content = table("1,Первая,СОШ,10,5,1,1,0,1,1,0", heading=heading)

    read = read_table(content, today=TODAY, region=Place("r", "Регион"), district=Place("d", "Район"))

    assert read.schools[0].national_code == "d-01"
    assert mistakes(content) == [(0, "district_code", "NO_DISTRICT"), (0, "region_code", "NO_DISTRICT")]


def test_every_mistake_is_told_in_english_and_in_russian() -> None:
    mistake = Mistake.of(7, "students", "NOT_A_COUNT", value="много", most=10_000)

    assert mistake.message() == "row 7, students: “много” is not a whole number from 0 to 10000"
    assert mistake.message("ru") == "строка 7, students: «много» — не целое число от 0 до 10000"
    assert all(set(texts) == {"en", "ru"} for texts in MESSAGES.values())
