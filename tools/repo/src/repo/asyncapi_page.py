"""The AsyncAPI document as a page that needs nothing else: no script, no style sheet, no network."""

import json
from collections.abc import Iterator
from html import escape
from typing import Any

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
code, pre { font: 14px/1.4 ui-monospace, monospace; }
pre { background: #8881; padding: 1rem; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #8883; }
:root { color-scheme: light dark; }
"""


def page(document: dict[str, Any]) -> str:
    """Return the whole page."""
    return "".join(_lines(document))


def _lines(document: dict[str, Any]) -> Iterator[str]:
    info = document["info"]
    yield "<!doctype html>\n<!-- Generated from proto/ by `python -m repo.asyncapi`, do not edit. -->\n"
    yield f'<html lang="en"><meta charset="utf-8"><title>{escape(info["title"])}</title><style>{_STYLE}</style>\n'
    yield f"<h1>{escape(info['title'])} {info['version']}</h1>\n<p>{escape(info['description'])}</p>\n"
    yield '<p><a href="/asyncapi.json">This page as an AsyncAPI 3 document</a></p>\n<ul>\n'
    yield from (f'<li><a href="#{topic}"><code>{topic}</code></a></li>\n' for topic in document["channels"])
    yield "</ul>\n"
    for topic, channel in document["channels"].items():
        yield from _channel(topic, channel, document["components"]["messages"])
    yield "</html>\n"


def _channel(topic: str, channel: dict[str, Any], messages: dict[str, Any]) -> Iterator[str]:
    kafka = channel["bindings"]["kafka"]
    kept = kafka["topicConfiguration"].get("retention.ms")
    kept = "compacted" if kept is None else f"kept {kept // 86_400_000} days"
    yield f'<h2 id="{topic}"><code>{topic}</code></h2>\n<p>{escape(channel["summary"])} '
    yield f"{kafka['partitions']} partitions, {kept}.</p>\n"
    for name in channel["messages"]:
        yield from _message(messages[name])


def _message(message: dict[str, Any]) -> Iterator[str]:
    tags = ", ".join(escape(tag["name"]) for tag in message["tags"])
    yield f'<h3 id="{message["name"]}">{message["title"]}</h3>\n'
    yield f"<p>{escape(message['summary'])}<br><small>{tags}</small></p>\n"
    yield "<table><tr><th>field<th>type<th>meaning\n"
    yield from _fields(message["payload"], prefix="")
    yield "</table>\n<details><summary>Example</summary><pre>"
    yield escape(json.dumps(message["examples"][0]["payload"], ensure_ascii=False, indent=2))
    yield "</pre></details>\n"


def _fields(schema: dict[str, Any], *, prefix: str) -> Iterator[str]:
    for name, field in schema["properties"].items():
        optional = "" if name in schema["required"] else "?"
        meaning = field.get("description", "")
        yield f"<tr><td><code>{prefix}{name}{optional}</code><td>{_kind(field)}<td>{escape(meaning)}\n"
        inner = field.get("items", field)
        if "properties" in inner:
            yield from _fields(inner, prefix=f"{prefix}{name}.")


def _kind(field: dict[str, Any]) -> str:
    if field["type"] == "array":
        return f"list of {_kind(field['items'])}"
    if "enum" in field:
        return ", ".join(f"<code>{value}</code>" for value in field["enum"])
    if "additionalProperties" in field:
        return "text by language"
    return str(field.get("format", field["type"]))
