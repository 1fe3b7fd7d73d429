"""Makes the topics that the contracts declare and keeps their settings; doing it again changes nothing."""

import asyncio
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import TopicAlreadyExistsError, for_code

from chassis.events.channels import Topic
from chassis.events.kafka.brokers import Brokers

_DAY_MS = 86_400_000
_VISIBLE_SECONDS = 10
_LOOK_SECONDS = 0.05
_SET_ON_TOPIC = 1
"""Kafka's number for a setting that somebody gave to this very topic."""

# A name that is to be forgotten is gone from the disk within a day, and who was away for a week still hears of it.
_COMPACTED = {
    "cleanup.policy": "compact",
    "max.compaction.lag.ms": str(_DAY_MS),
    "delete.retention.ms": str(7 * _DAY_MS),
}


class TopicDiffers(Exception):
    """A topic has another number of partitions than its contract: keys would lose their order if it changed."""


@dataclass(frozen=True, slots=True)
class Present:
    """A topic as the cluster has it."""

    partitions: int
    replicas: int


@dataclass(frozen=True, slots=True)
class Wanted(Present):
    """A topic as it is to be."""

    name: str
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Changes:
    """What was done, or would be."""

    created: list[Wanted] = field(default_factory=list)
    changed: dict[str, dict[str, tuple[str | None, str]]] = field(default_factory=dict)
    """By topic: each setting as it was and as it is."""
    copies: dict[str, Present] = field(default_factory=dict)
    """Topics with another number of copies: only an operator moves those."""


async def ensure_topics(
    brokers: Brokers, topics: Iterable[Topic], *, replicas: int, dry_run: bool = False
) -> Changes:
    """Make what is missing and set what differs. Raises TopicDiffers, before anything is changed."""
    wanted = {each.name: each for topic in topics for each in _wanted(topic, replicas)}
    admin = brokers.admin()
    try:
        await admin.start()
        present = await _present(admin)
        _refuse_differing(wanted, present)
        missing = [each for name, each in sorted(wanted.items()) if name not in present]
        found = {name: each for name, each in sorted(wanted.items()) if name in present}
        changed = await _differing(admin, found)
        copies = {
            name: present[name] for name, each in found.items() if present[name].replicas != each.replicas
        }
        if dry_run:
            return Changes(missing, changed, copies)
        created = await _create(admin, missing) if missing else []
        await _alter(admin, changed)
        # Another run of this command, of another version, may have been faster.
        _refuse_differing(wanted, await _visible(admin, wanted.keys()))
        return Changes(created, changed, copies)
    finally:
        await admin.close()


async def partitions_of(brokers: Brokers) -> dict[str, int]:
    """How many partitions each topic of the cluster has."""
    admin = brokers.admin()
    try:
        await admin.start()
        return {name: each.partitions for name, each in (await _present(admin)).items()}
    finally:
        await admin.close()


def _wanted(topic: Topic, replicas: int) -> Iterable[Wanted]:
    durable = {"min.insync.replicas": str(max(1, replicas - 1))}
    kept = {"cleanup.policy": "delete", "retention.ms": str(topic.retention_days * _DAY_MS)}
    yield Wanted(topic.partitions, replicas, topic.topic, durable | kept)
    if topic.states is not None:
        yield Wanted(topic.partitions, replicas, topic.states, durable | _COMPACTED)


async def _visible(admin: AIOKafkaAdminClient, names: Collection[str]) -> dict[str, Present]:
    """These topics, as soon as brokers have told one another of them."""
    async with asyncio.timeout(_VISIBLE_SECONDS):
        while not (present := await _present(admin)).keys() >= set(names):  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_SECONDS)
    return present


async def _present(admin: AIOKafkaAdminClient) -> dict[str, Present]:
    described = await admin.describe_topics()
    return {
        each["topic"]: Present(len(each["partitions"]), len(each["partitions"][0]["replicas"]))
        for each in described
        if each["partitions"]
    }


def _refuse_differing(wanted: Mapping[str, Wanted], present: Mapping[str, Present]) -> None:
    for name in sorted(wanted.keys() & present.keys()):
        if present[name].partitions != wanted[name].partitions:
            raise TopicDiffers(
                f"{name} has {present[name].partitions} partitions and its contract says "
                f"{wanted[name].partitions}: the number is fixed at creation; a change is a new topic."
            )


async def _create(admin: AIOKafkaAdminClient, missing: list[Wanted]) -> list[Wanted]:
    new = [
        NewTopic(each.name, each.partitions, each.replicas, topic_configs=dict(each.settings))
        for each in missing
    ]
    answer = await admin.create_topics(new)
    codes = {name: code for name, code, *_ in answer.topic_errors}
    for name, code in codes.items():
        # Another run of the same command may have been faster.
        if code not in (0, TopicAlreadyExistsError.errno):
            raise for_code(code)(name)
    return [each for each in missing if codes[each.name] == 0]


async def _differing(
    admin: AIOKafkaAdminClient, wanted: Mapping[str, Wanted]
) -> dict[str, dict[str, tuple[str | None, str]]]:
    own = await _settings_of(admin, wanted)
    return {
        name: different
        for name, each in wanted.items()
        if (
            different := {
                key: (own[name].get(key), value)
                for key, value in each.settings.items()
                if own[name].get(key) != value
            }
        )
    }


async def _settings_of(admin: AIOKafkaAdminClient, names: Collection[str]) -> dict[str, dict[str, str]]:
    """What these topics were given themselves; what they have from their broker is not among it."""
    asked = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    found: dict[str, dict[str, str]] = {}
    for answer in await admin.describe_configs(asked) if asked else []:
        for code, _, _, name, entries in answer.resources:
            if code:
                raise for_code(code)(name)
            found[name] = {entry[0]: entry[1] for entry in entries if entry[3] == _SET_ON_TOPIC}
    return found


async def _alter(
    admin: AIOKafkaAdminClient, changed: Mapping[str, Mapping[str, tuple[str | None, str]]]
) -> None:
    # Kafka's request says the whole: what an operator has set beside ours is said again.
    own = await _settings_of(admin, changed.keys())
    said = [
        ConfigResource(
            ConfigResourceType.TOPIC, name, own[name] | {key: to for key, (_, to) in settings.items()}
        )
        for name, settings in changed.items()
    ]
    for answer in await admin.alter_configs(said) if said else []:
        for code, _, _, name in answer.resources:
            _refuse(code, name)


def _refuse(code: int, name: str) -> None:
    if code:
        raise for_code(code)(name)


def told(changes: Changes, *, dry_run: bool) -> Iterable[str]:
    """What a person at a terminal reads, line by line."""
    will = "would be " if dry_run else ""
    for topic in changes.created:
        copies = f"{topic.partitions} partitions, {topic.replicas} copies"
        yield f"{topic.name}: {will}made, {copies}{_listed(topic.settings)}"
    for name, settings in changes.changed.items():
        for key, (was, now) in settings.items():
            yield f"{name}: {key} {will}changed from {was or 'what its broker says'} to {now}"
    for name, present in changes.copies.items():
        yield f"{name}: has {present.replicas} copies; kafka-reassign-partitions.sh changes that, not this command"
    if not (changes.created or changes.changed):
        yield "Nothing to change."


def _listed(settings: Mapping[str, Any]) -> str:
    return "".join(f", {key}={value}" for key, value in sorted(settings.items()))
