"""Every event there is, read off the generated descriptors: its name, its topic, its key, and who hears it."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet
from google.protobuf.message import Message

import contracts
from contracts.events.v1 import PersonalData, State, channel_pb2

# protoc's stubs call an extension a plain FieldDescriptor, which the stubs of protobuf do not take as a key.
_CHANNEL: Any = channel_pb2.channel
_EVENT: Any = channel_pb2.event
_PLACE = re.compile(r"(\w+_)?(school|district|region)_ids?")
_NOT_SERVICES = {"common", "events"}


@dataclass(frozen=True, slots=True)
class Channel:
    """A topic, as its file of messages declares it."""

    topic: str
    summary: str
    partitions: int
    retention_days: int
    is_open_data: bool
    has_states: bool

    @property
    def states(self) -> str | None:
        """The compacted topic beside it, where the latest state of each key lies."""
        head, _, version = self.topic.rpartition(".")
        return f"{head}.snapshot.{version}" if self.has_states else None


@dataclass(frozen=True, slots=True)
class Described:
    """A message that readers find under a name."""

    name: str
    message: type[Message]

    @property
    def source(self) -> str:
        """The `.proto` file that declares it, with its comments."""
        path = self.message.DESCRIPTOR.file.name.removeprefix("contracts/")
        return resources.files(contracts).joinpath(path).read_text()

    def descriptors(self) -> FileDescriptorSet:
        """What a reader without our Python needs: its file and all that this imports, in the order of imports."""
        return FileDescriptorSet(file=_with_imports(self.message.DESCRIPTOR.file, seen=set()))


STATE = Described("bilim.events.State.v1", State)
"""What lies on the topics of states, whatever it is the state of."""


@dataclass(frozen=True, slots=True)
class EventType(Described):
    """A kind of event: `name` is the `type` of its CloudEvent, `key` the field that orders it."""

    service: str
    channel: Channel
    key: str
    personal_data: str
    consumers: tuple[str, ...]
    places: tuple[str, ...]
    is_countrywide: bool

    @property
    def topic(self) -> str:
        """Where it is published."""
        return self.channel.topic

    @property
    def is_open_data(self) -> bool:
        """Whether everybody may read it."""
        return self.channel.is_open_data


@lru_cache
def services() -> tuple[str, ...]:
    """The services that publish events."""
    names = {module.name for module in pkgutil.iter_modules(contracts.__path__) if module.ispkg}
    return tuple(sorted(names - _NOT_SERVICES))


@lru_cache
def published_by(service: str) -> tuple[EventType, ...]:
    """The events of one service, in the order of their names."""
    found = (each for package in _packages(service) for each in _event_types(service, package))
    return tuple(sorted(found, key=lambda each: each.name))


def everything() -> tuple[EventType, ...]:
    """The events of all services."""
    return tuple(each for service in services() for each in published_by(service))


def described() -> tuple[Described, ...]:
    """All events, and what their states travel in: everything whose schema is served."""
    return (*everything(), STATE)


def channels(*services: str) -> tuple[Channel, ...]:
    """The topics of some services, or of all, each once."""
    found = {each.topic: each.channel for each in everything() if not services or each.service in services}
    return tuple(found.values())


def opened_on_kafka(topic: str) -> tuple[str, ...]:
    """The topics on Kafka that a contract over a topic opens: itself and its states, or none where there are names.

    A broker writes down nothing of what is read: names are read where each read is kept, at the feed or by webhooks.
    """
    of_topic = [each for each in everything() if each.topic == topic]
    if any(each.personal_data == "RESTRICTED" for each in of_topic):
        return ()
    return (topic, *sorted({each.channel.states for each in of_topic if each.channel.states}))


def _with_imports(file: Any, *, seen: set[str]) -> list[FileDescriptorProto]:
    if file.name in seen:
        return []
    seen.add(file.name)
    before = [each for imported in file.dependencies for each in _with_imports(imported, seen=seen)]
    described = FileDescriptorProto()
    file.CopyToProto(described)
    return [*before, described]


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
    return bool(message.DESCRIPTOR.GetOptions().HasExtension(_EVENT))


def _event_type(service: str, package: str, message: type[Message]) -> EventType:
    said = message.DESCRIPTOR.GetOptions().Extensions[_EVENT]
    where = message.DESCRIPTOR.file.GetOptions().Extensions[_CHANNEL]
    return EventType(
        name=f"bilim.{service}.{message.DESCRIPTOR.name}.{package.rpartition('.')[2]}",
        service=service,
        channel=Channel(
            where.topic,
            where.summary,
            where.partitions,
            where.retention_days,
            where.is_open_data,
            where.has_states,
        ),
        key=said.key,
        message=message,
        personal_data=PersonalData.Name(said.personal_data).removeprefix("PERSONAL_DATA_"),
        consumers=tuple(said.consumers),
        places=tuple(said.places)
        or _named_as_places(message)
        or (() if said.is_countrywide else (said.key,)),
        is_countrywide=said.is_countrywide,
    )


def _named_as_places(message: type[Message]) -> tuple[str, ...]:
    return tuple(field.name for field in message.DESCRIPTOR.fields if _PLACE.fullmatch(field.name))


def asyncapi() -> tuple[bytes, bytes]:
    """The AsyncAPI document of all events, and the same as a page."""
    files = resources.files(contracts)
    return files.joinpath("asyncapi.json").read_bytes(), files.joinpath("asyncapi.html").read_bytes()
