"""A published run is verified by anybody from its files; whatever is touched in them is found."""

import json
import subprocess
import sys
from pathlib import Path

from chassis.testing.asgi import get
from chassis.testing.postgres import NewDatabase
from enrollment.testing.stories import RUN, story

RUNS = """
query($id: ID!) { allocationRun(id: $id) { seed inputHash outputHash inputPath resultPath } }
"""


def verify(*words: str | Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "enrollment", "verify", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


async def test_a_published_run_is_verified_from_its_files_by_who_has_nothing_else(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    async with story(await new_database("enrollment"), tmp_path, "cl-sae") as told:
        plans = [await told.admissions.programme(seats=2) for _ in range(2)]
        for _ in range(6):
            await told.admissions.application(plans)
        campaign = str(told.admissions.campaign)
        before = await told.do(
            "asel", "commitRun", RUN, campaignId=campaign, randomnessSource="beacon, round 7"
        )
        run = before["run"]["id"]
        early = await get(told.graph.app, f"/allocation-runs/{run}/input.json")
        await told.admissions.close_wave()
        await told.compute(run, randomness="c0ffee")
        published = (await told.ask(None, RUNS, id=run))["data"]["allocationRun"]
        files = {name: tmp_path / name for name in ("input.json", "result.json")}
        for path, file in zip((published["inputPath"], published["resultPath"]), files.values(), strict=True):
            file.write_bytes((await get(told.graph.app, path))[1])

    verified = verify(files["input.json"], "--seed", published["seed"], "--result", files["result.json"])
    result = json.loads(files["result.json"].read_text())
    result["placements"][0]["choice"] = 9
    (tmp_path / "touched.json").write_text(json.dumps(result))
    touched = verify(files["input.json"], "--seed", published["seed"], "--result", tmp_path / "touched.json")

    children = json.loads(files["input.json"].read_text())["children"]
    assert [child["distance"] for child in children] == [{}] * 6
    assert early[0] == 404
    assert verified.returncode == 0
    assert verified.stdout.splitlines() == [
        f"commitment {before['run']['seedCommitment']}",
        f"inputHash {published['inputHash']}",
        f"outputHash {published['outputHash']}",
    ]
    assert touched.returncode == 1
    assert "/placements/0/choice" in touched.stderr


async def test_what_was_published_stays_so_when_the_run_is_annulled(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    async with story(await new_database("enrollment"), tmp_path, "cl-sae") as told:
        await told.admissions.application([await told.admissions.programme(seats=1)])
        run = await told.run()
        before = (await told.ask(None, RUNS, id=run))["data"]["allocationRun"]
        paths = [before["inputPath"], before["resultPath"], f"/allocation-runs/{run}/seed.txt"]
        files = [await get(told.graph.app, path) for path in paths]

        await told.do("bolot", "annulRun", RUN, runId=run, orderNumber="3-о", orderDate="2027-07-01")

        assert (await told.ask(None, RUNS, id=run))["data"]["allocationRun"] == before
        assert [await get(told.graph.app, path) for path in paths] == files
        assert [status for status, _ in files] == [200, 200, 200]


async def test_who_waits_is_public_in_order_and_under_pseudonyms(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    async with story(await new_database("enrollment"), tmp_path, "kz-kindergarten") as told:
        plan = await told.admissions.programme(seats=1, grade=0)
        for child in range(4):
            await told.admissions.application([plan], after=child, ref=f"other-{child}")
        await told.admissions.application([plan], after=9, claims=["FIRST_RIGHT"], ref="right")
        await told.catch_up()

        asked = await told.ask(None, "query($id: ID!) { seatPlan(id: $id) { standingPath } }", id=str(plan))
        status, body = await get(told.graph.app, asked["data"]["seatPlan"]["standingPath"])

    assert status == 200
    assert body.decode().splitlines() == [
        "place,tier,child",
        "1,1,right",
        "2,2,other-0",
        "3,2,other-1",
        "4,2,other-2",
        "5,2,other-3",
    ]
