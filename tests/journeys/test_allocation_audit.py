"""Whoever carried a run through is written down in a chain; one changed byte is found, and years take nothing away."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from chassis.audit import note_change, note_read, seal, verify_audit
from chassis.database.pool import open_connection
from chassis.events.webhooks.store import FORGET_ATTEMPTS
from chassis.identity import Caller, Grant, Viewer
from chassis.ids import new_id
from chassis.testing.postgres import NewDatabase
from chassis.work.idempotency import FORGET
from enrollment.testing.stories import OFFER, story
from enrollment.usecases.drop_exports import drop_exports

STEPS = "select action from change_audit where aggregate_id = $1 order by number"
TOUCH = """
alter table change_audit disable trigger change_audit_is_final;
update change_audit set actor = 'somebody else' where action = 'confirm_run'
"""


async def test_the_audit_of_a_run_names_each_step_and_a_changed_byte_is_found(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    database = await new_database("enrollment")
    async with story(database, tmp_path, "ru-grade1") as told:
        plan = await told.admissions.programme(seats=1)
        amina = await told.admissions.application([plan])
        run = await told.confirmed_run()
        await told.do(await told.guardian_of(amina), "acceptOffer", OFFER, offerId=await told.offer_of(amina))
        owner = await open_connection(database.owner_url, application="tests")
        try:
            steps = [row["action"] for row in await owner.fetch(STEPS, run)]
            before = await verify_audit(owner)
            await owner.execute(TOUCH)
            after = await verify_audit(owner)
        finally:
            await owner.close()

    assert steps == ["commit_run", "freeze_run", "publish_run", "confirm_run"]
    assert before.is_sound
    assert not after.is_sound


KEPT = """
select at from change_audit where aggregate_id = $1
union all select at from read_audit where children @> array[$2::uuid] order by at
"""


async def test_after_five_years_the_audit_of_an_application_is_whole(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    """Chile: the logs went back one week."""
    years = [datetime.now(UTC) - timedelta(days=366 * ago) for ago in range(5, -1, -1)]
    async with story(await new_database("enrollment"), tmp_path, "cl-sae") as told:
        _, child = await told.admissions.family()
        plan = await told.admissions.programme(seats=1)
        amina = await told.admissions.application([plan], child=child)
        office = Grant.parse(f"district@district:{told.admissions.district}")
        asel = Caller(Viewer("asel", grants=(office,) if office else ()))
        pool = told.graph.app.state.pool
        async with pool.acquire() as connection:
            for at in years:
                change = ("Application", amina)
                await note_change(connection, asel, "verify_claim", change, {"fields": ["claims"]}, at=at)
                await note_read(connection, asel, "Queue", [child], entry_id=new_id(), at=at)
                await seal(connection, now=at)

        for housekeeping in (FORGET, FORGET_ATTEMPTS):
            await pool.execute(housekeeping)
        await drop_exports(work=told.admissions.work)

        async with pool.acquire() as connection:
            kept = [row["at"] for row in await connection.fetch(KEPT, amina, child)]
            report = await verify_audit(connection)

    assert kept == sorted(years * 2)
    assert report.is_sound
    assert report.entries == len(kept)
