"""A person is forgotten by order; what was put together of them goes too."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from chassis.ids import new_id
from chassis.sealed_parts import new_key_pair
from chassis.testing.surroundings import anybody
from contracts.enrollment.v1 import PersonErased, PriorityClaimRejected
from enrollment.domain.ids import GuardianId, StudentId
from enrollment.domain.order import Order
from enrollment.domain.person import PersonKind, RecordOf
from enrollment.domain.refusals import NotFound, StillApplies
from enrollment.usecases.erase_person import ErasePerson, erase_person
from enrollment.usecases.export_person import ExportPerson, export_person

ORDER = Order("9-З", date(2026, 11, 20))
NOVEMBER_20 = date(2026, 11, 20)


async def erase(enrollment: Any, person: Any, kind: PersonKind = PersonKind.STUDENT) -> None:
    command = ErasePerson(person, kind, ORDER)
    await erase_person(command, work=enrollment.work, permit=anybody, today=lambda _zone: NOVEMBER_20)


async def test_exports_go_with_the_name(student: StudentId, enrollment: Any) -> None:
    await export_person(
        ExportPerson(student, RecordOf.STUDENT, "director"),
        work=enrollment.work,
        permit=anybody,
        new_id=new_id,
        new_key_pair=new_key_pair,
    )

    await erase(enrollment, student)

    assert await enrollment.pool.fetchval("select count(*) from person_export") == 0
    assert await enrollment.pool.fetchval("select erased_on from erased_person") == NOVEMBER_20


async def test_nobody_is_not_forgotten(enrollment: Any) -> None:
    with pytest.raises(NotFound):
        await erase(enrollment, new_id())


CHILD = """insert into child (id, display_name, sort_key, birth_date, area, registered_by, merged_into)
values ($1, 'Тимур', '{"ru": "тимур"}', '2020-05-09', 'A1', $2, $3)"""
APPLICATION = """insert into application (id, campaign_id, child_id, child_ref, kind, state, channel, defects,
    restored, legal_basis, appeal_until, version)
values ($1, $1, $2, 'ref', 'FIRST', $3, 'PORTAL', '{"Тимур is missing"}', false, '', $4, 1)"""


@pytest.fixture
async def applicant(enrollment: Any, guardian: GuardianId) -> UUID:
    """Timur, who is no pupil yet, and was registered twice."""
    child, double = new_id(), new_id()
    await enrollment.pool.execute(CHILD, child, guardian, None)
    await enrollment.pool.execute(CHILD, double, guardian, child)
    await enrollment.pool.execute(
        "insert into child_document (child_id, kind, sealed, match) values ($1, 'PASSPORT', '', 'x')", double
    )
    return child


async def test_an_applicant_is_forgotten_with_every_record_of_the_same_child(
    enrollment: Any, applicant: UUID
) -> None:
    await enrollment.pool.execute(APPLICATION, new_id(), applicant, "WITHDRAWN", None)

    await erase(enrollment, applicant, PersonKind.APPLICANT)

    rows = await enrollment.pool.fetch("select display_name, sort_key, birth_date, area from child")
    assert {tuple(map(str, row)) for row in rows} == {("", "{}", "2020-01-01", "None")}
    assert await enrollment.pool.fetchval("select count(*) from child_document") == 0
    assert await enrollment.pool.fetchval("select defects from application") == []
    (told,) = await enrollment.told_of(PersonErased)
    assert (told.person_id, len(told.other_ids), told.erased_on) == (str(applicant), 1, "2026-11-20")


REJECTED = """insert into outbox (event_id, topic, key, version, type, subject, dataschema, payload)
values ($1, 'bilim.enrollment.claim.v1', $2, 1, 'bilim.enrollment.PriorityClaimRejected.v1', $2, '', $3)"""


async def test_events_say_no_more_why_a_claim_of_the_forgotten_was_rejected(
    enrollment: Any, applicant: UUID
) -> None:
    application, neighbours = new_id(), new_id()
    await enrollment.pool.execute(APPLICATION, application, applicant, "WITHDRAWN", None)
    for each in (application, neighbours):
        told = PriorityClaimRejected(application_id=str(each), category="SIBLING", reason="no brother")
        await enrollment.pool.execute(REJECTED, new_id(), str(each), told.SerializeToString())

    await erase(enrollment, applicant, PersonKind.APPLICANT)

    said = {each.application_id: each for each in await enrollment.told_of(PriorityClaimRejected)}
    assert (said[str(application)].category, said[str(application)].reason) == ("SIBLING", "")
    assert said[str(neighbours)].reason == "no brother"


@pytest.mark.parametrize(
    ("state", "appeal_until"),
    [("SUBMITTED", None), ("QUEUED", None), ("OFFERED", None), ("REJECTED", date(2099, 1, 1))],
)
async def test_who_waits_for_an_answer_is_not_forgotten(
    enrollment: Any, applicant: UUID, state: str, appeal_until: date | None
) -> None:
    await enrollment.pool.execute(APPLICATION, new_id(), applicant, state, appeal_until)

    with pytest.raises(StillApplies):
        await erase(enrollment, applicant, PersonKind.APPLICANT)

    assert await enrollment.pool.fetchval("select count(*) from erased_person") == 0


async def test_a_rejection_that_nobody_appealed_in_time_is_an_answer(
    enrollment: Any, applicant: UUID
) -> None:
    await enrollment.pool.execute(APPLICATION, new_id(), applicant, "REJECTED", date(2026, 1, 1))

    await erase(enrollment, applicant, PersonKind.APPLICANT)

    assert await enrollment.pool.fetchval("select display_name from child where id = $1", applicant) == ""


async def test_a_pupil_is_not_forgotten_as_an_applicant(enrollment: Any, student: StudentId) -> None:
    """That would be the office of another district's to order."""
    with pytest.raises(NotFound):
        await erase(enrollment, student, PersonKind.APPLICANT)
