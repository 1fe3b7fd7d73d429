"""An integration reads what happens in its district, as states and as events, until its contract ends."""

import contextlib
import json
import os
import re
import sqlite3
import subprocess
import sys
import urllib.error
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from devhost.testing import Platform, fetch
from repo.members import ROOT

READS = "{ inventoryEventReads(first: 5) { nodes { client channel count } } }"
AMEND = """mutation ($input: AmendContractInput!) { amendContract(input: $input) { userErrors { code } } }"""
ENROL = "mutation ($input: EnrolStudentInput!) { enrolStudent(input: $input) { student { id } } }"
SCHOOL = "query ($id: ID!) { school(id: $id) { classes { academicYearId } } }"
CONTRACT = "{ integratorContracts { nodes { id purpose topics { topic fields } districts { id } } } }"
PAGES = ("contracts.md", "snapshots.md")
INTEGRATE = ROOT / "docs/integrate"
SERVICES = ("inventory", "enrollment", "ejournal", "training")


def states(platform: Platform, service: str, name: str, token: str) -> dict[str, Any]:
    return fetch(f"{platform.url()}/events/{service}/snapshots/{name}?limit=500", token)


def contract_of(platform: Platform) -> dict[str, Any]:
    answer = platform.ask(platform.token("integrator"), CONTRACT)
    (contract,) = answer["data"]["integratorContracts"]["nodes"]
    found: dict[str, Any] = contract
    return found


def test_a_late_joiner_reads_states_and_goes_on_with_events(platform: Platform) -> None:
    token = platform.token("integrator")

    schools = states(platform, "inventory", "schools", token)
    page = platform.feed("inventory", token, since=schools["position"])

    assert len(schools["events"]) > 1
    assert {event["data"]["districtId"] for event in schools["events"]} == {
        contract_of(platform)["districts"][0]["id"]
    }
    assert page["log"] == schools["log"]


def test_pupils_are_read_as_pseudonyms_and_names_are_not_read_at_all(platform: Platform) -> None:
    token = platform.token("integrator")

    pupils = states(platform, "enrollment", "students", token)["events"]
    with pytest.raises(urllib.error.HTTPError) as refused:
        states(platform, "enrollment", "persons", token)

    assert {"displayName", "birthDate"}.isdisjoint(pupils[0]["data"])
    refused.value.close()
    assert refused.value.code == 403


def test_what_was_read_is_seen_by_the_auditor(platform: Platform) -> None:
    platform.feed("inventory", platform.token("integrator"), since=0)

    answer = platform.ask(platform.token("auditor"), READS)

    latest = answer["data"]["inventoryEventReads"]["nodes"][0]
    assert latest["client"] == "bilim-integrator"
    assert latest["count"] > 0


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_the_pages_answers(platform: Platform, page: str) -> None:
    """`make token` is typed by test_commands.py."""
    surroundings = os.environ | {"BILIM": platform.url(), "TOKEN": platform.token("integrator")}
    blocks = re.findall(r"```sh\n(.*?)```", (INTEGRATE / page).read_text("utf-8"), re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines() if line.startswith("curl ")]

    answers = [
        subprocess.run(["sh", "-c", command], env=surroundings, capture_output=True, check=True).stdout
        for command in commands
    ]

    assert answers
    assert not [answer for answer in answers if b'"errors"' in answer or not json.loads(answer)]


def test_the_late_joiner_of_the_examples_knows_every_pupil_and_hears_of_a_new_one(
    platform: Platform, within: Callable[[float, Callable[[], bool]], float], tmp_path: Path
) -> None:
    copy, token = tmp_path / "copy.db", platform.token("integrator")
    feed = f"{platform.url()}/events/enrollment"
    program = str(INTEGRATE / "examples" / "late_joiner.py")
    with subprocess.Popen([sys.executable, program, feed, "students", token, str(copy)]) as joiner:
        within(30.0, lambda: len(pupils_in(copy)) > 0)

        student = enrol(platform, key=str(uuid4()))

        within(30.0, lambda: student in pupils_in(copy))
        joiner.kill()
    told = {event["subject"] for event in states_of_all(platform, "enrollment", "students", token)}
    assert pupils_in(copy) == told


def pupils_in(copy: Path) -> set[str]:
    with contextlib.suppress(sqlite3.OperationalError), contextlib.closing(sqlite3.connect(copy)) as database:
        return {row[0] for row in database.execute("select student_id from pupil")}
    return set()


def states_of_all(platform: Platform, service: str, name: str, token: str) -> Iterator[dict[str, Any]]:
    after = ""
    while True:
        address = f"{platform.url()}/events/{service}/snapshots/{name}?limit=500{after}"
        page = fetch(address, token)
        yield from page["events"]
        if page["next"] is None:
            return
        after = f"&after={page['next']}"


def test_nobody_in_particular_reads_open_data_and_nothing_else(platform: Platform) -> None:
    page = fetch(f"{platform.url()}/events/inventory?since=0&limit=1000", None)

    kinds = {event["type"].split(".")[2] for event in page["events"]}
    assert kinds <= {"SchoolRegistered", "SchoolRenamed", "DistrictChanged", "ConnectivityMeasured"}


def test_a_contract_that_no_longer_holds_closes_every_service_within_five_seconds(
    platform: Platform, within: Callable[[float, Callable[[], bool]], float]
) -> None:
    contract, token = contract_of(platform), platform.token("integrator")
    assert opens(platform, "enrollment", token)

    amend(platform, contract, valid_until="2026-02-01T00:00:00Z")
    try:
        within(5.0, lambda: not any(opens(platform, service, token) for service in SERVICES))
    finally:
        amend(platform, contract, valid_until="2100-01-01T00:00:00Z")

    within(5.0, lambda: all(opens(platform, service, token) for service in SERVICES))


def enrol(platform: Platform, *, key: str) -> str:
    director = platform.token("director")
    school = platform.ask(director, SCHOOL, id=str(platform.school()))["data"]["school"]
    told = {
        "schoolId": str(platform.school()),
        "displayName": "Журавлёва Проба Тестовна",
        "birthDate": "2015-05-05",
        "grade": 5,
        "language": "ru",
        "academicYearId": school["classes"][0]["academicYearId"],
        "orderNumber": f"I-{key[:8]}",
        "orderDate": "2026-11-20",
        "enrolledOn": "2026-11-20",
        "idempotencyKey": key,
    }
    answer = platform.ask(director, ENROL, input=told)
    return str(answer["data"]["enrolStudent"]["student"]["id"])


def opens(platform: Platform, service: str, token: str) -> bool:
    try:
        platform.feed(service, token, since=0)
    except urllib.error.HTTPError as refused:
        refused.close()
        if refused.code != HTTPStatus.FORBIDDEN:
            raise
        return False
    return True


def amend(platform: Platform, contract: dict[str, Any], *, valid_until: str) -> None:
    terms = {
        "purpose": contract["purpose"],
        "topics": contract["topics"],
        "districtIds": [district["id"] for district in contract["districts"]],
        "validFrom": "2026-01-01T00:00:00Z",
        "validUntil": valid_until,
    }
    given = {"contractId": contract["id"], "terms": terms}
    answer = platform.ask(platform.token("ministry"), AMEND, input=given)
    assert answer["data"]["amendContract"]["userErrors"] == []
