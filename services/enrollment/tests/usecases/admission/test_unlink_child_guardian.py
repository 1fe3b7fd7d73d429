"""A person no longer answers for a child that is no pupil yet, and sees nothing of it from now on."""

from __future__ import annotations

from datetime import date

import pytest

from chassis.ids import new_id
from enrollment.domain.admission.ids import ChildId
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.domain.ids import AcademicYearId, GuardianId, SchoolId, StudentId
from enrollment.domain.refusals import GuardianshipAlreadyEnded, NotAGuardian
from enrollment.usecases.admission.unlink_child_guardian import UnlinkChildGuardian, unlink_child_guardian
from enrollment.usecases.enrol_student import EnrolStudent, enrol_student
from enrollment.usecases.link_guardian import LinkGuardian, link_guardian
from enrollment.usecases.unlink_guardian import UnlinkGuardian, unlink_guardian

from .office import Office


async def unlink(office: Office, child: ChildId, guardian: GuardianId) -> None:
    await unlink_child_guardian(
        UnlinkChildGuardian(child, guardian), **office.kit, today=lambda _zone: date(2027, 4, 1)
    )


async def test_it_ends_today_and_once(office: Office, amina: ChildId) -> None:
    await unlink(office, amina, office.mother)
    with pytest.raises(GuardianshipAlreadyEnded):
        await unlink(office, amina, office.mother)

    row = await office.one("select ended_on from child_guardian where child_id = $1", amina)
    assert row["ended_on"] == date(2027, 4, 1)


async def test_who_never_answered_ends_nothing(office: Office, amina: ChildId) -> None:
    with pytest.raises(NotAGuardian):
        await unlink(office, amina, GuardianId(new_id()))


async def test_who_answers_for_a_pupil_no_more_sees_nothing_of_when_it_applied_either(
    office: Office, amina: ChildId, school: SchoolId, year: AcademicYearId
) -> None:
    first = date(2027, 4, 1)
    ids = iter([amina])
    order = EnrolStudent(school, "Магомедова Амина", date(2020, 3, 4), 1, "ru", year, "17", first, first)
    await enrol_student(order, **office.kit, new_id=lambda: next(ids, None) or new_id())
    pupil = StudentId(amina)
    linked = LinkGuardian(pupil, office.mother, GuardianshipKind.PARENT)
    await link_guardian(linked, **office.kit, new_id=new_id, today=lambda _zone: first)

    await unlink_guardian(UnlinkGuardian(pupil, office.mother), **office.kit, today=lambda _zone: first)

    row = await office.one("select ended_on from child_guardian where child_id = $1", amina)
    assert row["ended_on"] == first
