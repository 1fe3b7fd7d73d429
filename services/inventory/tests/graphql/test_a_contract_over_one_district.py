"""An integrator limited to one district sees no event of another, whichever way it reads; a new way goes into WAYS.

A broker can hide nothing: there such a contract opens no topic at all.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from aiokafka.errors import GroupAuthorizationFailedError, TopicAuthorizationFailedError

from chassis.clock import now
from chassis.database.pool import open_connection
from chassis.events import EventLog
from chassis.events.bells import Bells
from chassis.events.contracts import Contracts
from chassis.events.kafka import Brokers, Publisher, StatePublisher, ensure_topics
from chassis.events.kafka.rights import ensure_rights, rights_under
from chassis.events.registry import Registry
from chassis.events.sequencer import move_batch
from chassis.events.webhooks import Deliverer, Outcome, Sealer, Sender, Source, Webhook, Webhooks
from chassis.ids import new_id
from chassis.testing.asgi import get
from chassis.testing.databases import Database
from chassis.testing.serving import Serving
from chassis.testing.surroundings import Surroundings, anybody
from contracts.catalogue import STATE
from full.testing import WithIntegrators
from inventory.app import SERVICE, heard
from inventory.domain.contract import ContractPurpose, Terms
from inventory.domain.ids import AssetModelId, ContractId, DistrictId, RegionId, SchoolId
from inventory.graphql.contract_mutations import known_topics
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.agree_contract import AgreeContract, agree_contract
from inventory.usecases.register_asset import RegisterAsset, register_asset
from inventory.usecases.register_district import RegisterDistrict, register_district
from inventory.usecases.register_school import RegisterSchool, register_school

Inventory = Surroundings[SqlInventoryUnit]
TOPICS = [f"bilim.inventory.{name}.v1" for name in ("asset", "school", "district")]


_WEBHOOK = """
insert into webhook (id, contract_id, url, secrets, paused, log, position)
select $1, $2, 'https://office.example/hook', '[]', false, log, 0 from event_log_head
"""


_ON_KAFKA = """
select count(*) = 2 and (select count(*) filter (where is_complete) from states_filled) = $1
from delivery_cursor, event_log_head as head where name like 'kafka%' and delivery_cursor.position = head.position
"""


class Office(Sender):
    """A receiver without a network."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    async def send(self, url: str, *, event_id: UUID, body: bytes, signers: Any) -> Outcome:
        """Takes everything."""
        self.taken.append(body.decode())
        return Outcome(204)


async def nobody_is_told(_webhook: Webhook, _why: str) -> None:
    """No webhook stops here."""


@dataclass(frozen=True, slots=True)
class World:
    """Two districts with a school and a device each; a contract over the first."""

    graph: Serving
    inventory: Inventory
    database: Database
    contract: ContractId
    ours: tuple[UUID, ...]
    theirs: tuple[UUID, ...]

    @property
    def token(self) -> str:
        """The integrator's."""
        return self.graph.token([f"integrator@contract:{self.contract}"])


@pytest_asyncio.fixture
async def world(
    graph: Serving,
    inventory: Inventory,
    database: Database,
    region: RegionId,
    village_school: RegisterSchool,
    laptop: AssetModelId,
) -> World:
    """All that happened has its place in the log."""
    work = inventory.work
    other = await register_district(
        RegisterDistrict(region, "levashi", {"ru": "Левашинский район"}),
        work=work,
        permit=anybody,
        new_id=new_id,
    )
    places = []
    for district, code in ((village_school.district, "05-001"), (other, "05-002")):
        command = replace(village_school, district=district, national_code=code)
        school = await register_school(command, work=work, permit=anybody, new_id=new_id)
        device = RegisterAsset(school, laptop, "101")
        asset = await register_asset(device, work=work, permit=anybody, new_id=new_id)
        places.append((district, school, asset))
    contract = await agree_contract(
        AgreeContract("office", terms_over(village_school.district)),
        work=work,
        permit=anybody,
        new_id=new_id,
        topics=known_topics,
    )
    connection = await open_connection(database.app_url, application="test")
    await move_batch(connection)
    await connection.close()
    return World(graph, inventory, database, contract, *places)


def terms_over(district: DistrictId) -> Terms:
    return Terms(
        purpose=ContractPurpose.STATISTICS,
        topics={**dict.fromkeys(TOPICS), TOPICS[0]: ["schoolId", "assetId"]},
        is_countrywide=False,
        region_ids=[],
        district_ids=[district],
        school_ids=list[SchoolId](),
        valid_from=datetime(2026, 1, 1, tzinfo=UTC),
        valid_until=datetime(2099, 1, 1, tzinfo=UTC),
    )


async def by_feed(world: World) -> str:
    """Pulled."""
    status, body = await get(world.graph.app, "/events?since=0&limit=1000", token=world.token)
    assert status == 200
    return body.decode()


async def by_stream(world: World) -> str:
    """Pushed to a browser, up to where there is nothing more."""
    last = await world.inventory.pool.fetchval(
        "select max(position) from event_log where $1 = any(places) and topic = any($2)",
        world.ours[0],
        TOPICS,
    )
    status, body = await get(
        world.graph.app, "/events/stream?since=0", token=world.token, until=b"id: %d\n" % last
    )
    assert status == 200
    return body.decode()


async def by_webhook(world: World) -> str:
    """Delivered to an office."""
    office = Office()
    pool, registry = world.inventory.pool, world.inventory.registry
    await pool.execute(_WEBHOOK, new_id(), world.contract)
    log = EventLog(pool, source="urn:bilim:inventory")
    deliverer = Deliverer(
        Webhooks(pool, Sealer({"test": bytes(32)})),
        Source(log, registry, Contracts(pool)),
        sender=office,
        signing_keys=[],
        notice=nobody_is_told,
        now=now,
        chance=lambda: 0.0,
    )
    await deliverer.turn()
    return "".join(office.taken)


async def by_snapshot(world: World) -> str:
    """Read as states."""
    bodies = []
    for name in ("districts", "schools", "assets"):
        status, body = await get(world.graph.app, f"/snapshots/{name}", token=world.token)
        assert status == 200
        bodies.append(body.decode())
    return "".join(bodies)


WAYS: list[Callable[[World], Awaitable[str]]] = [by_feed, by_stream, by_webhook, by_snapshot]


@pytest.mark.parametrize("read", WAYS)
async def test_it_sees_its_own_district_and_nothing_of_another(
    world: World, read: Callable[[World], Awaitable[str]]
) -> None:
    told = await read(world)

    assert all(str(place) in told for place in world.ours)
    assert not any(str(place) in told for place in world.theirs)
    assert "inventoryNumber" not in told, "a field that the contract does not name"


@pytest.mark.parametrize("read", WAYS)
async def test_a_read_is_seen_by_the_auditor(world: World, read: Callable[[World], Awaitable[str]]) -> None:
    await read(world)

    answer = await world.graph.ask(
        "{ inventoryEventReads { nodes { contractId count } } }", grants=["auditor@country:*"]
    )
    nodes = answer["data"]["inventoryEventReads"]["nodes"]
    assert {node["contractId"] for node in nodes} == {str(world.contract)}
    assert sum(node["count"] for node in nodes) == 3


@pytest.mark.kafka
async def test_on_kafka_where_nothing_can_be_hidden_it_gets_no_topic(
    world: World, with_integrators: WithIntegrators
) -> None:
    country = Terms(**{**terms_on_kafka(world), "is_countrywide": True, "district_ids": []})
    await agree_contract(
        AgreeContract("country", country),
        work=world.inventory.work,
        permit=anybody,
        new_id=new_id,
        topics=known_topics,
    )
    await on_kafka(world, Brokers(with_integrators.cluster.bootstrap, client_id="inventory"))

    for topic in (TOPICS[1], TOPICS[1].replace(".v1", ".snapshot.v1")):
        told = await with_integrators.read("country", topic, group="country.reports")
        assert {record.key.decode() for record in told} >= {str(world.ours[1]), str(world.theirs[1])}
        with pytest.raises((TopicAuthorizationFailedError, GroupAuthorizationFailedError)):
            await with_integrators.read("office", topic, group="office.reports")
    with pytest.raises(TopicAuthorizationFailedError):
        await with_integrators.read("country", "bilim.inventory.asset.v1", group="country.reports")


def terms_on_kafka(world: World) -> dict[str, Any]:
    """The same as the integrator's, with every field of schools and only some of devices."""
    terms = terms_over(DistrictId(world.ours[0]))
    return {name: getattr(terms, name) for name in terms.__slots__}


async def on_kafka(world: World, brokers: Brokers) -> None:
    """The broker has what inventory tells, and the rights that its contracts give."""
    inventory, url, bells = world.inventory, world.database.app_url, Bells()
    await ensure_topics(brokers, SERVICE.topics, replicas=1)
    states = StatePublisher(
        url,
        bells,
        brokers,
        service="inventory",
        declared=SERVICE.snapshots,
        registry=Registry(heard(), public_url="http://bilim.test", state=STATE.message),
    )
    publishers = (Publisher(url, bells, brokers, service="inventory"), states)
    tasks = [asyncio.create_task(each.run()) for each in publishers]
    async with asyncio.timeout(60):
        while not await inventory.pool.fetchval(_ON_KAFKA, len(SERVICE.snapshots)):  # noqa: ASYNC110 - the database says it
            await asyncio.sleep(0.05)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert SERVICE.opens is not None
    wanted = rights_under(await Contracts(inventory.pool).all_in_force(), SERVICE.opens)
    await ensure_rights(brokers, wanted)


async def test_no_field_of_the_graph_tells_what_the_feed_hides(world: World) -> None:
    answer = await world.graph.ask(
        "{ integratorContracts { nodes { districts { code } } } }",
        grants=[f"integrator@contract:{world.contract}"],
    )

    assert answer["data"]["integratorContracts"]["nodes"] == [{"districts": [{"code": "sergokala"}]}]
