"""A second person answers for a child that is no pupil yet, and sees what its guardian sees."""

from __future__ import annotations

from datetime import date

import pytest

from chassis.ids import new_id
from enrollment.domain.admission.ids import ChildId
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.domain.ids import GuardianId, SchoolId
from enrollment.domain.refusals import AlreadyGuardian, NotFound
from enrollment.usecases.admission.link_child_guardian import LinkChildGuardian, link_child_guardian
from enrollment.usecases.register_guardian import RegisterGuardian, register_guardian

from .office import Office


async def link(office: Office, child: ChildId, guardian: GuardianId) -> None:
    command = LinkChildGuardian(child, guardian, GuardianshipKind.PARENT)
    await link_child_guardian(command, **office.kit, new_id=new_id, today=lambda _zone: date(2027, 4, 1))


async def test_both_parents_answer_for_their_child(office: Office, school: SchoolId, amina: ChildId) -> None:
    command = RegisterGuardian(school, "Магомедов Али Омарович")
    father = await register_guardian(command, **office.kit, new_id=new_id)

    await link(office, amina, father)

    rows = await office.enrollment.pool.fetch(
        "select guardian_id from child_guardian where child_id = $1 and ended_on is null", amina
    )
    assert {row["guardian_id"] for row in rows} == {office.mother, father}


async def test_one_person_answers_once(office: Office, amina: ChildId) -> None:
    with pytest.raises(AlreadyGuardian):
        await link(office, amina, office.mother)


async def test_a_person_whom_nobody_registered_answers_for_nobody(office: Office, amina: ChildId) -> None:
    with pytest.raises(NotFound):
        await link(office, amina, GuardianId(new_id()))
