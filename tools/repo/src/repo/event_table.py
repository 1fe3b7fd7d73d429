"""The page that lists all events, `docs/integrate/events.md`."""

from collections.abc import Iterator

from contracts.catalogue import EventType, channels, everything
from repo.event_comments import comment


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
