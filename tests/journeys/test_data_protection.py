"""What docs/operate/data-protection.md tells a data protection officer is done as it stands there."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from devhost.testing import Platform
from repo.members import ROOT

PAGE = ROOT / "docs/operate/data-protection.md"
BLOCK = re.compile(r"```graphql\n# as: ([\w-]+)\n(.*?)```", re.DOTALL)
STEPS = {
    match[0]: (persona, query)
    for persona, query in BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    if (match := re.search(r"(?<=query )\w+|(?<=mutation )\w+", query))
}
"""By the name of its operation, who does each step and how."""
REGISTER = """mutation ($input: RegisterStaffInput!) { registerStaff(input: $input) {
  teacher { id } userErrors { code } } }"""
LEAVE = """mutation ($input: RecordStaffLeftInput!) { recordStaffLeft(input: $input) {
  userErrors { code } } }"""
GUARDIAN = """mutation ($input: RegisterGuardianInput!) { registerGuardian(input: $input) {
  guardian { id } userErrors { code } } }"""
PAGE_OF_CHILD = "query PageOfChild($id: ID!) { student(id: $id) { displayName class { students { id } } } }"


def step(platform: Platform, name: str, **variables: Any) -> dict[str, Any]:
    """A step of the page, as its persona takes it."""
    persona, query = STEPS[name]
    answer = platform.ask(platform.token(persona), query, **variables)
    assert "errors" not in answer, answer
    data: dict[str, Any] = answer["data"]
    return data


def order(**more: Any) -> dict[str, Any]:
    return {"orderNumber": "12-З", "orderDate": "2026-11-20", **more}


@pytest.fixture
def exported(
    platform: Platform, within: Callable[[float, Callable[[], bool]], float]
) -> Callable[[str, str, str], dict[str, Any]]:
    """Asks for a record by a step of the page, waits for all services, and fetches the file."""

    def export(name: str, person: str, kind: str) -> dict[str, Any]:
        given = {"personId": person, "kind": kind}
        asked = step(platform, name, input=given)["exportPerson"]
        assert asked["userErrors"] == []
        persona, query = STEPS["Record"][0], STEPS["Record"][1]
        token = platform.token(STEPS[name][0])
        assert persona == "guardian"

        def job() -> dict[str, Any]:
            found: dict[str, Any] = platform.ask(token, query, id=asked["job"]["id"])["data"]["enrollmentJob"]
            return found

        within(30.0, lambda: job()["state"] == "DONE")
        with urllib.request.urlopen(job()["resultUrl"], timeout=10) as answer:
            record: dict[str, Any] = json.load(answer)
        return record

    return export


def test_a_guardian_is_given_everything_of_a_child(
    platform: Platform, exported: Callable[[str, str, str], dict[str, Any]]
) -> None:
    child = str(platform.person("student"))

    record = exported("AskForRecord", child, "STUDENT")

    services = record["services"]
    assert record["person"] == {"id": child, "kind": "STUDENT"}
    assert services.keys() == {"enrollment", "ejournal", "training", "inventory"}
    assert services["enrollment"]["tables"]["student"][0]["id"] == child
    assert services["ejournal"]["tables"]["stay"][0]["student_id"] == child
    assert services["training"] == services["inventory"] == {"holdsNothing": True, "tables": {}}
    loaded = services["enrollment"]["tables"]["changes"][0]
    assert (loaded["actor"], loaded["action"]) == ("loader", "load")


def test_a_teacher_is_given_their_own_record(
    platform: Platform, exported: Callable[[str, str, str], dict[str, Any]]
) -> None:
    teacher = str(platform.person("teacher"))

    record = exported("AskForOwnRecord", teacher, "TEACHER")

    assert record["services"]["training"]["tables"]["teacher"][0]["id"] == teacher
    assert record["services"]["training"]["tables"]["employment"]


def test_an_address_whose_signature_is_not_ours_does_not_open(platform: Platform) -> None:
    address = f"{platform.url()}/files/enrollment/exports/{platform.person('student')}?expires=9999999999&signature=00"

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(address, timeout=10)
    refused.value.close()

    assert refused.value.code == 403


def test_a_guardian_and_a_member_of_staff_are_forgotten(
    platform: Platform, within: Callable[[float, Callable[[], bool]], float]
) -> None:
    director, school = platform.token("director"), str(platform.school())
    name = "Канарейкина Зарема"
    guardian = platform.ask(director, GUARDIAN, input={"schoolId": school, "displayName": name})
    person = guardian["data"]["registerGuardian"]["guardian"]["id"]
    hired = {"schoolIds": [school], "displayName": name, "category": "TEACHER"}
    teacher = platform.ask(director, REGISTER, input=hired)["data"]["registerStaff"]["teacher"]["id"]
    left = {"teacherId": teacher, "schoolId": school, "leftOn": "2026-11-20"}
    assert not platform.ask(director, LEAVE, input=left)["data"]["recordStaffLeft"]["userErrors"]

    erased = step(platform, "Forget", input=order(personId=person, kind="GUARDIAN"))
    staff = step(platform, "ForgetStaff", input=order(teacherId=teacher))

    assert erased["erasePerson"] == {"personId": person, "userErrors": []}
    assert staff["eraseStaff"] == {"personId": teacher, "userErrors": []}
    seen = "query ($id: ID!) { guardian(id: $id) { displayName } }"
    assert platform.ask(director, seen, id=person)["data"]["guardian"]["displayName"] == ""


def test_a_guardian_sees_the_reads_of_all_services(platform: Platform) -> None:
    child = str(platform.person("student"))
    platform.ask(platform.token("director"), PAGE_OF_CHILD, id=child)

    seen = step(platform, "WhoRead", id=child)["student"]

    for log in ("accessLog", "journalAccessLog"):
        first = seen[log]["nodes"][0]
        assert (first["roles"], first["operation"][:11]) == (["director"], "PageOfChild")


def test_the_page_shows_every_step() -> None:
    assert STEPS.keys() == {"AskForRecord", "AskForOwnRecord", "Record", "Forget", "ForgetStaff", "WhoRead"}
