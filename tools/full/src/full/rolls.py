"""Who works where and who answers for whom, as the services' events tell it, and the grants that follow from that."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

HEARD = ("enrollment", "training")
"""Whose feeds are read."""

_ROLE_OF = {
    "STAFF_CATEGORY_TEACHER": "teacher",
    "STAFF_CATEGORY_SIC": "teacher",
    "STAFF_CATEGORY_ICT_COORDINATOR": "ict_coordinator",
}
"""A manager's role is not here: who directs a school is said by an order, not by a list of staff."""
_GUARDIAN = "guardian@country:*"
"""Being a guardian opens what says so; of whom, the guardianships say in the services themselves."""

Told = Mapping[str, Any]


@dataclass(slots=True)
class Rolls:
    """What was heard so far; kept in a file between two runs."""

    staff: dict[str, dict[str, str]] = field(default_factory=dict)
    """Who works where: a role by school, by teacher."""
    wards: dict[str, list[str]] = field(default_factory=dict)
    """Of whom somebody is guardian."""
    positions: dict[str, int] = field(default_factory=dict)
    """How far each service's feed has been read."""
    given: dict[str, list[str]] = field(default_factory=dict)
    """Which grants were given by these rolls, by person: no other grant is ever taken away."""

    def hear(self, event: Told) -> None:
        """Take in one CloudEvent; hearing it again changes nothing."""
        take_in = _HANDLERS.get(str(event["type"]).split(".")[2])
        if take_in is not None:
            take_in(self, event["data"])

    def grants(self) -> dict[str, set[str]]:
        """What each person should hold: also who should hold nothing any more."""
        wanted: dict[str, set[str]] = {person: set() for person in self.given}
        for teacher, places in self.staff.items():
            wanted.setdefault(f"teacher:{teacher}", set()).update(
                f"{role}@school:{school}" for school, role in places.items()
            )
        for guardian, pupils in self.wards.items():
            wanted.setdefault(f"guardian:{guardian}", set()).update({_GUARDIAN} if pupils else ())
        return wanted


def read_rolls(file: Path) -> Rolls:
    """The rolls of the last run; empty ones before the first."""
    return Rolls(**json.loads(file.read_text("utf-8"))) if file.exists() else Rolls()


def write_rolls(file: Path, rolls: Rolls) -> None:
    """Keep the rolls, as a whole or not at all."""
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(asdict(rolls), indent=2), "utf-8")
    unfinished.replace(file)


def _staff_registered(rolls: Rolls, told: Told) -> None:
    role = _ROLE_OF.get(told.get("category", ""))
    if role is not None:
        schools = rolls.staff.setdefault(told["teacherId"], {})
        schools.update(dict.fromkeys(told.get("schoolIds", ()), role))


def _staff_left(rolls: Rolls, told: Told) -> None:
    rolls.staff.get(told["teacherId"], {}).pop(told["schoolId"], None)


def _guardianship_granted(rolls: Rolls, told: Told) -> None:
    pupils = rolls.wards.setdefault(told["guardianId"], [])
    if told["studentId"] not in pupils:
        pupils.append(told["studentId"])


def _guardianship_ended(rolls: Rolls, told: Told) -> None:
    pupils = rolls.wards.get(told["guardianId"], [])
    if told["studentId"] in pupils:
        pupils.remove(told["studentId"])


_HANDLERS: Mapping[str, Callable[[Rolls, Told], None]] = {
    "StaffRegistered": _staff_registered,
    "StaffLeft": _staff_left,
    "GuardianshipGranted": _guardianship_granted,
    "GuardianshipEnded": _guardianship_ended,
}
