"""Grade 1 as its people go through it: families, the school, two offices, and a committee that checks them all."""

import json
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

# What conftest.py makes, here by its shape: tests of this folder are no package.
District = Any

FAMILYS = """
query($id: ID!) { application(id: $id) {
    state offers { id state school { name } explanation { position tier seats } } appeals { id state } } }
"""
PUPIL = "query($id: ID!) { student(id: $id) { displayName currentEnrolment { grade } class { grade } } }"


def wave(opens: datetime, closes: datetime, eligible: list[str] | None = None) -> dict[str, Any]:
    return {"opens": opens.isoformat(), "closes": closes.isoformat(), "eligible": eligible}


def own(district: District, family: Any, application: str) -> dict[str, Any]:
    """What a family reads of its application."""
    answer = district.ask(family, FAMILYS, id=application)
    assert "errors" not in answer, answer
    return dict(answer["data"]["application"])


def published(district: District, path: str, folder: Path) -> Path:
    """A file of a published run, as anybody downloads it: without a token."""
    name = folder / path.rpartition("/")[2]
    with urllib.request.urlopen(f"{district.platform.url()}/files/enrollment{path}", timeout=10) as answer:
        name.write_bytes(answer.read())
    return name


def test_from_applications_to_pupils_with_a_run_that_anybody_checks(
    district: District, tmp_path: Path
) -> None:
    campaign = district.campaign()
    plan = district.seats(campaign, 1)
    early, sister = district.family("Тимур"), district.family("Амина")
    waits = district.applies(early, campaign, [plan])
    gets = district.applies(sister, campaign, [plan], claims=["SIBLING"])
    district.does(
        "director", "verifyClaim", "application { claims { state } }", applicationId=gets, category="SIBLING"
    )

    run = district.runs(campaign)
    alone = district.tries("district", "confirmRun", "run { state }", runId=run["id"])
    district.confirms(run["id"])
    district.comes_to(gets, "OFFERED")

    assert [error["code"] for error in alone["userErrors"]] == ["SAME_PERSON"]
    (offer,) = own(district, sister, gets)["offers"]
    assert (offer["state"], offer["explanation"]) == ("OPEN", {"position": 1, "tier": 2, "seats": 1})
    assert own(district, early, waits)["offers"] == []

    district.does(sister, "acceptOffer", "offer { state }", offerId=offer["id"])
    enrolled = district.does(
        "director",
        "enrolApplicant",
        "student { id displayName }",
        applicationId=gets,
        orderNumber="17-К",
        orderDate=datetime.now(UTC).date().isoformat(),
        enrolledOn="2026-11-20",
    )
    assert own(district, sister, gets)["state"] == "ENROLLED"
    pupil = district.ask(sister, PUPIL, id=enrolled["student"]["id"])
    assert pupil["data"]["student"]["currentEnrolment"] == {"grade": 1}
    checked = checks(district, run, tmp_path)
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.split()[1::2] == [run["seedCommitment"], run["inputHash"], run["outputHash"]]


def checks(district: District, run: dict[str, Any], folder: Path) -> "subprocess.CompletedProcess[str]":
    """What a parents' committee types."""
    document = published(district, run["inputPath"], folder)
    result = published(district, run["resultPath"], folder)
    assert json.loads(result.read_text("utf-8"))["placements"]
    command = [sys.executable, "-m", "enrollment", "verify", str(document)]
    return subprocess.run(
        [*command, "--seed", run["seed"], "--result", str(result)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_appeal_adds_a_seat_and_the_child_is_offered_it(district: District) -> None:
    campaign = district.campaign()
    plan = district.seats(campaign, 1)
    first, wronged = district.family("Тимур"), district.family("Амина")
    placed = district.applies(first, campaign, [plan])
    rejected = district.submits(wronged, campaign, [plan])["id"]
    district.does(
        "district",
        "rejectApplication",
        "application { legalBasis appealUntil }",
        applicationId=rejected,
        legalBasis="order 458, p. 17",
    )
    district.confirms(district.runs(campaign)["id"])
    district.comes_to(placed, "OFFERED")

    filed = district.does(
        wronged, "fileAppeal", "appeal { id state }", applicationId=rejected, grounds="The paper was there."
    )
    decided = district.does(
        "district",
        "decideAppeal",
        "appeal { state seatsAdded }",
        appealId=filed["appeal"]["id"],
        upheld=True,
        reasons="It was.",
        seatPlanId=plan,
        orderNumber="18-п",
        orderDate="2026-11-20",
    )
    district.comes_to(rejected, "OFFERED")

    assert decided["appeal"] == {"state": "UPHELD", "seatsAdded": 1}
    seen = own(district, wronged, rejected)
    assert [appeal["state"] for appeal in seen["appeals"]] == ["UPHELD"]
    assert [offer["state"] for offer in seen["offers"]] == ["OPEN"]
    seats = district.ask(None, "query($id: ID!) { seatPlan(id: $id) { seats free } }", id=plan)
    assert seats["data"]["seatPlan"] == {"seats": 2, "free": 0}


def test_a_family_that_moves_keeps_its_place_until_it_takes_the_new_one(district: District) -> None:
    """Kyrgyzstan: a moved family lost what it had."""
    old, new = district.campaign(), district.campaign()
    here, there = district.seats(old, 1), district.seats(new, 1)
    family = district.family()
    stays = district.applies(family, old, [here])
    district.confirms(district.runs(old)["id"])
    district.comes_to(stays, "OFFERED")
    (offer,) = own(district, family, stays)["offers"]
    district.does(family, "acceptOffer", "offer { state }", offerId=offer["id"])

    moved = district.does(
        family, "requestTransfer", "applicationId", applicationId=stays, campaignId=new, seatPlanIds=[there]
    )["applicationId"]
    before = own(district, family, stays)["state"]
    district.confirms(district.runs(new)["id"])
    district.comes_to(moved, "OFFERED")
    (better,) = own(district, family, moved)["offers"]
    held = own(district, family, stays)["state"]
    district.does(family, "acceptOffer", "offer { state }", offerId=better["id"])

    assert (before, held) == ("ACCEPTED", "ACCEPTED")
    assert own(district, family, moved)["state"] == "ACCEPTED"
    free = district.ask(None, "query($id: ID!) { seatPlan(id: $id) { free } }", id=here)
    assert free["data"]["seatPlan"] == {"free": 1}


@pytest.mark.long
def test_the_first_wave_is_for_the_entitled_and_the_territory_and_the_second_for_everybody(
    district: District,
) -> None:
    """Russia's order 458: from 1 April for those with a right, from 6 July for who takes what is left."""
    now = datetime.now(UTC)
    ends = now + timedelta(seconds=40)
    waves = [
        wave(now - timedelta(hours=1), ends, ["FIRST", "SIBLING", "CATCHMENT"]),
        wave(ends + timedelta(milliseconds=1), now + timedelta(days=30)),
    ]
    campaign = district.campaign(*waves)
    plan = district.seats(campaign, 2, school=district.another_school())
    area = f"area of {plan}"
    elsewhere = district.another_school()
    district.does("district", "drawCatchment", "school { id }", schoolId=elsewhere, areas=[area])
    near, far = district.family("Амина", area=area), district.family("Тимур")

    of_territory = district.applies(near, campaign, [plan])
    too_early = district.tries(
        far, "submitApplication", "application { id }", campaignId=campaign, childId=far.child, choices=[plan]
    )
    district.confirms(district.runs(campaign)["id"])
    district.comes_to(of_territory, "OFFERED")
    district.until(
        lambda: (
            not district.tries("district", "openWave", "campaign { state }", campaignId=campaign)[
                "userErrors"
            ]
        )
    )
    of_everybody = district.applies(far, campaign, [plan])
    district.confirms(district.runs(campaign)["id"])
    district.comes_to(of_everybody, "OFFERED")

    assert [error["code"] for error in too_early["userErrors"]] == ["NOT_ELIGIBLE_IN_WAVE"]
    (offer,) = own(district, near, of_territory)["offers"]
    assert offer["explanation"]["tier"] == 3
