"""Makes the AsyncAPI 3 document, its page and the table in the docs from the descriptors of the events."""

import json
import sys
from pathlib import Path
from typing import Any

from contracts.catalogue import STATE, Channel, EventType, channels, everything
from repo.asyncapi_page import page
from repo.contracts import ROOT
from repo.event_comments import comment
from repo.event_examples import path_of
from repo.event_schema import schema_of
from repo.event_table import table

DOCUMENT = ROOT / "libs/contracts/src/contracts/asyncapi.json"
PAGE = ROOT / "libs/contracts/src/contracts/asyncapi.html"
TABLE = ROOT / "docs/integrate/events.md"

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


def _text(description: str) -> dict[str, str]:
    return {"type": "string", "description": description}


def _ref(folder: str, name: str) -> dict[str, str]:
    return {"$ref": f"#/{folder}/{name}"}


if __name__ == "__main__":
    main()
