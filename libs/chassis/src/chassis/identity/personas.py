"""The people of a demonstration: who each is and what each may, as the loader wrote it to `personas.json`.

The file is an object of personas by name::

    {"district": {"sub": "019a…", "displayName": "District office of Sergokala",
                  "grants": ["district@district:019a…"], "person": []}}
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from chassis.identity.grants import Grant, Person


class UnreadablePersonas(Exception):
    """The file of personas is not what the loader writes; loading the data again repairs it."""


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody one can log in as in development."""

    name: str
    sub: str
    displayName: str  # noqa: N815 - spelled as in the file.
    grants: tuple[str, ...] = ()
    person: tuple[str, ...] = field(default=())


def read_personas(file: Path) -> dict[str, Persona]:
    """The personas of the file; none when nothing has been loaded."""
    if not file.exists():
        return {}
    try:
        return {name: _persona(name, entry) for name, entry in json.loads(file.read_text("utf-8")).items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadablePersonas(
            f"{file} cannot be read ({error}); `make reset` and load the data again."
        ) from error


def write_personas(file: Path, personas: Mapping[str, Persona]) -> None:
    """Write the file as a whole, so that a reader never sees half of it."""
    entries: dict[str, dict[str, Any]] = {}
    for name, persona in personas.items():
        entries[name] = {key: value for key, value in asdict(persona).items() if key != "name"}
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(entries, ensure_ascii=False, indent=2) + "\n", "utf-8")
    unfinished.replace(file)


def _persona(name: str, entry: Mapping[str, Any]) -> Persona:
    persona = Persona(
        name=name,
        sub=entry["sub"],
        displayName=entry["displayName"],
        grants=tuple(entry.get("grants", ())),
        person=tuple(entry.get("person", ())),
    )
    # A typing mistake here would otherwise be a persona that silently sees nothing.
    wrong = [text for text in persona.grants if Grant.parse(text) is None]
    wrong += [text for text in persona.person if Person.parse(text) is None]
    if wrong:
        raise ValueError(f"persona {name}: {wrong[0]} is neither a grant nor a person")
    return persona
