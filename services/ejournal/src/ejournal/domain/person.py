"""Whose names class lists print."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class PersonKind(StrEnum):
    """In which register a person is; a teacher's policy must never open a pupil's name."""

    STUDENT = "STUDENT"
    TEACHER = "TEACHER"


class Forgotten(StrEnum):
    """What somebody was to a school before being forgotten."""

    STUDENT = "STUDENT"
    GUARDIAN = "GUARDIAN"
    APPLICANT = "APPLICANT"
    TEACHER = "TEACHER"


@dataclass(frozen=True, slots=True)
class PersonForgotten:
    """The journal has forgotten a person's name. Who restores a backup that still knew it hears this again."""

    person_id: UUID
    kind: Forgotten
    forgotten_on: date
