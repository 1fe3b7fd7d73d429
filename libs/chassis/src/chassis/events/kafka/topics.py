"""Makes the topics that the contracts declare; doing it again changes nothing."""

import asyncio
from collections.abc import Collection, Iterable
from typing import Protocol

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError, for_code

from chassis.events.kafka.brokers import Brokers

_DAY_MS = 86_400_000
SNAPSHOT = ".snapshot."
_VISIBLE_SECONDS = 10
_LOOK_SECONDS = 0.05


class Topic(Protocol):
    """A channel of the contracts."""

    @property
    def topic(self) -> str: ...
    @property
    def partitions(self) -> int: ...
    @property
    def retention_days(self) -> int: ...


class TopicDiffers(Exception):
    """A topic has another number of partitions than its contract: keys would lose their order if it changed."""


async def ensure_topics(brokers: Brokers, topics: Iterable[Topic], *, replicas: int) -> list[str]:
    """Make those that are missing and return their names. Raises TopicDiffers."""
    wanted = {each.topic: each for each in topics}
    admin = brokers.admin()
    try:
        await admin.start()
        present = await _partitions(admin)
        missing = [each for name, each in sorted(wanted.items()) if name not in present]
        created = await _create(admin, missing, replicas) if missing else []
        _refuse_differing(wanted, await _visible(admin, wanted.keys()))
        return created
    finally:
        await admin.close()


async def partitions_of(brokers: Brokers) -> dict[str, int]:
    """How many partitions each topic of the cluster has."""
    admin = brokers.admin()
    try:
        await admin.start()
        return await _partitions(admin)
    finally:
        await admin.close()


async def _visible(admin: AIOKafkaAdminClient, names: Collection[str]) -> dict[str, int]:
    """The partitions of these topics, as soon as brokers have told one another of them."""
    async with asyncio.timeout(_VISIBLE_SECONDS):
        while not (present := await _partitions(admin)).keys() >= set(names):  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_SECONDS)
    return present


async def _partitions(admin: AIOKafkaAdminClient) -> dict[str, int]:
    described = await admin.describe_topics()
    return {each["topic"]: len(each["partitions"]) for each in described}


def _refuse_differing(wanted: dict[str, Topic], present: dict[str, int]) -> None:
    for name in wanted.keys() & present.keys():
        if present[name] != wanted[name].partitions:
            raise TopicDiffers(
                f"{name} has {present[name]} partitions and its contract says {wanted[name].partitions}: "
                "the number is fixed at creation; a change is a new topic."
            )


async def _create(admin: AIOKafkaAdminClient, missing: list[Topic], replicas: int) -> list[str]:
    answer = await admin.create_topics([_new_topic(each, replicas) for each in missing])
    for name, code, *_ in answer.topic_errors:
        # Another run of the same command may have been faster.
        if code not in (0, TopicAlreadyExistsError.errno):
            raise for_code(code)(name)
    return [name for name, code, *_ in answer.topic_errors if code == 0]


def _new_topic(topic: Topic, replicas: int) -> NewTopic:
    durable = {"min.insync.replicas": str(max(1, replicas - 1))}
    kept = {"cleanup.policy": "delete", "retention.ms": str(topic.retention_days * _DAY_MS)}
    if SNAPSHOT in topic.topic:
        kept = {"cleanup.policy": "compact"}
    return NewTopic(topic.topic, topic.partitions, replicas, topic_configs=durable | kept)
