"""`make up-full`: the same platform on the real Kafka and Keycloak, started and stopped as people do it."""

import asyncio
import shutil
from collections.abc import Callable, Iterator
from uuid import uuid4

import psutil
import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from devhost.layout import Ports
from devhost.testing import Platform, running_platform

from .test_enrolment_reaches_the_journal import CLASS_OF, enrol

pytestmark = [pytest.mark.long, pytest.mark.kafka, pytest.mark.keycloak]
STUDENTS = "bilim.enrollment.student.v1"


@pytest.fixture(scope="module")
def up_full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """What `make up-full` starts."""
    if shutil.which("java") is None or shutil.which("mvn") is None:
        pytest.skip("the full profile needs a JDK and Maven")
    with running_platform("up", tmp_path_factory.mktemp("full"), "--kafka", "--keycloak") as running:
        yield running
    left = [each.info["cmdline"] for each in psutil.process_iter(["cmdline"])]
    assert [words for words in left if words and str(running.data) in " ".join(words)] == []


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


def test_a_machine_logs_in_with_its_key(up_full: Platform) -> None:
    page = up_full.feed("inventory", up_full.token("integrator"), since=0)

    assert page["head"] > 0


def test_without_a_token_of_keycloak_nobody_is_known(up_full: Platform) -> None:
    answer = up_full.ask(None, "{ viewer { __typename } }")

    assert "errors" in answer or answer["data"]["viewer"] is None


def records(platform: Platform) -> int:
    """How many records lie on the topic of pupils."""
    return asyncio.run(_records(f"127.0.0.1:{Ports(platform.port).kafka}"))


async def _records(bootstrap: str) -> int:
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap)
    await consumer.start()
    try:
        await consumer.topics()
        partitions = [
            TopicPartition(STUDENTS, number) for number in consumer.partitions_for_topic(STUDENTS) or ()
        ]
        ends = await consumer.end_offsets(partitions)
        return sum(ends.values())
    finally:
        await consumer.stop()
