"""An integrator manages its own webhooks; the ministry and the auditor see them all, and no secret of any."""

from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest
import pytest_asyncio

from chassis.events.cloudevents import from_json
from chassis.events.webhooks import SharedSecret
from chassis.testing.asgi import get
from chassis.testing.serving import Serving
from chassis.testing.surroundings import Surroundings
from contracts.catalogue import published_by
from contracts.inventory import v1
from inventory.domain.webhook import NEVER_SHARED
from inventory.graphql.contract_mutations import known_topics
from inventory.persistence.unit_of_work import SqlInventoryUnit

SHOWN = (
    "webhook { id url types isPaused secret publicKeys version } userErrors { __typename code message path }"
)
CREATE = f"mutation($input: CreateWebhookInput!) {{ done: createWebhook(input: $input) {{ {SHOWN} }} }}"
SEEN = """{ webhooks { totalCount nodes {
    id url secret inventoryDelivery { state reason stoppedAt position owed failingSince }
    inventoryAttempts(last: 5) { totalCount nodes { position eventType attempt outcome delivered } } } } }"""
URL = "https://office.example/bilim"

Inventory = Surroundings[SqlInventoryUnit]


def change(verb: str) -> str:
    """The mutation of a verb."""
    given = f"{verb[0].upper()}{verb[1:]}Input"
    return f"mutation($input: {given}!) {{ done: {verb}(input: $input) {{ {SHOWN} }} }}"


@pytest_asyncio.fixture
async def contract(inventory: Inventory) -> UUID:
    """A contract over assets and schools of the whole country."""
    made = uuid4()
    await inventory.pool.execute(
        "insert into contract (id, client, purpose, topics, is_countrywide, region_ids, district_ids, school_ids, "
        "valid_from, valid_until, state, version) values ($1, 'office', 'STATISTICS', $2, true, '{}', '{}', '{}', "
        "now() - interval '1 day', now() + interval '60 days', 'AGREED', 1)",
        made,
        {"bilim.inventory.school.v1": None, "bilim.inventory.asset.v1": None},
    )
    return made


class Integrator:
    """Somebody who holds one contract."""

    def __init__(self, graph: Serving, contract: UUID) -> None:
        self._graph = graph
        self.contract = contract

    async def asks(self, query: str, **given: Any) -> dict[str, Any]:
        return await self._graph.ask(
            query, {"input": given} if given else None, grants=[f"integrator@contract:{self.contract}"]
        )

    async def does(self, query: str, **given: Any) -> dict[str, Any]:
        done: dict[str, Any] = (await self.asks(query, **given))["data"]["done"]
        return done

    async def creates(self, url: str = URL, **given: Any) -> dict[str, Any]:
        return await self.does(CREATE, contractId=str(self.contract), url=url, **given)


@pytest.fixture
def integrator(graph: Serving, contract: UUID) -> Integrator:
    return Integrator(graph, contract)


async def test_a_new_webhook_shows_its_secret_to_its_owner(integrator: Integrator) -> None:
    created = await integrator.creates(types=["bilim.inventory.SchoolRegistered.v1"])

    assert created["userErrors"] == []
    assert created["webhook"]["url"] == URL
    assert str(SharedSecret.parse(created["webhook"]["secret"])) == created["webhook"]["secret"]
    assert [key[:5] for key in created["webhook"]["publicKeys"]] == ["whpk_"]


async def test_the_same_request_sent_twice_is_one_webhook_with_one_secret(integrator: Integrator) -> None:
    key = str(uuid4())

    first = await integrator.creates(idempotencyKey=key)
    second = await integrator.creates(idempotencyKey=key)

    assert first == second


async def test_the_ministry_and_the_auditor_see_every_webhook_and_no_secret(
    integrator: Integrator, graph: Serving
) -> None:
    created = await integrator.creates()

    for role in ("ministry", "auditor"):
        answer = await graph.ask(SEEN, grants=[f"{role}@country:*"])

        assert answer["data"]["webhooks"]["nodes"] == [
            {
                "id": created["webhook"]["id"],
                "url": URL,
                "secret": None,
                "inventoryDelivery": None,
                "inventoryAttempts": {"totalCount": 0, "nodes": []},
            }
        ]


async def test_another_integrator_sees_nothing_and_changes_nothing(
    integrator: Integrator, graph: Serving
) -> None:
    webhook = (await integrator.creates())["webhook"]["id"]
    stranger = Integrator(graph, uuid4())

    seen = await stranger.asks(SEEN)
    paused = await stranger.does(change("pauseWebhook"), webhookId=webhook)
    missing = await stranger.does(change("pauseWebhook"), webhookId=str(uuid4()))

    assert seen["data"]["webhooks"]["nodes"] == []
    assert paused == missing
    assert paused["userErrors"][0]["code"] == "NOT_FOUND"


async def test_nobody_makes_a_webhook_for_a_contract_of_others(
    integrator: Integrator, graph: Serving
) -> None:
    stranger = Integrator(graph, uuid4())

    foreign = await stranger.does(CREATE, contractId=str(integrator.contract), url=URL)
    ministry = await graph.ask(
        CREATE, {"input": {"contractId": str(integrator.contract), "url": URL}}, grants=["ministry@country:*"]
    )

    assert foreign["userErrors"][0]["code"] == "NOT_FOUND"
    assert ministry["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_what_is_kept_and_told_of_a_secret_is_of_no_use_to_a_thief(
    integrator: Integrator, inventory: Inventory
) -> None:
    secret = (await integrator.creates())["webhook"]["secret"]

    kept = await inventory.pool.fetchval("select secrets::text from webhook_subscription")
    told = [str(message) for message in await inventory.told()]
    written = await inventory.pool.fetch("select row_to_json(entry)::text from idempotency as entry")

    assert secret not in f"{kept} {told} {written}"
    assert len(told) == 1


async def test_a_webhook_is_paused_resumed_tried_replayed_and_deleted(
    integrator: Integrator, inventory: Inventory
) -> None:
    webhook = (await integrator.creates())["webhook"]["id"]

    paused = await integrator.does(change("pauseWebhook"), webhookId=webhook)
    resumed = await integrator.does(change("resumeWebhook"), webhookId=webhook)
    await integrator.does(change("tryWebhook"), webhookId=webhook)
    await integrator.does(change("replayWebhook"), webhookId=webhook, source="ENROLLMENT", after=f"{204:020}")
    gone = await integrator.does(
        "mutation($input: DeleteWebhookInput!) { done: deleteWebhook(input: $input) { webhookId } }",
        webhookId=webhook,
    )

    assert (paused["webhook"]["isPaused"], resumed["webhook"]["isPaused"]) == (True, False)
    assert gone == {"webhookId": webhook}
    assert (await integrator.asks(SEEN))["data"]["webhooks"]["nodes"] == []
    told = await inventory.told()
    assert [type(message).__name__ for message in told] == [
        *("WebhookChanged", "WebhookChanged", "WebhookChanged"),
        *("WebhookTried", "WebhookReplayRequested", "WebhookDeleted"),
    ]
    assert told[4] == v1.WebhookReplayRequested(webhook_id=webhook, service="enrollment", after=204)


async def test_a_webhook_gets_another_address_and_other_kinds_of_event(integrator: Integrator) -> None:
    webhook = (await integrator.creates())["webhook"]["id"]

    moved = await integrator.does(change("changeWebhook"), webhookId=webhook, url=f"{URL}/new")
    narrowed = await integrator.does(
        change("changeWebhook"), webhookId=webhook, types=["bilim.inventory.SchoolRegistered.v1"]
    )
    stale = await integrator.does(change("changeWebhook"), webhookId=webhook, url=URL, expectedVersion=1)

    assert (moved["webhook"]["url"], moved["webhook"]["types"]) == (f"{URL}/new", [])
    assert narrowed["webhook"]["url"] == f"{URL}/new"
    assert narrowed["webhook"]["types"] == ["bilim.inventory.SchoolRegistered.v1"]
    assert stale["userErrors"][0]["code"] == "VERSION_CONFLICT"


async def test_a_rotated_secret_is_another_one_and_the_old_one_ends_after_the_overlap(
    integrator: Integrator, inventory: Inventory
) -> None:
    created = await integrator.creates()
    webhook = created["webhook"]["id"]

    rotated = await integrator.does(change("rotateWebhookSecret"), webhookId=webhook, overlapHours=1)
    at_once = await integrator.does(change("rotateWebhookSecret"), webhookId=webhook, overlapHours=0)

    shown = [each["webhook"]["secret"] for each in (created, rotated, at_once)]
    assert len(set(shown)) == 3
    told = await inventory.told_of(v1.WebhookChanged)
    assert [[secret.HasField("until") for secret in each.secrets] for each in told] == [
        *([False], [False, True], [False])
    ]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"url": "https://10.0.0.8/hook"}, "WEBHOOK_ADDRESS_REFUSED"),
        ({"url": "https://user:word@office.example/"}, "WEBHOOK_ADDRESS_REFUSED"),
        ({"types": ["bilim.inventory.SchoolSold.v1"]}, "UNKNOWN_EVENT_TYPE"),
        ({"types": ["bilim.enrollment.StudentEnrolled.v1"]}, "EVENT_TYPE_NOT_IN_CONTRACT"),
    ],
)
async def test_a_webhook_that_could_not_work_is_refused(
    given: dict[str, Any], code: str, integrator: Integrator
) -> None:
    refused = await integrator.creates(**given)

    assert refused["webhook"] is None
    assert [error["code"] for error in refused["userErrors"]] == [code]
    assert refused["userErrors"][0]["path"] == ["input", next(iter(given))]


async def test_a_contract_has_ten_webhooks_at_most(integrator: Integrator) -> None:
    for number in range(10):
        assert (await integrator.creates(f"{URL}/{number}"))["userErrors"] == []

    eleventh = await integrator.creates()

    assert eleventh["userErrors"][0]["code"] == "TOO_MANY_WEBHOOKS"


async def test_changes_that_mean_nothing_are_refused(integrator: Integrator) -> None:
    webhook = (await integrator.creates())["webhook"]["id"]
    await integrator.does(change("pauseWebhook"), webhookId=webhook)

    refusals = [
        await integrator.does(change("tryWebhook"), webhookId=webhook),
        await integrator.does(change("rotateWebhookSecret"), webhookId=webhook, overlapHours=169),
        await integrator.does(change("replayWebhook"), webhookId=webhook, source="TRAINING", after="-1"),
        await integrator.does(change("replayWebhook"), webhookId=webhook, source="TRAINING", after="9" * 21),
    ]

    assert [refused["userErrors"][0]["code"] for refused in refusals] == [
        *("WEBHOOK_PAUSED", "OVERLAP_TOO_LONG", "POSITION_MALFORMED", "POSITION_MALFORMED")
    ]


def test_no_contract_opens_what_is_told_of_other_contracts_and_of_webhooks() -> None:
    """Their secrets are sealed; they are still nobody's business. One's own contract is asked for in the graph."""
    told = published_by("inventory")
    topics = {event.topic for event in told if "Webhook" in event.name or "Contract" in event.name}

    assert topics == NEVER_SHARED
    assert known_topics().keys() & topics == set()


async def test_a_service_that_comes_late_reads_the_webhooks_as_they_are_and_nobody_else_does(
    integrator: Integrator, graph: Serving, inventory: Inventory
) -> None:
    kept, gone = [(await integrator.creates())["webhook"]["id"] for _ in range(2)]
    await integrator.does(change("rotateWebhookSecret"), webhookId=kept)
    await integrator.does(change("pauseWebhook"), webhookId=kept)
    await integrator.does(
        "mutation($input: DeleteWebhookInput!) { done: deleteWebhook(input: $input) { webhookId } }",
        webhookId=gone,
    )

    status, body = await get(
        graph.app, "/snapshots/webhooks", token=graph.token(["service@service:training"])
    )
    refused, _ = await get(graph.app, "/snapshots/webhooks", token=graph.token(["ministry@country:*"]))

    states = [from_json(each, inventory.registry) for each in orjson.loads(body)["events"]]
    last = [each for each in await inventory.told_of(v1.WebhookChanged) if each.webhook_id == kept][-1]
    assert (status, refused) == (200, 403)
    assert [inventory.registry.parse(state) for state in states] == [last, v1.WebhookDeleted(webhook_id=gone)]
