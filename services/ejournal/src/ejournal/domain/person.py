"""Whose names class lists print."""

from enum import StrEnum


class PersonKind(StrEnum):
    """In which register a person is; a teacher's policy must never open a pupil's name."""

    STUDENT = "STUDENT"
    TEACHER = "TEACHER"
