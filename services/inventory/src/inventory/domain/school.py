"""A school, as the registry knows it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from zoneinfo import available_timezones

from inventory.domain.ids import DistrictId, SchoolId
from inventory.domain.names import checked_names
from inventory.domain.refusals import UnknownTimeZone


class SchoolKind(StrEnum):
    """What a school teaches."""

    KINDERGARTEN = "KINDERGARTEN"
    PRIMARY = "PRIMARY"
    BASIC = "BASIC"
    SECONDARY = "SECONDARY"
    GYMNASIUM = "GYMNASIUM"
    BOARDING = "BOARDING"


@dataclass(frozen=True, slots=True)
class SchoolRegistered:
    """A school has entered the registry."""

    school_id: SchoolId
    national_code: str
    name: dict[str, str]
    kind: SchoolKind
    district_id: DistrictId
    languages: list[str]
    time_zone: str
    effective_from: date


@dataclass(eq=False)
class School:
    """The registry's part of a school; others add their own to it by its id."""

    id: SchoolId
    national_code: str
    name: dict[str, str]
    sort_key: dict[str, str]
    kind: SchoolKind
    district_id: DistrictId
    languages: list[str]
    time_zone: str
    effective_from: date
    events: list[Any] = field(default_factory=list)

    @classmethod
    def register(cls, *, name: dict[str, str], time_zone: str, **rest: Any) -> "School":
        """A school that is new to the registry. Refuses a missing name and an unknown time zone."""
        if time_zone not in available_timezones():
            raise UnknownTimeZone(time_zone)
        school = cls(name=checked_names(name), time_zone=time_zone, **rest)
        school.events.append(
            SchoolRegistered(
                school_id=school.id,
                national_code=school.national_code,
                name=school.name,
                kind=school.kind,
                district_id=school.district_id,
                languages=school.languages,
                time_zone=school.time_zone,
                effective_from=school.effective_from,
            )
        )
        return school
