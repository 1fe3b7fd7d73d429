"""`make up-full`: the same platform on the real Kafka and Keycloak, started and stopped as people do it."""

import asyncio
import contextlib
import html
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen
from uuid import uuid4

import psutil
import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError

from chassis.events.kafka.login import Tokens
from chassis.identity.machine import ClientCredentials, read_machine_key
from devhost.layout import Ports
from devhost.testing import Platform, running_platform
from full.keycloak_server import realm_of

from .test_enrolment_reaches_the_journal import CLASS_OF, enrol

pytestmark = [pytest.mark.long, pytest.mark.kafka, pytest.mark.keycloak]
STUDENTS = "bilim.enrollment.student.v1"


@pytest.fixture(scope="module")
def up_full() -> Iterator[Platform]:
    """What `make up-full` starts."""
    if shutil.which("java") is None or shutil.which("mvn") is None:
        pytest.skip("the full profile needs a JDK and Maven")
    # Not below pytest's own folder: another pytest that starts closes that to the user PostgreSQL runs as.
    with tempfile.TemporaryDirectory(prefix="bilim-full-") as folder:
        with running_platform("up", Path(folder), "--kafka", "--keycloak") as running:
            yield running
        left = [each.info["cmdline"] for each in psutil.process_iter(["cmdline"])]
        assert [words for words in left if words and folder in " ".join(words)] == []


def test_an_enrolment_reaches_the_journal_by_kafka_for_somebody_who_logged_in_at_keycloak(
    up_full: Platform, within: Callable[[float, Callable[[], bool]], float]
) -> None:
    director = up_full.token("director")
    before = records(up_full)

    student = enrol(up_full, key=str(uuid4()))

    def has_a_place() -> bool:
        place = up_full.ask(director, CLASS_OF, id=student)["data"]["student"]["class"]
        return place is not None

    within(10, has_a_place)
    assert records(up_full) == before + 1


def test_a_worker_reads_another_service_s_feed_with_its_own_key(up_full: Platform) -> None:
    key = read_machine_key(up_full.data / "keycloak" / "bilim-ejournal.json")
    issuer = realm_of(f"http://127.0.0.1:{Ports(up_full.port).keycloak}")
    token = asyncio.run(ClientCredentials("bilim-ejournal", key, issuer=issuer).token())

    assert up_full.feed("inventory", token, since=0)["head"] > 0


def test_without_a_token_of_keycloak_nobody_is_known(up_full: Platform) -> None:
    answer = up_full.ask(None, "{ viewer { __typename } }")

    assert "errors" in answer or answer["data"]["viewer"] is None


def test_the_editor_s_page_says_where_its_readers_log_in(up_full: Platform) -> None:
    asked = Request(f"http://127.0.0.1:{up_full.port}/graphql", headers={"Accept": "text/html"})
    with urlopen(asked) as answer:
        page = html.unescape(answer.read().decode())

    issuer = realm_of(f"http://127.0.0.1:{Ports(up_full.port).keycloak}")
    assert f'{{"issuer":"{issuer}","client":"bilim-graphiql"}}' in page


AGREE = """mutation ($input: AgreeContractInput!) {
  agreeContract(input: $input) { contract { id } userErrors { code message } }
}"""
SCHOOLS, PUPILS = "bilim.inventory.school", "bilim.enrollment.student"


def test_an_integrator_reads_on_kafka_what_a_countrywide_contract_opens_and_no_more(
    up_full: Platform, within: Callable[[float, Callable[[], bool]], float]
) -> None:
    with pytest.raises(KafkaError):
        read_as_integrator(up_full, f"{SCHOOLS}.v1")

    terms = {
        "purpose": "OPEN_DATA",
        "topics": [{"topic": f"{SCHOOLS}.v1"}],
        "isCountrywide": True,
        "validFrom": "2026-01-01T00:00:00Z",
        "validUntil": "2100-01-01T00:00:00Z",
    }
    agreed = up_full.ask(
        up_full.token("ministry"), AGREE, input={"client": "bilim-integrator", "terms": terms}
    )
    assert agreed["data"]["agreeContract"]["userErrors"] == []

    def is_open() -> bool:
        with contextlib.suppress(KafkaError):
            return bool(read_as_integrator(up_full, f"{SCHOOLS}.v1"))
        return False

    within(20, is_open)
    assert read_as_integrator(up_full, f"{SCHOOLS}.snapshot.v1")
    with pytest.raises(KafkaError):
        read_as_integrator(up_full, f"{PUPILS}.v1")


def read_as_integrator(platform: Platform, topic: str) -> list[Any]:
    """Some records of a topic, as the integrator of the demonstration gets them with its own key."""
    return asyncio.run(_read_as_integrator(platform, topic))


async def _read_as_integrator(platform: Platform, topic: str) -> list[Any]:
    client, ports = "bilim-integrator", Ports(platform.port)
    key = read_machine_key(platform.data / "keycloak" / f"{client}.json")
    login = ClientCredentials(client, key, issuer=realm_of(f"http://127.0.0.1:{ports.keycloak}"))
    consumer = AIOKafkaConsumer(
        topic,
        bootstrap_servers=f"127.0.0.1:{ports.for_integrators}",
        group_id=f"{client}.test-{uuid4()}",
        auto_offset_reset="earliest",
        security_protocol="SASL_PLAINTEXT",
        sasl_mechanism="OAUTHBEARER",
        sasl_oauth_token_provider=Tokens(login.token),
    )
    try:
        await consumer.start()
        async with asyncio.timeout(20):
            while not (found := await consumer.getmany(timeout_ms=500)):
                pass
        return [record for of in found.values() for record in of]
    finally:
        await consumer.stop()


def records(platform: Platform) -> int:
    """How many records lie on the topic of pupils."""
    return asyncio.run(_records(f"127.0.0.1:{Ports(platform.port).kafka}"))


async def _records(bootstrap: str) -> int:
    consumer = AIOKafkaConsumer(STUDENTS, bootstrap_servers=bootstrap)
    await consumer.start()
    try:
        ends = await consumer.end_offsets(list(consumer.assignment()))
        return sum(ends.values())
    finally:
        await consumer.stop()
