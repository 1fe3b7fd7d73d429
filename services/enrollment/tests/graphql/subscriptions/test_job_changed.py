"""Who asked for long work follows it: each time it got on, until it is over; nobody else hears anything of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from chassis.ids import new_id
from chassis.personal import sealing
from chassis.testing.databases import Database
from chassis.testing.serving import Serving
from chassis.testing.streams import Subscriber, subscribed
from chassis.testing.surroundings import Surroundings
from contracts.ejournal.v1 import PersonPartSealed as FromEjournal
from contracts.enrollment.v1 import PersonExportRequested
from contracts.inventory.v1 import PersonPartSealed as FromInventory
from contracts.training.v1 import PersonPartSealed as FromTraining
from enrollment.domain.admission.ids import JobId, RunId
from enrollment.domain.ids import GuardianId, StudentId
from enrollment.messaging.consumed import on_person_part_sealed
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.stories import Story, story
from enrollment.usecases.allocation.offer_run import OfferRun, offer_run

from .conftest import screen_of

Enrollment = Surroundings[SqlEnrollmentUnit]

JOB = """subscription($id: ID!, $after: EventCursor) { enrollmentJobChanged(id: $id, after: $after) {
    cursor job { id kind state progress total error awaits resultUrl } } }"""
EXPORT = """mutation ($input: ExportPersonInput!) { exportPerson(input: $input) { job { id } } }"""


@pytest_asyncio.fixture
async def told(database: Database, tmp_path: Path) -> AsyncIterator[Story]:
    """Grade 1 of a district; jobs need no sequencer, since no event tells of them."""
    async with story(database, tmp_path, "ru-grade1") as opened:
        yield opened


def changed(answer: dict[str, Any]) -> dict[str, Any]:
    assert "errors" not in answer, answer
    return dict(answer["data"]["enrollmentJobChanged"])


def how_far(answer: dict[str, Any]) -> tuple[str, int, int]:
    job = changed(answer)["job"]
    return job["state"], job["progress"], job["total"]


async def confirmed(told: Story, *, families: int) -> tuple[str, str]:
    """A run with one place, and the job that will offer it."""
    plan = await told.admissions.programme(seats=1)
    for after in range(families):
        await told.admissions.application([plan], after=after)
    run = await told.run()
    payload = await told.do("bolot", "confirmRun", "job { id }", runId=run)
    return run, payload["job"]["id"]


async def a_part_more(told: Story, run: str, job: str, *, parts: int) -> None:
    """So many parts of it are done, one child at a time; then the power fails."""

    class PowerCut(Exception):
        pass

    left = parts

    def work() -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise PowerCut
        return told.admissions.work()

    with pytest.raises(PowerCut):
        await offer_run(
            OfferRun(JobId(UUID(job)), RunId(UUID(run))),
            work=work,
            new_id=new_id,
            now=told.admissions.clock,
            at_once=1,
        )


async def test_who_confirmed_a_run_hears_how_many_families_know_until_all_do(told: Story) -> None:
    run, job = await confirmed(told, families=3)

    async with screen_of(told, "bolot", job, query=JOB) as screen:
        first = await screen.next()
        assert (changed(first)["job"]["kind"], how_far(first)) == ("CONFIRM_RUN", ("WAITING", 0, 3))
        await a_part_more(told, run, job, parts=4)
        assert how_far(await screen.next()) == ("WAITING", 1, 3)
        await told.work()
        rest = [how_far(each) for each in await screen.rest()]

    assert rest[-1] == ("DONE", 3, 3)
    assert [progress for _, progress, _ in rest] == sorted(progress for _, progress, _ in rest)


async def test_a_job_that_is_over_is_told_once_and_the_stream_ends(told: Story) -> None:
    _, job = await confirmed(told, families=1)
    await told.work()

    async with screen_of(told, "bolot", job, query=JOB) as screen:
        (only,) = await screen.rest()
    async with screen_of(told, "bolot", job, query=JOB, after=changed(only)["cursor"]) as again:
        nothing = await again.rest()

    assert how_far(only) == ("DONE", 1, 1)
    assert nothing == []


async def test_who_goes_on_after_a_cursor_is_told_what_is_new(told: Story) -> None:
    _, job = await confirmed(told, families=1)
    async with screen_of(told, "bolot", job, query=JOB) as screen:
        cursor = changed(await screen.next())["cursor"]
    async with screen_of(told, "bolot", job, query=JOB, after=cursor) as unchanged:
        await told.work()
        told_next = [how_far(each) for each in await unchanged.rest()]

    assert ("WAITING", 0, 1) not in told_next
    assert told_next[-1] == ("DONE", 1, 1)


async def test_a_job_that_fails_says_why_and_is_followed_anew_when_it_is_tried_again(told: Story) -> None:
    _, job = await confirmed(told, families=1)
    async with told.admissions.work() as unit:
        (await unit.jobs.get(UUID(job))).fail("INTERNAL")

    async with screen_of(told, "bolot", job, query=JOB) as screen:
        (failed,) = await screen.rest()
    async with told.admissions.work() as unit:
        (await unit.jobs.get(UUID(job))).again()
    async with screen_of(told, "bolot", job, query=JOB, after=changed(failed)["cursor"]) as screen:
        anew = await screen.next()

    assert (how_far(failed), changed(failed)["job"]["error"]) == (("FAILED", 0, 1), "INTERNAL")
    assert how_far(anew) == ("WAITING", 0, 1)


async def test_a_record_is_followed_as_one_service_after_the_other_answers(
    graph: Serving, student: StudentId, mother: GuardianId, enrollment: Enrollment
) -> None:
    grants, person = [f"guardian@school:{uuid4()}"], [f"guardian:{mother}"]
    asked = {"input": {"personId": str(student), "kind": "STUDENT"}}
    job = (await graph.ask(EXPORT, asked, grants=grants, person=person))["data"]["exportPerson"]["job"]["id"]
    token = graph.token(grants, person)

    async with subscribed(graph.app, JOB, {"id": job}, token=token) as screen:
        steps = [await heard(screen)]
        for service in (FromEjournal, FromInventory, FromTraining):
            await answers(graph, enrollment, service)
            steps.append(await heard(screen))
        last = await screen.rest()

    assert [step[:2] for step in steps] == [("RUNNING", 1), ("RUNNING", 2), ("RUNNING", 3), ("DONE", 4)]
    assert [step[2] for step in steps] == [
        ["inventory", "ejournal", "training"],
        ["inventory", "training"],
        ["training"],
        [],
    ]
    assert [step[3] for step in steps] == [False, False, False, True]
    assert last == []


async def heard(screen: Subscriber) -> tuple[str, int, list[str], bool]:
    job = changed(await screen.next())["job"]
    return job["state"], job["progress"], job["awaits"], job["resultUrl"] is not None


async def answers(graph: Serving, enrollment: Enrollment, service: Any) -> None:
    """A service says that it holds nothing."""
    (question,) = await enrollment.told_of(PersonExportRequested)
    seal = sealing(public_key=question.public_key, question=question.export_id)
    part = seal({"holdsNothing": True, "tables": {}})
    message = service(
        export_id=question.export_id,
        person_id=question.person_id,
        sealed=part.sealed,
        signature=part.signature,
    )
    await on_person_part_sealed(message, graph.app.state.work)


@pytest.mark.parametrize(
    "grant", [f"director@school:{uuid4()}", f"district@district:{uuid4()}", f"region@region:{uuid4()}"]
)
async def test_who_may_not_read_a_job_hears_of_it_what_is_heard_of_none(told: Story, grant: str) -> None:
    _, job = await confirmed(told, families=1)
    token = told.graph.token([grant])

    answers = []
    for each in (job, str(uuid4())):
        async with screen_of(told, None, each, query=JOB, token=token) as screen:
            answers.append(await screen.rest())

    assert answers[0] == answers[1]
    assert [error["extensions"]["code"] for error in answers[0][0]["errors"]] == ["NOT_FOUND"]


async def test_the_region_and_the_ministry_may_follow_what_they_may_read(told: Story) -> None:
    _, job = await confirmed(told, families=1)
    ministry = told.graph.token(["ministry@country:*"])

    async with (
        screen_of(told, f"region:{told.admissions.region}", job, query=JOB) as regions,
        screen_of(told, None, job, query=JOB, token=ministry) as ministrys,
    ):
        heard_first = [how_far(await each.next()) for each in (regions, ministrys)]

    assert heard_first == [("WAITING", 0, 1)] * 2


async def test_the_public_follows_no_jobs(told: Story) -> None:
    async with screen_of(told, None, uuid4(), query=JOB) as screen:
        (refused,) = await screen.rest()

    assert [error["extensions"]["code"] for error in refused["errors"]] == ["UNAUTHENTICATED"]


async def test_a_job_that_was_thrown_away_ends_its_stream(told: Story) -> None:
    _, job = await confirmed(told, families=1)
    pool = told.graph.app.state.pool
    async with screen_of(told, "bolot", job, query=JOB) as screen:
        await screen.next()
        await pool.execute(
            "update allocation_run set confirmation_id = null where confirmation_id = $1", UUID(job)
        )
        await pool.execute("delete from job where id = $1", UUID(job))
        (last,) = await screen.rest()

    assert last["data"] is None
