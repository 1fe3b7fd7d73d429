"""On a real broker an integrator reads what its contract opens, and nothing when there is none."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from aiokafka.errors import (
    GroupAuthorizationFailedError,
    KafkaError,
    TopicAuthorizationFailedError,
)

from chassis.events.contracts import Contract, Contracts
from chassis.events.kafka import Brokers
from chassis.events.kafka.acls import Kind, Operation, Pattern, Right, give, rights_given
from chassis.events.kafka.rights import ensure_rights, rights_under
from chassis.events.kafka.rights_command import rights_command
from chassis.events.kafka.rights_keeper import RightsKeeper
from chassis.events.kafka.sending import started
from chassis.events.kafka.topics import ensure_topics
from chassis.events.ownership import tenure
from chassis.identity.development import DevelopmentIssuer
from chassis.testing.counting import Counting
from full.testing import WithIntegrators

from .conftest import Channel

pytestmark = pytest.mark.kafka
_AGREE = """
insert into integrator_contract (id, client, topics, places, purpose, valid_from, valid_until, version)
values ($1, $2, $3, $4, 'STATISTICS', now() - interval '1 day', now() + $5, 1)
"""


def itself(topic: str) -> Sequence[str]:
    return (topic,)


@dataclass(frozen=True, slots=True)
class Agreed:
    """Contracts in a service's database."""

    counting: Counting
    topic: str
    client: str = field(default_factory=lambda: f"office-{uuid4().hex[:8]}")

    async def contract(self, *, places: list[UUID] | None = None, seconds: int = 3600) -> UUID:
        """The whole topic to the client, in these places, for so long."""
        identity = uuid4()
        await self.counting.pool.execute(
            _AGREE, identity, self.client, {self.topic: None}, places, timedelta(seconds=seconds)
        )
        return identity

    async def rights(self) -> frozenset[Right]:
        """What they allow now."""
        return rights_under(await Contracts(self.counting.pool).all_in_force(), itself)


@pytest.fixture
def agreed(counting: Counting, topic: str) -> Agreed:
    return Agreed(counting, topic)


async def publish(brokers: Brokers, topic: str) -> None:
    producer = brokers.producer()
    async with started(producer):
        await producer.send_and_wait(topic, b"a fact")


async def test_who_has_a_contract_over_the_country_reads_and_afterwards_no_longer(
    agreed: Agreed, brokers: Brokers, with_integrators: WithIntegrators
) -> None:
    await publish(brokers, agreed.topic)
    contract = await agreed.contract()

    await ensure_rights(brokers, await agreed.rights())
    read = await with_integrators.read(agreed.client, agreed.topic, group=f"{agreed.client}.reports")
    await agreed.counting.pool.execute(
        "update integrator_contract set ended_at = now() where id = $1", contract
    )
    await ensure_rights(brokers, await agreed.rights())

    assert [record.value for record in read] == [b"a fact"]
    with pytest.raises(KafkaError):
        await with_integrators.read(agreed.client, agreed.topic, group=f"{agreed.client}.reports")


@pytest.mark.parametrize(
    ("places", "seconds"), [([UUID(int=1)], 3600), (None, -1)], ids=["limited to a district", "expired"]
)
async def test_a_contract_over_a_district_and_an_expired_one_open_no_topic(
    places: list[UUID] | None,
    seconds: int,
    agreed: Agreed,
    brokers: Brokers,
    with_integrators: WithIntegrators,
) -> None:
    await agreed.contract(places=places, seconds=seconds)

    await ensure_rights(brokers, await agreed.rights())

    with pytest.raises((TopicAuthorizationFailedError, GroupAuthorizationFailedError)):
        await with_integrators.read(agreed.client, agreed.topic, group=f"{agreed.client}.reports")


async def test_the_groups_of_another_client_are_closed(
    agreed: Agreed, brokers: Brokers, with_integrators: WithIntegrators
) -> None:
    await agreed.contract()

    await ensure_rights(brokers, await agreed.rights())

    with pytest.raises(GroupAuthorizationFailedError):
        await with_integrators.read(agreed.client, agreed.topic, group="another.reports")


async def test_a_token_that_the_issuer_did_not_sign_reads_nothing(
    agreed: Agreed, brokers: Brokers, with_integrators: WithIntegrators, tmp_path: Path
) -> None:
    await publish(brokers, agreed.topic)
    await agreed.contract()
    await ensure_rights(brokers, await agreed.rights())
    somebody = WithIntegrators(with_integrators.cluster, DevelopmentIssuer(tmp_path / "key.json"))

    with pytest.raises((KafkaError, TimeoutError)):
        # aiokafka takes the broker's refusal for an answer and waits for more.
        async with asyncio.timeout(5):
            await somebody.read(agreed.client, agreed.topic, group=f"{agreed.client}.reports")


async def test_our_own_service_logs_in_with_its_token_and_may_write(
    agreed: Agreed, with_integrators: WithIntegrators
) -> None:
    ours = Brokers(
        with_integrators.cluster.for_integrators,
        client_id="inventory",
        security=with_integrators.security("bilim-inventory"),
    )

    await publish(ours, agreed.topic)

    theirs = Brokers(ours.bootstrap, client_id="office", security=with_integrators.security(agreed.client))
    with pytest.raises(KafkaError):
        await ensure_topics(theirs, [Channel(f"bilim.test.{uuid4().hex[:8]}.v1")], replicas=1)


async def test_a_second_time_changes_nothing_and_a_dry_run_neither(agreed: Agreed, brokers: Brokers) -> None:
    await agreed.contract()
    contracts = Contracts(agreed.counting.pool)

    tried, _ = await rights_command(contracts, brokers, itself, dry_run=True)
    done, _ = await rights_command(contracts, brokers, itself, dry_run=False)
    again, code = await rights_command(contracts, brokers, itself, dry_run=False)

    assert f"would be given: User:{agreed.client} read topic {agreed.topic}\n" in tried
    assert f"given: User:{agreed.client} read group {agreed.client}.*\n" in done
    assert (again, code) == ("Nothing to change.\n", 0)


async def test_a_right_that_somebody_gave_by_hand_on_a_topic_of_ours_is_taken_away(
    agreed: Agreed, brokers: Brokers
) -> None:
    admin = brokers.admin()
    await admin.start()
    by_hand = Right("User:friend", Kind.TOPIC, agreed.topic, Operation.READ)
    prefixed = Right("User:friend", Kind.TOPIC, "bilim.test", Operation.READ, Pattern.PREFIXED)
    elsewhere = Right("User:friend", Kind.TOPIC, f"other.{uuid4()}", Operation.READ)
    await give(admin, [by_hand, prefixed, elsewhere])

    await ensure_rights(brokers, frozenset())
    left = await rights_given(admin)
    await admin.close()

    assert elsewhere in left
    assert not {by_hand, prefixed} & left


@pytest.mark.parametrize("client", ["*", "office.of", "ANONYMOUS", "", "a b"])
def test_a_client_whose_name_would_mean_others_gets_nothing(client: str) -> None:
    contract = Contract(topics={"bilim.test.x.v1": None}, id=uuid4(), client=client)

    assert rights_under([contract], itself) == frozenset()


def test_a_contract_that_hides_a_field_opens_no_topic() -> None:
    contract = Contract(topics={"bilim.test.x.v1": frozenset({"name"})}, id=uuid4(), client="office")

    assert rights_under([contract], itself) == frozenset()


async def test_the_keeper_gives_and_takes_by_itself(agreed: Agreed, brokers: Brokers) -> None:
    office = partial(tenure, agreed.counting.database.app_url, "rights", application="test rights")
    keeper = asyncio.create_task(
        RightsKeeper(Contracts(agreed.counting.pool), brokers, office=office, opened=itself).run()
    )
    admin = brokers.admin()
    await admin.start()
    read = Right(f"User:{agreed.client}", Kind.TOPIC, agreed.topic, Operation.READ)

    await agreed.contract(seconds=4)
    async with asyncio.timeout(20):
        while read not in await rights_given(admin):  # noqa: ASYNC110 - another process gives it
            await asyncio.sleep(0.1)
        while read in await rights_given(admin):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.1)

    keeper.cancel()
    with suppress(asyncio.CancelledError):
        await keeper
    await admin.close()
