"""Every event there is, read off the generated descriptors: its name, its topic, its key, and who hears it."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from google.protobuf.message import Message

import contracts
from contracts.events.v1.channel_pb2 import PersonalData, channel, event

_NOT_SERVICES = {"common", "events", "catalogue"}


@dataclass(frozen=True, slots=True)
class Channel:
    """A topic, as its file of messages declares it."""

    topic: str
    summary: str
    partitions: int
    retention_days: int


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of event: `name` is the `type` of its CloudEvent, `key` the field that orders it."""

    name: str
    service: str
    channel: Channel
    key: str
    message: type[Message]
    personal_data: str
    consumers: tuple[str, ...]

    @property
    def topic(self) -> str:
        """Where it is published."""
        return self.channel.topic


@lru_cache
def services() -> tuple[str, ...]:
    """The services that publish events."""
    names = (module.name for module in pkgutil.iter_modules(contracts.__path__))
    return tuple(sorted(set(names) - _NOT_SERVICES))


@lru_cache
def published_by(service: str) -> tuple[EventType, ...]:
    """The events of one service, in the order of their names."""
    found = (each for package in _packages(service) for each in _event_types(service, package))
    return tuple(sorted(found, key=lambda each: each.name))


def everything() -> tuple[EventType, ...]:
    """The events of all services."""
    return tuple(each for service in services() for each in published_by(service))


def _packages(service: str) -> Iterator[str]:
    package = importlib.import_module(f"contracts.{service}")
    for module in pkgutil.iter_modules(package.__path__):
        yield f"contracts.{service}.{module.name}"


def _event_types(service: str, package: str) -> Iterator[EventType]:
    module = importlib.import_module(package)
    for name in module.__all__:
        message = getattr(module, name)
        if isinstance(message, type) and issubclass(message, Message) and _is_event(message):
            yield _event_type(service, package, message)


def _is_event(message: type[Message]) -> bool:
    return bool(message.DESCRIPTOR.GetOptions().HasExtension(event))


def _event_type(service: str, package: str, message: type[Message]) -> EventType:
    said = message.DESCRIPTOR.GetOptions().Extensions[event]
    where = message.DESCRIPTOR.file.GetOptions().Extensions[channel]
    return EventType(
        name=f"bilim.{service}.{message.DESCRIPTOR.name}.{package.rpartition('.')[2]}",
        service=service,
        channel=Channel(where.topic, where.summary, where.partitions, where.retention_days),
        key=said.key,
        message=message,
        personal_data=PersonalData.Name(said.personal_data).removeprefix("PERSONAL_DATA_"),
        consumers=tuple(said.consumers),
    )
