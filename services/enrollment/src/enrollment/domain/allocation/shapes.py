"""The parts of an input document in the words of its JSON."""

from __future__ import annotations

from typing import Literal, TypedDict

FORMAT: Literal["bilim-allocation/1"] = "bilim-allocation/1"
CATCHMENT = "CATCHMENT"

OrderKey = Literal["REGISTERED_AT", "DISTANCE", "NUMBER"]
StageName = Literal["ENTITLED", "CATCHMENT", "ALL"]

# `with` is a word of Python, so this one cannot be written as a class.
Interleave = TypedDict("Interleave", {"tier": int, "with": int, "take": int, "per": int})


class Reserve(TypedDict):
    """A share of a programme's seats that is filled first with children of one category."""

    category: str
    percent: int


class RulePack(TypedDict):
    """A country's rules as data."""

    id: str
    version: int
    tiers: list[list[str]]
    interleave: Interleave | None
    order: list[OrderKey]
    reserves: list[Reserve]
    stages: list[StageName]


class Programme(TypedDict):
    """What children are placed in: a school's grade, language and profile, with its seats."""

    id: str
    school: str
    seats: int


class Claim(TypedDict):
    """A verified right to a category, at one school or, without a school, everywhere."""

    category: str
    school: str | None


class Child(TypedDict):
    """A child under its pseudonym of the campaign, with its choices in order of preference."""

    ref: str
    registeredAt: str
    choices: list[str]
    claims: list[Claim]
    catchment: list[str]
    distance: dict[str, int]


class Head(TypedDict):
    """A document without its children."""

    format: Literal["bilim-allocation/1"]
    campaign: str
    publicRandomness: str
    rulePack: RulePack
    programmes: list[Programme]
