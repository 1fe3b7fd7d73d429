"""The ministry compares two rule packs on one frozen input, as a job; nothing of the real draw is told by it."""

from pathlib import Path

from chassis.ids import new_id
from chassis.testing.postgres import NewDatabase
from enrollment.domain.admission.ids import RulePackId
from enrollment.domain.admission.rule_pack import RegisteredPack
from enrollment.domain.allocation.rule_packs import load
from enrollment.testing.stories import RUN, story

JOB = """
query($id: ID!) { enrollmentJob(id: $id) { kind state progress total error result comparison {
    everybody { ...contrast } gainers { ...contrast } losers { ...contrast }
    byCategory { category contrast { gained lost unchanged } } } } }
fragment contrast on PackContrast { gained lost unchanged nearer farther first { ...outcome } second { ...outcome } }
fragment outcome on PackOutcome {
    placed unplaced byChoice { choice children } measured meanDistance medianDistance }
"""


async def test_two_packs_are_compared_by_who_gains_and_who_loses(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    async with story(await new_database("enrollment"), tmp_path, "ru-grade1") as told:
        plan = await told.admissions.programme(seats=1)
        await told.admissions.application([plan], after=1, metres={plan: 2100})
        await told.admissions.application([plan], after=2, claims=["SIBLING"], metres={plan: 420})
        async with told.admissions.work() as unit:
            (russian,) = await unit.rule_packs.find_all(name="ru-grade1")
            kyrgyz = load("kg-mektep")
            other = RegisteredPack.register(RulePackId(new_id()), dict(kyrgyz.rules), source=kyrgyz.source)
            unit.rule_packs.add(other)
        committed = await told.do("asel", "commitRun", RUN, campaignId=str(told.admissions.campaign))
        await told.admissions.close_wave()
        await told.step("asel", "freezeRun", committed["run"]["id"])

        asked = await told.do(
            "bolot",
            "simulatePacks",
            "job { id }",
            runId=committed["run"]["id"],
            firstPackId=str(russian.id),
            secondPackId=str(other.id),
        )
        early = await told.ask("bolot", JOB, id=asked["job"]["id"])
        await told.work()
        answer = await told.ask("bolot", JOB, id=asked["job"]["id"])

    job = answer["data"]["enrollmentJob"]
    assert (job["kind"], job["state"], job["error"]) == ("SIMULATE", "DONE", None)
    # Where a sister goes counts in Russia alone: there she has the place, in Kyrgyzstan who came first.
    assert early["data"]["enrollmentJob"]["comparison"] is None
    told = job["comparison"]
    assert told["byCategory"] == [
        {"category": "", "contrast": {"gained": 1, "lost": 0, "unchanged": 0}},
        {"category": "SIBLING", "contrast": {"gained": 0, "lost": 1, "unchanged": 0}},
    ]
    # Metres of the frozen input, in which they are rounded, since neither country orders by them.
    assert told["everybody"] == {
        "first": outcome(placed=1, unplaced=1, metres=500),
        "second": outcome(placed=1, unplaced=1, metres=2000),
        "gained": 1,
        "lost": 1,
        "unchanged": 0,
        "nearer": 0,
        "farther": 0,
    }
    assert told["gainers"]["second"] == outcome(placed=1, unplaced=0, metres=2000)
    assert told["losers"]["first"] == outcome(placed=1, unplaced=0, metres=500)
    assert told["losers"]["second"] == outcome(placed=0, unplaced=1, metres=None)
    assert job["result"]["shifts"].keys() == {"", "SIBLING"}


def outcome(*, placed: int, unplaced: int, metres: int | None) -> dict[str, object]:
    """What a pack gives where at most one child is placed, that far away."""
    return {
        "placed": placed,
        "unplaced": unplaced,
        "byChoice": [{"choice": 1, "children": placed}] if placed else [],
        "measured": placed,
        "meanDistance": metres,
        "medianDistance": metres,
    }
