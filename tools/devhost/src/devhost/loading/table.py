"""Reads a district's table and checks all of it, so that a wrong file changes nothing."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

from devhost.loading.cells import Cells
from devhost.loading.form import (
    COUNT_COLUMNS,
    OPTIONAL,
    REQUIRED,
    DistrictTable,
    EquipmentKind,
    Place,
    SchoolRow,
)
from devhost.loading.mistakes import Mistake, TableIsWrong

MOST_STUDENTS = 10_000
MOST_DEVICES = 10_000
MOST_MBPS = 100_000


def read_table(
    content: bytes, *, today: date, region: Place | None = None, district: Place | None = None
) -> DistrictTable:
    """Return what the table says, or raise TableIsWrong with every mistake in it.

    `region` and `district` are for a table without these columns.
    """
    heading, lines = split(content)
    mistakes = heading_mistakes(heading, lines)
    if mistakes:
        raise TableIsWrong(tuple(mistakes))
    rows = [(number, dict(zip(heading, line, strict=False))) for number, line in lines]
    mistakes += [
        Mistake.of(number, "", "ROW_LENGTH", value=len(line))
        for number, line in lines
        if len(line) != len(heading)
    ]
    places = [
        read_place(rows, "region", region, mistakes),
        read_place(rows, "district", district, mistakes),
    ]
    schools = [read_school(Cells(number, row, mistakes), places[1].code, today) for number, row in rows]
    mistakes += repeated(schools)
    if mistakes:
        raise TableIsWrong(tuple(sorted(set(mistakes))))
    return DistrictTable(places[0], places[1], tuple(schools))


def split(content: bytes) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The heading and the numbered lines; commas or, as spreadsheets in Russia write them, semicolons."""
    try:
        text = content.decode("utf-8-sig")
        first = text.partition("\n")[0]
        reader = csv.reader(
            io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True
        )
        lines = [(reader.line_num, [cell.strip() for cell in line]) for line in reader if any(line)]
    except (UnicodeDecodeError, csv.Error) as unreadable:
        raise TableIsWrong((Mistake.of(0, "", "UNREADABLE"),)) from unreadable
    return (lines[0][1] if lines else []), lines[1:]


def heading_mistakes(heading: Sequence[str], lines: Sequence[object]) -> list[Mistake]:
    """What makes reading the rows pointless."""
    found = [Mistake.of(1, name, "COLUMN_MISSING") for name in REQUIRED if name not in heading]
    found += [Mistake.of(1, name, "COLUMN_UNKNOWN") for name in heading if name not in REQUIRED + OPTIONAL]
    found += [
        Mistake.of(1, name, "COLUMN_TWICE") for name in dict.fromkeys(heading) if heading.count(name) > 1
    ]
    return found or ([] if lines else [Mistake.of(0, "", "NO_ROWS")])


def read_place(
    rows: Sequence[tuple[int, Mapping[str, str]]], kind: str, given: Place | None, mistakes: list[Mistake]
) -> Place:
    """The one region or district that every row names, or the one given where the table is silent."""
    code_column, name_column = f"{kind}_code", f"{kind}_ru"
    if given is not None:
        return given
    first = rows[0][1]
    code = first.get(code_column, "")
    if not code:
        mistakes.append(Mistake.of(0, code_column, "NO_DISTRICT"))
    for number, row in rows:
        if row.get(code_column, "") != code:
            mistakes.append(
                Mistake.of(number, code_column, "NOT_ONE_DISTRICT", value=row.get(code_column, ""))
            )
    return Place(code, first.get(name_column) or code)


def read_school(cells: Cells, district_code: str, today: date) -> SchoolRow:
    """One school; what is wrong with it goes to the cells' list of mistakes."""
    number = cells.count("no", most=9_999, blank=False) or 0
    equipment = {kind: cells.count(column, most=MOST_DEVICES) for kind, column in COUNT_COLUMNS.items()}
    for column in ("need_computers", "need_boards"):
        cells.count(column, most=MOST_DEVICES)
    return SchoolRow(
        line=cells.row,
        number=number,
        name=cells.text("school_ru"),
        kind=cells.kind("school_kind"),
        national_code=cells.optional("national_code") or f"{district_code}-{number:02}",
        time_zone=cells.zone("time_zone", otherwise="Europe/Moscow"),
        reported_on=cells.day("reported_on", otherwise=today),
        students=cells.count("students", most=MOST_STUDENTS),
        staff=cells.count("pedagogical_staff", most=MOST_STUDENTS),
        equipment=equipment,
        with_internet=with_internet(cells, equipment),
        down_mbps=cells.speed("internet_mbps", most=MOST_MBPS),
        board_names=cells.names("board_names_as_printed"),
    )


def with_internet(cells: Cells, equipment: Mapping[EquipmentKind, int | None]) -> int | None:
    """Devices with internet: some of those counted, so never more; boards are not among them."""
    counted = cells.count("devices_with_internet", most=MOST_DEVICES)
    devices = sum(
        equipment[kind] or 0 for kind in EquipmentKind if kind is not EquipmentKind.INTERACTIVE_BOARD
    )
    if counted is not None and counted > devices:
        cells.wrong("devices_with_internet", "MORE_THAN_DEVICES", value=counted, most=devices)
    return counted


def repeated(schools: Sequence[SchoolRow]) -> list[Mistake]:
    """Two rows of one school would load it once and count it twice."""
    found: list[Mistake] = []
    for column, attribute in (("no", "number"), ("school_ru", "name"), ("national_code", "national_code")):
        seen: dict[object, int] = {}
        for school in schools:
            value = getattr(school, attribute)
            if value in seen and value:
                found.append(Mistake.of(school.line, column, "REPEATED", value=value, earlier=seen[value]))
            seen.setdefault(value, school.line)
    return found
