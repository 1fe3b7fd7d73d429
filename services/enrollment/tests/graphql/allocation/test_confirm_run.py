"""A run is confirmed at once, and whoever may see jobs watches its places being offered."""

from __future__ import annotations

from pathlib import Path

from chassis.testing.databases import Database
from enrollment.testing.stories import story

CONFIRMED = "run { state } job { id kind state progress total }"
WATCHED = "query($run: ID!) { allocationRun(id: $run) { state confirmation { state progress total } } }"


async def test_the_second_person_has_the_run_and_a_job_and_families_have_the_run_alone(
    database: Database, tmp_path: Path
) -> None:
    async with story(database, tmp_path, "ru-grade1") as told:
        plan = await told.admissions.programme(seats=1)
        amina, _timur = [await told.admissions.application([plan], after=after) for after in range(2)]
        run = await told.run()

        confirmed = await told.do("bolot", "confirmRun", CONFIRMED, runId=run)
        before = await told.ask("bolot", WATCHED, run=run)
        family = await told.ask(await told.guardian_of(amina), WATCHED, run=run)
        await told.work()
        after = await told.ask("bolot", WATCHED, run=run)

    assert confirmed["run"] == {"state": "CONFIRMED"}
    assert confirmed["job"]["kind"] == "CONFIRM_RUN"
    waiting = {"state": "WAITING", "progress": 0, "total": 2}
    assert before["data"]["allocationRun"] == {"state": "CONFIRMED", "confirmation": waiting}
    assert family["data"]["allocationRun"] == {"state": "CONFIRMED", "confirmation": None}
    done = {"state": "DONE", "progress": 2, "total": 2}
    assert after["data"]["allocationRun"]["confirmation"] == done
