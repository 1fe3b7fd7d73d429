"""A person no longer answers for a child that is no pupil yet, and sees nothing of it from now on."""

from __future__ import annotations

from datetime import date

import pytest

from chassis.ids import new_id
from enrollment.domain.admission.ids import ChildId
from enrollment.domain.ids import GuardianId
from enrollment.domain.refusals import GuardianshipAlreadyEnded, NotAGuardian
from enrollment.usecases.admission.unlink_child_guardian import UnlinkChildGuardian, unlink_child_guardian

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
