"""A family applies at the running platform: seen by it and by its office, refused what the rules refuse, never lost."""

from typing import Any
from uuid import uuid4

import pytest

from devhost.testing import Platform

TRIES = 3
CAMPAIGN = """
{ campaigns(filter: {state: {eq: WAVE_OPEN}}) { nodes { id kind rulePack { name } district { name }
    seatPlans(first: 3) { nodes { id free school { id name } } } } } }
"""
MINE = """
query($id: ID!) { guardian(id: $id) { displayName children { displayName applications {
    state receiptNo childRef choices { rank seatPlan { school { name } } } } } } }
"""
REGISTER = """
mutation($input: RegisterChildInput!) { registerChild(input: $input) { child { id } userErrors { code } } }
"""
SUBMIT = """
mutation($input: SubmitApplicationInput!) { submitApplication(input: $input) {
    application { id childRef receiptNo submittedAt version } userErrors { code } } }
"""
WITHDRAW = """
mutation($input: WithdrawApplicationInput!) { withdrawApplication(input: $input) {
    application { state } userErrors { code } } }
"""
RETURN = """
mutation($input: ReturnApplicationInput!) { returnApplication(input: $input) {
    application { state } userErrors { code } } }
"""
CORRECT = """
mutation($input: CorrectApplicationInput!) { correctApplication(input: $input) {
    application { state receiptNo submittedAt } userErrors { code } } }
"""


@pytest.fixture
def campaign(platform: Platform) -> Any:
    """The open campaign of the demonstration, as anybody reads it; later ones are other journeys'."""
    found = platform.ask(None, CAMPAIGN)["data"]["campaigns"]["nodes"]
    return min(found, key=lambda campaign: campaign["id"])


@pytest.fixture
def child(platform: Platform) -> str:
    """A child that the persona of a guardian has just registered."""
    return str(register(platform, f"000-{uuid4()}")["child"]["id"])


def register(platform: Platform, number: str) -> dict[str, Any]:
    given = {
        "guardianId": str(platform.person("guardian")),
        "kind": "PARENT",
        "displayName": "Магомедова Амина",
        "birthDate": "2020-05-05",
        "documents": [{"kind": "NATIONAL_ID", "number": number}],
    }
    return done(platform, "guardian", REGISTER, "registerChild", given)


def submit(platform: Platform, campaign: Any, child: str) -> dict[str, Any]:
    choices = [plan["id"] for plan in campaign["seatPlans"]["nodes"]]
    given = {"campaignId": campaign["id"], "childId": child, "choices": choices}
    return done(platform, "guardian", SUBMIT, "submitApplication", given)


def done(platform: Platform, persona: str, query: str, name: str, given: dict[str, Any]) -> dict[str, Any]:
    """As a client does it: with a key, and again with the same key where nobody answered."""
    keyed = given | {"idempotencyKey": str(uuid4())}
    for _ in range(TRIES):
        answer = platform.ask(platform.token(persona), query, input=keyed)
        if "errors" not in answer:
            return dict(answer["data"][name])
        assert answer["errors"][0]["extensions"]["code"] == "SUBGRAPH_UNAVAILABLE", answer
    raise AssertionError(answer)


def test_anybody_reads_what_can_be_applied_for(campaign: Any) -> None:
    assert (campaign["kind"], campaign["rulePack"]) == ("GRADE_1", {"name": "ru-grade1"})
    assert campaign["district"]["name"]
    assert all(plan["school"]["name"] and plan["free"] >= 0 for plan in campaign["seatPlans"]["nodes"])


def test_a_family_sees_its_children_and_what_became_of_their_applications(platform: Platform) -> None:
    answer = platform.ask(platform.token("guardian"), MINE, id=str(platform.person("guardian")))

    applications = [
        application
        for child in answer["data"]["guardian"]["children"]
        for application in child["applications"]
    ]
    assert applications
    assert all(application["receiptNo"] for application in applications)


def test_a_double_is_refused_however_its_number_is_spelled(platform: Platform) -> None:
    number = str(uuid4().int)
    register(platform, number)

    again = register(platform, "-".join(number))

    assert (again["child"], again["userErrors"]) == (None, [{"code": "CHILD_REGISTERED_TWICE"}])


def test_a_new_number_by_applying_again_is_not_to_be_had(
    platform: Platform, campaign: Any, child: str
) -> None:
    """New York, 2022: whoever withdrew and applied again drew another number."""
    refs = set()
    for _ in range(3):
        application = submit(platform, campaign, child)["application"]
        refs.add(application["childRef"])
        given = {"applicationId": application["id"]}
        left = done(platform, "guardian", WITHDRAW, "withdrawApplication", given)
        assert left["application"] == {"state": "WITHDRAWN"}

    assert len(refs) == 1


def test_of_two_applications_in_one_campaign_the_second_is_refused(
    platform: Platform, campaign: Any, child: str
) -> None:
    submit(platform, campaign, child)

    second = submit(platform, campaign, child)

    assert (second["application"], second["userErrors"]) == (None, [{"code": "APPLICATION_EXISTS"}])


def test_bringing_a_missing_paper_in_time_keeps_the_place_in_the_queue(
    platform: Platform, campaign: Any, child: str
) -> None:
    received = submit(platform, campaign, child)["application"]
    given = {
        "applicationId": received["id"],
        "defects": ["no birth certificate"],
        "respondBy": "2099-01-01T00:00:00Z",
    }
    done(platform, "district", RETURN, "returnApplication", given)

    corrected = done(platform, "guardian", CORRECT, "correctApplication", {"applicationId": received["id"]})[
        "application"
    ]

    assert corrected == {
        "state": "SUBMITTED",
        "receiptNo": received["receiptNo"],
        "submittedAt": received["submittedAt"],
    }
