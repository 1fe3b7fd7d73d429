"""England: looked-after children, then brothers and sisters, then the catchment, then whoever lives nearest."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest_asyncio

from chassis.ids import new_id
from chassis.testing.asgi import get
from chassis.testing.postgres import NewDatabase
from chassis.testing.surroundings import anybody
from enrollment.domain.admission.application_facts import PriorityClaim
from enrollment.domain.admission.ids import ApplicationId, ChildId, SeatPlanId
from enrollment.testing.stories import OFFER, Story, story
from enrollment.usecases.admission.submit_application import SubmitApplication, submit_application

METRES = {"Far Moor": 9000, "Mill Hill": 3000, "Church Lane": 2000, "Green End": 700, "Station Road": 400}
RUNS = "query($id: ID!) { allocationRun(id: $id) { seed inputHash outputHash inputPath resultPath } }"
WHERE = """
query($id: ID!, $school: ID!) { application(id: $id) { choices { metres inCatchment }
    ifSibling: positionIfClaimed(schoolId: $school, category: "SIBLING")
    position(schoolId: $school, since: "2020-01-01T00:00:00Z") {
        position ahead { count } lastAdmitted { tier key metres } changes { before after kind rule own } } } }
"""


@pytest_asyncio.fixture
async def told(new_database: NewDatabase, tmp_path: Path) -> AsyncIterator[Story]:
    """Primary schools of a district."""
    async with story(await new_database("enrollment"), tmp_path, "en-criteria") as opened:
        yield opened


class Neighbourhood:
    """A school with its map, and the families around it."""

    def __init__(self, told: Story, plan: SeatPlanId, school: str) -> None:
        self.told, self.plan, self.school = told, plan, school
        self.papers = 0

    @classmethod
    async def around(cls, told: Story, seats: int) -> "Neighbourhood":
        """Its own area is Church Lane; how far others are, the office has measured."""
        plan = await told.admissions.programme(seats=seats)
        school = (await told.director_of(plan)).removeprefix("director:")
        distances = [{"area": area, "metres": metres} for area, metres in METRES.items()]
        drawn = await told.do(
            "asel",
            "drawCatchment",
            "school { id }",
            schoolId=school,
            areas=["Church Lane"],
            distances=distances,
        )
        assert drawn["userErrors"] == []
        return cls(told, plan, school)

    async def applies(self, area: str, claims: Sequence[str] = ()) -> ApplicationId:
        """A family from there applies, and the office finds its application and its claims in order."""
        self.papers += 1
        director = f"director:{self.school}"
        mother = await self.told.do(
            director, "registerGuardian", "guardian { id }", schoolId=self.school, displayName="Mrs Jones"
        )
        guardian = mother["guardian"]["id"]
        child = await self.told.do(
            f"guardian:{guardian}",
            "registerChild",
            "child { id }",
            guardianId=guardian,
            kind="PARENT",
            displayName="Ann Jones",
            birthDate="2022-05-05",
            documents=[{"kind": "NATIONAL_ID", "number": f"QQ {self.papers:06} C"}],
            area=area,
        )
        # The wave is in a spring to come: so the family's clock is the story's.
        made = await submit_application(
            SubmitApplication(
                self.told.admissions.campaign,
                ChildId(child["child"]["id"]),
                [self.plan],
                [PriorityClaim(category) for category in claims],
            ),
            work=self.told.admissions.work,
            permit=anybody,
            new_id=new_id,
            now=self.told.admissions.clock,
        )
        for category in claims:
            await self.office("verifyClaim", made, category=category)
        await self.office("registerApplication", made)
        return made

    async def office(self, verb: str, application: ApplicationId, **more: object) -> None:
        done = await self.told.do(
            "asel", verb, "application { state }", applicationId=str(application), **more
        )
        assert done["userErrors"] == []

    async def moves(self, application: ApplicationId, area: str) -> None:
        """The family of an application moves there."""
        mother = await self.told.guardian_of(application)
        read = await self.told.ask(
            mother, "query($id: ID!) { application(id: $id) { child { id } } }", id=str(application)
        )
        child = read["data"]["application"]["child"]["id"]
        await self.told.do(mother, "moveChild", "child { area }", childId=child, area=area)
        await self.told.catch_up()

    async def sees(self, application: ApplicationId) -> dict[str, Any]:
        """What the family of an application reads of it."""
        mother = await self.told.guardian_of(application)
        answer = await self.told.ask(mother, WHERE, id=str(application), school=self.school)
        assert "errors" not in answer, answer
        return dict(answer["data"]["application"])


async def published(told: Story, run: str, folder: Path) -> tuple[dict[str, Any], dict[str, Path]]:
    """A run as anybody reads it, and its files."""
    read = (await told.ask(None, RUNS, id=run))["data"]["allocationRun"]
    files = {name: folder / f"{name}.json" for name in ("input", "result")}
    for name, file in files.items():
        file.write_bytes((await get(told.graph.app, read[f"{name}Path"]))[1])
    return read, files


def verified(files: dict[str, Path], seed: str) -> "subprocess.CompletedProcess[str]":
    """What a parents' committee types."""
    command = [sys.executable, "-m", "enrollment", "verify", str(files["input"]), "--seed", seed]
    return subprocess.run(
        [*command, "--result", str(files["result"])], capture_output=True, text=True, check=False
    )


async def test_the_nearest_come_after_those_with_a_right_and_anybody_checks_it(
    told: Story, tmp_path: Path
) -> None:
    near = await Neighbourhood.around(told, seats=4)
    unmeasured = await near.applies("nowhere on the map")
    second, nearest = await near.applies("Green End"), await near.applies("Station Road")
    of_catchment = await near.applies("Church Lane")
    sibling = await near.applies("Mill Hill", ["SIBLING"])
    looked_after = await near.applies("Far Moor", ["LOOKED_AFTER"])

    run = await told.confirmed_run()

    everybody = [unmeasured, second, nearest, of_catchment, sibling, looked_after]
    assert await told.offered(near.plan, everybody) == [nearest, of_catchment, sibling, looked_after]
    read, files = await published(told, run, tmp_path)
    checked = verified(files, read["seed"])
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.split()[3::2] == [read["inputHash"], read["outputHash"]]
    document = json.loads(files["input"].read_text())
    metres = sorted(far for child in document["children"] for far in child["distance"].values())
    assert metres == sorted(METRES.values())
    waiting = json.loads(files["result"].read_text())["waitingLists"][str(near.plan)]
    refs = {child["ref"]: child["distance"] for child in document["children"]}
    assert [refs[ref] for ref in waiting] == [{str(near.plan): 700}, {}]


async def test_a_family_that_moves_nearer_passes_who_waited_and_reads_why(told: Story) -> None:
    near = await Neighbourhood.around(told, seats=1)
    nearest, second = await near.applies("Station Road"), await near.applies("Green End")
    moving = await near.applies("Mill Hill")
    await told.confirmed_run()
    before = await near.sees(second)

    await near.moves(moving, "Station Road")

    seen, passed = await near.sees(moving), await near.sees(second)
    assert (before["position"]["position"], passed["position"]["position"]) == (1, 2)
    assert passed["position"]["changes"][-1] == {
        "before": 1,
        "after": 2,
        "kind": "CORRECTED",
        "rule": "MOVED",
        "own": False,
    }
    assert (seen["choices"], seen["position"]["position"]) == ([{"metres": 400, "inCatchment": False}], 1)
    last = seen["position"]["lastAdmitted"]
    assert (last["metres"], last["key"].split("|")[0]) == (400, "400")
    await told.do(
        await told.guardian_of(nearest), "declineOffer", OFFER, offerId=await told.offer_of(nearest)
    )
    assert (await told.state(moving), await told.state(second)) == ("OFFERED", "QUEUED")


async def test_a_right_goes_before_any_distance_and_metres_count_among_those_who_have_it(told: Story) -> None:
    near = await Neighbourhood.around(told, seats=1)
    moor = await near.applies("Far Moor")
    for area, claims in (("Mill Hill", ["SIBLING"]), ("Station Road", []), ("Church Lane", [])):
        await near.applies(area, claims)
    await told.catch_up()

    seen = await near.sees(moor)

    # Behind the brother from Mill Hill, the catchment and who lives nearer; as a brother, farther than he is.
    assert (seen["position"]["position"], seen["ifSibling"]) == (4, 2)


async def test_where_the_rules_order_by_something_else_everybody_reads_rounded_metres(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    async with story(await new_database("enrollment"), tmp_path, "ru-grade1") as russia:
        plan = await russia.admissions.programme(seats=1)
        for metres in (249, 250, 1420):
            await russia.admissions.application([plan], metres={plan: metres})
        run = await russia.run()

        _, files = await published(russia, run, tmp_path)

    children = json.loads(files["input"].read_text())["children"]
    assert sorted(child["distance"][str(plan)] for child in children) == [0, 500, 1500]
