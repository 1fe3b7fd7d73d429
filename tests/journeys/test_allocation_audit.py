"""Whoever carried a run through is written down in a chain; one changed byte is found."""

from pathlib import Path

from chassis.audit import verify_audit
from chassis.database.pool import open_connection
from chassis.testing.postgres import NewDatabase
from enrollment.testing.stories import OFFER, story

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
