"""Whatever is invented, the numbers are the table's."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devhost.loading.form import DistrictTable, EquipmentKind, SchoolKind, SchoolRow
from devhost.loading.plan import DistrictPlan, SchoolPlan, SchoolYear, plan_district, plan_school

YEAR = SchoolYear(date(2026, 9, 1))


def total(plan: DistrictPlan, kind: EquipmentKind) -> int:
    return sum(asset.model.kind is kind for school in plan.schools for asset in school.assets)


def test_the_district_has_the_printed_totals(plan: DistrictPlan) -> None:
    assert len(plan.schools) == 22
    assert sum(len(school.families.students) for school in plan.schools) == 3_595
    assert sum(len(school.staff) for school in plan.schools) == 614
    assert total(plan, EquipmentKind.DESKTOP) == 236
    assert total(plan, EquipmentKind.LAPTOP) == 242
    assert total(plan, EquipmentKind.TABLET) == 4
    assert total(plan, EquipmentKind.INTERACTIVE_BOARD) == 26
    assert sum(asset.has_internet for school in plan.schools for asset in school.assets) == 244


def test_what_is_not_printed_stays_unknown(plan: DistrictPlan) -> None:
    school = next(school for school in plan.schools if "Урахинская" in school.row.name)

    assert school.row.equipment[EquipmentKind.LAPTOP] is None
    assert school.row.equipment[EquipmentKind.TABLET] is None
    assert school.row.equipment[EquipmentKind.INTERACTIVE_BOARD] == 1


def test_a_primary_school_has_four_grades(plan: DistrictPlan) -> None:
    school = next(school for school in plan.schools if school.row.kind is SchoolKind.PRIMARY)

    assert {planned.grade for planned in school.classes} == {1, 2, 3, 4}
    assert len(school.families.students) == 31


def test_every_class_has_a_class_teacher_of_its_own_school(plan: DistrictPlan) -> None:
    for school in plan.schools:
        staff = {member.id for member in school.staff}
        assert {taught.class_id for taught in school.teaching} == {planned.id for planned in school.classes}
        assert {taught.class_teacher for taught in school.teaching} <= staff
        assert {teacher for taught in school.teaching for _, teacher in taught.subjects} <= staff


def test_the_largest_school_has_classes_of_believable_size(plan: DistrictPlan) -> None:
    largest = max(plan.schools, key=lambda school: school.row.students or 0)

    sizes = [planned.expected for planned in largest.classes]
    assert sum(sizes) == 888
    assert min(sizes) >= 13
    assert max(sizes) <= 25


def test_brothers_and_sisters_share_their_guardians(plan: DistrictPlan) -> None:
    shared = [
        guardian
        for school in plan.schools
        for guardian in school.families.guardians
        if len(guardian.wards) > 1
    ]

    assert len(shared) > 500


def test_no_id_is_given_twice(plan: DistrictPlan) -> None:
    ids = [identifier for school in plan.schools for identifier in all_ids(school)]

    assert len(ids) == len(set(ids))


def test_the_same_table_gives_the_same_plan(sergokala: DistrictTable, plan: DistrictPlan) -> None:
    assert plan_district(sergokala, plan.year) == plan


def test_another_row_changes_nothing_in_a_school(sergokala: DistrictTable, plan: DistrictPlan) -> None:
    alone = plan_school(sergokala.schools[7], plan.year)

    assert alone == plan.schools[7]


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2026, 9, 1), "2026-27"), (date(2027, 8, 31), "2026-27"), (date(2099, 12, 1), "2099-00")],
)
def test_on_every_day_one_school_year_is_open(day: date, code: str) -> None:
    year = SchoolYear.of(day)

    assert year.code == code
    assert year.starts <= day <= year.ends


@st.composite
def rows(draw: st.DrawFn) -> SchoolRow:
    """Any row that the table's checks let through."""
    maybe = st.none() | st.integers(0, 60)
    equipment = {kind: draw(maybe) for kind in EquipmentKind}
    devices = sum(
        equipment[kind] or 0 for kind in EquipmentKind if kind is not EquipmentKind.INTERACTIVE_BOARD
    )
    number = draw(st.integers(1, 99))
    return SchoolRow(
        line=2,
        number=number,
        name=f"Школа {number}",
        kind=draw(st.sampled_from(SchoolKind)),
        national_code=f"district-{number:02}",
        time_zone="Europe/Moscow",
        reported_on=date(2022, 2, 28),
        students=draw(st.none() | st.integers(0, 1_500)),
        staff=draw(maybe),
        equipment=equipment,
        with_internet=draw(st.none() | st.integers(0, devices)),
        down_mbps=Decimal(10),
        board_names=draw(st.sampled_from([(), ("Activ Board",), ("Nextoch", "Interwrite")])),
    )


@given(rows())
def test_any_row_gives_exactly_its_numbers(row: SchoolRow) -> None:
    school = plan_school(row, YEAR)

    kinds = Counter(asset.model.kind for asset in school.assets)
    assert {kind: kinds[kind] for kind in EquipmentKind} == {
        kind: row.equipment[kind] or 0 for kind in EquipmentKind
    }
    assert sum(asset.has_internet for asset in school.assets) == (row.with_internet or 0)
    assert len(school.staff) == (row.staff or 0)
    assert (
        len(school.families.students)
        == sum(planned.expected for planned in school.classes)
        == (row.students or 0)
    )


@given(rows())
def test_any_pupil_has_a_guardian_and_any_class_its_pupils(row: SchoolRow) -> None:
    school = plan_school(row, YEAR)

    wards = {ward for guardian in school.families.guardians for ward in guardian.wards}
    assert wards == {student.id for student in school.families.students}
    by_grade = Counter(student.grade for student in school.families.students)
    places = Counter[int]()
    for planned in school.classes:
        assert 0 < planned.expected <= planned.capacity
        places[planned.grade] += planned.expected
    assert places == by_grade


def all_ids(school: SchoolPlan) -> list[object]:
    return [
        school.id,
        *(planned.id for planned in school.classes),
        *(member.id for member in school.staff),
        *(student.id for student in school.families.students),
        *(guardian.id for guardian in school.families.guardians),
        *(asset.id for asset in school.assets),
    ]
