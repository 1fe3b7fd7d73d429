"""A child becomes a pupil of a school, by an order."""

from dataclasses import replace
from uuid import UUID

import pytest

from chassis.identity import OutOfScope
from chassis.identity.policy import Facts
from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from chassis.work import Work, once
from chassis.work.idempotency import Attempt
from contracts.enrollment.v1 import PersonChanged, PersonKind, StudentEnrolled
from enrollment.domain.ids import AcademicYearId, SchoolId, StudentId
from enrollment.domain.refusals import NotFound
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.enrol_student import EnrolStudent, enrol_student

Enrollment = Surroundings[SqlEnrollmentUnit]


async def test_an_enrolment_is_told_once_without_a_name(enrollment: Enrollment, amina: EnrolStudent) -> None:
    student = await enrol_student(amina, work=enrollment.work, permit=anybody, new_id=new_id)

    (told,) = await enrollment.told_of(StudentEnrolled)
    assert (told.student_id, told.school_id, told.grade) == (str(student), str(amina.school), 1)
    assert (told.order.number, told.order.date, told.enrolled_on) == ("17-К", "2026-08-28", "2026-09-01")
    assert (told.academic_year_id, told.academic_year_code) == (str(amina.academic_year), "2026-27")
    assert "Амина" not in str(told)


async def test_the_name_goes_by_the_restricted_stream_before_the_enrolment(
    enrollment: Enrollment, student: StudentId
) -> None:
    person, enrolled = await enrollment.told()

    assert isinstance(person, PersonChanged)
    assert (person.person_id, person.kind) == (str(student), PersonKind.PERSON_KIND_STUDENT)
    assert person.display_name == "Магомедова Амина Руслановна"
    assert set(person.sort_key) == {"ky", "kk", "ru", "ba", "en"}
    assert isinstance(enrolled, StudentEnrolled)


async def test_each_event_is_the_first_of_its_pupil(enrollment: Enrollment, student: StudentId) -> None:
    versions = await enrollment.pool.fetch(
        "select topic, version from stream_head where key = $1", str(student)
    )

    assert {row["topic"]: row["version"] for row in versions} == {
        "bilim.enrollment.person.v1": 1,
        "bilim.enrollment.student.v1": 1,
    }


async def test_the_same_request_twice_makes_one_pupil(enrollment: Enrollment, amina: EnrolStudent) -> None:
    attempt = Attempt("director", "enrolStudent", UUID(int=7), {"order": "17-К"})

    async def run(work: Work[SqlEnrollmentUnit]) -> UUID:
        return await enrol_student(amina, work=work, permit=anybody, new_id=new_id)

    first = await once(attempt, work=enrollment.work, run=run)
    second = await once(attempt, work=enrollment.work, run=run)

    assert first == second
    assert await enrollment.pool.fetchval("select count(*) from student") == 1
    assert len(await enrollment.told_of(StudentEnrolled)) == 1


async def test_a_school_nobody_has_told_of_enrols_nobody(enrollment: Enrollment, amina: EnrolStudent) -> None:
    elsewhere = replace(amina, school=SchoolId(new_id()))

    with pytest.raises(NotFound):
        await enrol_student(elsewhere, work=enrollment.work, permit=anybody, new_id=new_id)

    assert await enrollment.told() == []


async def test_a_year_nobody_has_opened_takes_nobody(enrollment: Enrollment, amina: EnrolStudent) -> None:
    with pytest.raises(NotFound):
        await enrol_student(
            replace(amina, academic_year=AcademicYearId(new_id())),
            work=enrollment.work,
            permit=anybody,
            new_id=new_id,
        )


async def test_permission_is_asked_for_the_school_before_anything_changes(
    enrollment: Enrollment, amina: EnrolStudent
) -> None:
    asked: list[tuple[str, UUID | None]] = []

    def nobody(action: str, facts: Facts) -> None:
        asked.append((action, facts.school))
        raise OutOfScope(action)

    with pytest.raises(OutOfScope):
        await enrol_student(amina, work=enrollment.work, permit=nobody, new_id=new_id)

    assert asked == [("enrol_student", amina.school)]
    assert await enrollment.pool.fetchval("select count(*) from student") == 0


async def test_a_whole_class_is_enrolled_in_a_handful_of_statements(
    enrollment: Enrollment, amina: EnrolStudent, student: StudentId
) -> None:
    async with enrollment.work.together() as work:
        async with work() as unit:
            statements: list[str] = []
            unit.connection.add_query_logger(
                lambda record: statements.append(record.query.split()[0].lower())
            )
        for _ in range(30):
            await enrol_student(amina, work=work, permit=anybody, new_id=new_id)

    assert await enrollment.pool.fetchval("select count(*) from enrolment") == 31
    # School and year once, then pupils, enrolments and their events: nothing for each pupil.
    assert statements[: statements.index("commit;")] == ["select", "select", "insert", "insert", "with"]
