"""How the ministry keeps contracts, and who sees them."""

from typing import Any
from uuid import uuid4

import pytest

from chassis.testing.serving import Serving
from chassis.testing.surroundings import Surroundings
from inventory.domain.ids import DistrictId
from inventory.persistence.unit_of_work import SqlInventoryUnit

MINISTRY, AUDITOR = ["ministry@country:*"], ["auditor@country:*"]
SHOWN = """
    id client purpose isCountrywide state version validUntil
    topics { topic fields } regions { code } districts { code } schools { nationalCode }
"""
AGREE = f"""mutation($input: AgreeContractInput!) {{ agreeContract(input: $input) {{
    contract {{ {SHOWN} }} userErrors {{ code path }} }} }}"""
AMEND = f"""mutation($input: AmendContractInput!) {{ amendContract(input: $input) {{
    contract {{ {SHOWN} }} userErrors {{ code }} }} }}"""
END = """mutation($input: EndContractInput!) { endContract(input: $input) {
    contract { state endedAt endReason } userErrors { code } } }"""
LIST = "{ integratorContracts { nodes { id } } }"
READS = """{ inventoryEventReads {
    nodes { contractId client channel topics fromPosition toPosition count at } } }"""


@pytest.fixture
def terms(district: DistrictId) -> dict[str, Any]:
    """Equipment of one district, two fields of it."""
    return {
        "purpose": "STATISTICS",
        "topics": [{"topic": "bilim.inventory.asset.v1", "fields": ["schoolId", "kind"]}],
        "districtIds": [str(district)],
        "validFrom": "2026-01-01T00:00:00Z",
        "validUntil": "2099-01-01T00:00:00Z",
    }


async def agreed(graph: Serving, terms: dict[str, Any]) -> dict[str, Any]:
    answer = await graph.ask(AGREE, {"input": {"client": "office", "terms": terms}}, grants=MINISTRY)
    assert answer["data"]["agreeContract"]["userErrors"] == []
    contract: dict[str, Any] = answer["data"]["agreeContract"]["contract"]
    return contract


async def test_an_agreed_contract_is_read_back_as_it_was_agreed(
    graph: Serving, terms: dict[str, Any]
) -> None:
    contract = await agreed(graph, terms)

    assert contract == {
        "id": contract["id"],
        "client": "office",
        "purpose": "STATISTICS",
        "isCountrywide": False,
        "state": "AGREED",
        "version": 1,
        "validUntil": "2099-01-01T00:00:00+00:00",
        "topics": [{"topic": "bilim.inventory.asset.v1", "fields": ["schoolId", "kind"]}],
        "regions": [],
        "districts": [{"code": "sergokala"}],
        "schools": [],
    }


async def test_it_is_amended_and_ended(graph: Serving, terms: dict[str, Any]) -> None:
    contract = await agreed(graph, terms)
    wider = {
        **terms,
        "districtIds": [],
        "isCountrywide": True,
        "topics": [{"topic": "bilim.inventory.asset.v1"}],
    }

    amended = await graph.ask(
        AMEND,
        {"input": {"contractId": contract["id"], "terms": wider, "expectedVersion": 1}},
        grants=MINISTRY,
    )
    ended = await graph.ask(
        END, {"input": {"contractId": contract["id"], "reason": "Over."}}, grants=MINISTRY
    )

    assert amended["data"]["amendContract"]["contract"]["topics"] == [
        {"topic": "bilim.inventory.asset.v1", "fields": None}
    ]
    assert ended["data"]["endContract"]["contract"]["state"] == "ENDED"
    assert ended["data"]["endContract"]["contract"]["endReason"] == "Over."


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"districtIds": []}, "CONTRACT_EMPTY"),
        ({"validFrom": "2099-01-01T00:00:00Z"}, "PERIOD_IMPLAUSIBLE"),
        ({"topics": [{"topic": "moon"}]}, "UNKNOWN_TOPIC"),
        ({"topics": [{"topic": "bilim.inventory.asset.v1", "fields": ["x"]}]}, "UNKNOWN_CONTRACT_FIELD"),
        ({"topics": [{"topic": "bilim.enrollment.person.v1"}]}, "TOPIC_TOO_PERSONAL"),
        ({"districtIds": [str(uuid4())]}, "NOT_FOUND"),
    ],
)
async def test_terms_that_cannot_be_are_refused_as_data(
    graph: Serving, terms: dict[str, Any], change: dict[str, Any], code: str
) -> None:
    given = {"client": "office", "terms": {**terms, **change}}

    answer = await graph.ask(AGREE, {"input": given}, grants=MINISTRY)

    payload = answer["data"]["agreeContract"]
    assert payload["contract"] is None
    assert [error["code"] for error in payload["userErrors"]] == [code]


async def test_a_contract_that_has_ended_stays_as_it_is(graph: Serving, terms: dict[str, Any]) -> None:
    contract = await agreed(graph, terms)
    ending = {"input": {"contractId": contract["id"], "reason": "Over."}}
    await graph.ask(END, ending, grants=MINISTRY)

    again = await graph.ask(END, ending, grants=MINISTRY)

    assert [error["code"] for error in again["data"]["endContract"]["userErrors"]] == ["CONTRACT_HAS_ENDED"]


async def test_an_integrator_sees_its_own_contract_and_no_other(
    graph: Serving, terms: dict[str, Any]
) -> None:
    own, other = await agreed(graph, terms), await agreed(graph, terms)

    seen = await graph.ask(LIST, grants=[f"integrator@contract:{own['id']}"])
    by_auditor = await graph.ask(LIST, grants=AUDITOR)

    assert seen["data"]["integratorContracts"]["nodes"] == [{"id": own["id"]}]
    assert {node["id"] for node in by_auditor["data"]["integratorContracts"]["nodes"]} == {
        own["id"],
        other["id"],
    }


async def test_what_was_read_under_a_contract_is_seen_by_ministry_auditor_and_its_holder(
    graph: Serving, inventory: Surroundings[SqlInventoryUnit], terms: dict[str, Any]
) -> None:
    contract = await agreed(graph, terms)
    await inventory.pool.execute(
        "insert into event_read (id, contract_id, client, channel, topics, from_position, to_position, count) "
        "values (gen_random_uuid(), $1::text::uuid, 'office', 'FEED', '{bilim.inventory.asset.v1}', 3, 9, 4)",
        contract["id"],
    )

    for grants in (MINISTRY, AUDITOR, [f"integrator@contract:{contract['id']}"]):
        answer = await graph.ask(READS, grants=grants)
        (node,) = answer["data"]["inventoryEventReads"]["nodes"]
        assert node.pop("at")
        assert node == {
            "contractId": contract["id"],
            "client": "office",
            "channel": "FEED",
            "topics": ["bilim.inventory.asset.v1"],
            "fromPosition": 3,
            "toPosition": 9,
            "count": 4,
        }

    other = await graph.ask(READS, grants=[f"integrator@contract:{uuid4()}"])
    assert other["data"]["inventoryEventReads"]["nodes"] == []
