"""Makes the AsyncAPI 3 document, its page and the table in the docs from the descriptors of the events."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.descriptor_pb2 import DescriptorProto, FileDescriptorSet

from contracts.catalogue import STATE, Channel, EventType, channels, everything
from repo.asyncapi_page import page
from repo.contracts import PROTO, ROOT, ContractsBrokenError
from repo.event_examples import path_of

DOCUMENT = ROOT / "libs/contracts/src/contracts/asyncapi.json"
PAGE = ROOT / "libs/contracts/src/contracts/asyncapi.html"
TABLE = ROOT / "docs/integrate/events.md"

_NUMBERS = {FieldDescriptor.CPPTYPE_DOUBLE, FieldDescriptor.CPPTYPE_FLOAT}
_INTEGERS = {FieldDescriptor.CPPTYPE_INT32, FieldDescriptor.CPPTYPE_UINT32}
_DAY_MS = 86_400_000
_HEADERS = {
    "ce_id": "UUID of the event: the same when it is delivered again.",
    "ce_type": "The event type, for example bilim.enrollment.StudentEnrolled.v1.",
    "ce_source": "urn:bilim:<service>.",
    "ce_subject": "The id of what the event is about.",
    "ce_time": "When it happened, UTC.",
    "ce_dataschema": "Where its Protobuf descriptors are.",
    "ce_sequence": "Its position in the log of its service, 20 digits.",
    "ce_partitionkey": "What orders it.",
    "ce_aggregateversion": "Its number among the events of one topic and key, from 1.",
}


def main() -> None:
    """Write the three files, or with `check` refuse when they are stale."""
    if sys.argv[1:] == ["check"]:
        if stale := stale_files():
            raise SystemExit(f"stale: {', '.join(stale)}: run `python -m repo.asyncapi`")
        return
    for path, text in generated().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def stale_files() -> list[str]:
    """Return which of the files do not say what the descriptors say."""
    return [
        str(path.relative_to(ROOT))
        for path, text in generated().items()
        if not path.exists() or path.read_text() != text
    ]


def generated() -> dict[Path, str]:
    """Return the text of each file."""
    made = document()
    as_text = json.dumps(made, ensure_ascii=False, indent=2) + "\n"
    return {DOCUMENT: as_text, PAGE: page(made), TABLE: "".join(table())}


def document() -> dict[str, Any]:
    """Return the AsyncAPI document: channels, what is sent on them, and what it looks like."""
    found = {channel.topic: _channel(channel) for channel in channels()}
    for each in everything():
        found[each.topic]["messages"][each.name] = _ref("components/messages", each.name)
    found |= {channel.states: _states_channel(channel) for channel in channels() if channel.states}
    return {
        "asyncapi": "3.0.0",
        "info": _info(),
        "defaultContentType": "application/protobuf",
        "servers": {"kafka": _server()},
        "channels": found,
        "operations": {f"send.{topic}": _operation(topic) for topic in found},
        "components": {
            "messages": {each.name: _message(each) for each in everything()} | {STATE.name: _state_message()}
        },
    }


def _info() -> dict[str, Any]:
    return {
        "title": "Bilim events",
        "version": "1.0.0",
        "description": "What happens in the school services, on Kafka as Protobuf in CloudEvents' binary mode. "
        "The feed, server-sent events and webhooks carry the same events as JSON; `payload` below is their `data`. "
        "Delivery is at least once, in order per key: a reader remembers `ce_id`.",
        "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
    }


def _server() -> dict[str, Any]:
    return {
        "host": "{bootstrap}",
        "protocol": "kafka",
        "description": "Given with a contract.",
        "variables": {"bootstrap": {"default": "localhost:9092", "description": "Bootstrap address."}},
    }


def _channel(channel: Channel) -> dict[str, Any]:
    policy = {"cleanup.policy": ["delete"], "retention.ms": channel.retention_days * _DAY_MS}
    kafka = {"partitions": channel.partitions, "replicas": 3, "topicConfiguration": policy}
    return {
        "address": channel.topic,
        "summary": channel.summary,
        "messages": {},
        "bindings": {"kafka": kafka | {"bindingVersion": "0.5.0"}},
    }


def _states_channel(channel: Channel) -> dict[str, Any]:
    policy = {"cleanup.policy": ["compact"]}
    kafka = {"partitions": channel.partitions, "replicas": 3, "topicConfiguration": policy}
    return {
        "address": channel.states,
        "summary": f"The latest state of each key of {channel.topic}, compacted. A record without a value: no more.",
        "messages": {STATE.name: _ref("components/messages", STATE.name)},
        "bindings": {"kafka": kafka | {"bindingVersion": "0.5.0"}},
    }


def _operation(topic: str) -> dict[str, Any]:
    service = topic.split(".")[1]
    return {"action": "send", "channel": _ref("channels", topic), "summary": f"Published by {service}."}


def _message(event: EventType) -> dict[str, Any]:
    recorded = json.loads(path_of(event).read_text())
    message = event.message.DESCRIPTOR
    return {
        "name": event.name,
        "title": message.name,
        "summary": comment(message.full_name),
        "contentType": "application/protobuf",
        "tags": [
            {"name": f"personal-data:{event.personal_data.lower()}"},
            *({"name": n} for n in event.consumers),
        ],
        "headers": {"type": "object", "properties": {n: _text(said) for n, said in _HEADERS.items()}},
        "payload": schema_of(message),
        "bindings": {"kafka": {"key": _text(f"The event's {event.key}."), "bindingVersion": "0.5.0"}},
        "examples": [{"headers": recorded["kafka"]["headers"], "payload": recorded["json"]["data"]}],
    }


def _state_message() -> dict[str, Any]:
    message = STATE.message.DESCRIPTOR
    headers = _HEADERS | {
        "ce_sequence": "The position in the log of its service that the state holds for, 20 digits.",
        "ce_aggregateversion": "The number of the last event of this key that the state holds.",
    }
    return {
        "name": STATE.name,
        "title": message.name,
        "summary": comment(message.full_name),
        "contentType": "application/protobuf",
        "tags": [{"name": "personal-data:as-its-events"}],
        "headers": {"type": "object", "properties": {n: _text(said) for n, said in headers.items()}},
        "payload": schema_of(message),
        "bindings": {"kafka": {"key": _text("The key of its events."), "bindingVersion": "0.5.0"}},
        "examples": [{"payload": _state_example()}],
    }


def _state_example() -> dict[str, Any]:
    """A recorded event as a state would tell it."""
    recorded = json.loads(path_of(everything()[0]).read_text())
    told = {name: recorded["json"][name] for name in ("type", "id", "dataschema")}
    return {"events": [told | {"data": recorded["kafka"]["value"]}]}


def schema_of(message: Any) -> dict[str, Any]:
    """Return the JSON Schema of a message in the Protobuf JSON mapping."""
    return {
        "type": "object",
        "description": comment(message.full_name),
        "required": [field.json_name for field in message.fields if not field.has_presence],
        "properties": {field.json_name: _property(field) for field in message.fields},
    }


def _property(field: FieldDescriptor) -> dict[str, Any]:
    said = {"description": comment(field.full_name)} if comment(field.full_name) else {}
    if field.message_type is not None and field.message_type.GetOptions().map_entry:
        return {
            "type": "object",
            "additionalProperties": _single(field.message_type.fields_by_name["value"]),
        } | said
    return ({"type": "array", "items": _single(field)} if field.is_repeated else _single(field)) | said


def _single(field: FieldDescriptor) -> dict[str, Any]:
    if field.message_type is not None:
        is_instant = field.message_type.full_name == "google.protobuf.Timestamp"
        return {"type": "string", "format": "date-time"} if is_instant else schema_of(field.message_type)
    if field.enum_type is not None:
        return {"type": "string", "enum": [value.name for value in field.enum_type.values]}
    kinds = {FieldDescriptor.CPPTYPE_BOOL: "boolean"} | dict.fromkeys(_NUMBERS, "number")
    return {"type": (kinds | dict.fromkeys(_INTEGERS, "integer")).get(field.cpp_type, "string")}


def _text(description: str) -> dict[str, str]:
    return {"type": "string", "description": description}


def _ref(folder: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/{folder}/{name}"}


def comment(full_name: str) -> str:
    """Return what the `.proto` file says above a message or a field."""
    return _comments().get(full_name, "")


@lru_cache
def _comments() -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "set.binpb"
        sources = [str(path.relative_to(PROTO)) for path in PROTO.glob("contracts/**/*.proto")]
        options = [f"-I{PROTO}", "--include_source_info", f"--descriptor_set_out={image}"]
        command = [sys.executable, "-m", "grpc_tools.protoc", *options, *sources]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            raise ContractsBrokenError(run.stderr)
        return dict(_all_comments(FileDescriptorSet.FromString(image.read_bytes())))


def _all_comments(files: FileDescriptorSet) -> Iterator[tuple[str, str]]:
    for file in files.file:
        for location in file.source_code_info.location:
            name = _name_at(list(location.path), list(file.message_type))
            if name and location.leading_comments:
                yield f"{file.package}.{name}", " ".join(location.leading_comments.split())


def _name_at(path: list[int], messages: list[DescriptorProto]) -> str | None:
    """Return the name at a path of the source info: [4, n] is the n-th message, [4, n, 2, m] its m-th field."""
    match path:
        case [4, place]:
            return messages[place].name
        case [4, place, 2, field]:
            return f"{messages[place].name}.{messages[place].field[field].name}"
        case _:
            return None


def table() -> Iterator[str]:
    """Return the lines of the page that lists all events."""
    yield "# All events\n\n<!-- Generated from proto/ by `python -m repo.asyncapi`, do not edit. -->\n\n"
    yield "Fields, types and examples: `/asyncapi` of a running installation. Personal data: `none`; `pseudonymous`,\n"
    yield "ids of people and nothing else about them; `restricted`, names, only for a contract that says so.\n"
    yield "Where it happened: what a [contract](contracts.md) over a district or a school is held against.\n"
    yield "*Open* events need none.\n"
    for service in sorted({event.service for event in everything()}):
        yield f"\n## {service}\n\n| event | what has happened | topic | key | where it happened "
        yield "| personal data | heard by |\n|---|---|---|---|---|---|---|\n"
        yield from (_row(event) for event in everything() if event.service == service)

    yield "\n## Latest states, on Kafka\n\nCompacted topics: [coming late](snapshots.md).\n\n"
    yield "| states | of |\n|---|---|\n"
    yield from (f"| `{each.states}` | `{each.topic}` |\n" for each in channels() if each.states)


def _row(event: EventType) -> str:
    what = comment(event.message.DESCRIPTOR.full_name)
    key = event.message.DESCRIPTOR.fields_by_name[event.key].json_name
    cells = (f"`{event.message.DESCRIPTOR.name}`", what, f"`{event.topic}`", f"`{key}`")
    personal = event.personal_data.lower() + (", open" if event.is_open_data else "")
    return f"| {' | '.join([*cells, _place(event), personal, ', '.join(event.consumers)])} |\n"


def _place(event: EventType) -> str:
    fields = event.message.DESCRIPTOR.fields_by_name
    named = [f"`{fields[path].json_name if path in fields else path}`" for path in event.places]
    return ", ".join([*named, *(["else the whole country"] if event.is_countrywide else [])])


if __name__ == "__main__":
    main()
