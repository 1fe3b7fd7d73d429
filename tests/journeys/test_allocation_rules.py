"""Two countries' rules by the same engine: Kyrgyzstan's two stages, Chile's fifteen per cent."""

from pathlib import Path

from chassis.testing.postgres import NewDatabase
from enrollment.testing.stories import story


async def test_in_kyrgyzstan_the_neighbours_are_placed_before_all_others(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    async with story(await new_database("enrollment"), tmp_path, "kg-mektep") as told:
        plan = await told.admissions.programme(seats=2)
        far = [await told.admissions.application([plan], after=after) for after in range(2)]
        near = await told.admissions.application([plan], after=60, near=[plan])

        await told.confirmed_run()

        assert await told.offered(plan, [*far, near]) == [far[0], near]
        answer = await told.ask(
            "asel",
            "query($id: ID!) { allocationRuns(campaignId: $id) { nodes { placed unplaced state } } }",
            id=str(told.admissions.campaign),
        )
        assert answer["data"]["allocationRuns"]["nodes"] == [
            {"placed": 2, "unplaced": 1, "state": "CONFIRMED"}
        ]


async def test_in_chile_fifteen_per_cent_of_the_seats_are_for_priority_pupils(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    async with story(await new_database("enrollment"), tmp_path, "cl-sae") as told:
        plan = await told.admissions.programme(seats=7)
        siblings = [await told.admissions.application([plan], claims=["SIBLING"]) for _ in range(8)]
        poor = await told.admissions.application([plan], claims=["PRIORITY"])

        await told.confirmed_run()

        # floor(7 x 15 %) = 1 seat: the priority pupil has it, although eight siblings stand ahead.
        placed = await told.offered(plan, [*siblings, poor])
        assert len(placed) == 7
        assert poor in placed
