"""The stages of an allocation, in turn: a place taken in an earlier stage is final."""

from __future__ import annotations

from typing import NamedTuple

from enrollment.domain.allocation.deferred_acceptance import deferred_acceptance
from enrollment.domain.allocation.market import Market
from enrollment.domain.allocation.shapes import StageName
from enrollment.domain.allocation.standings import Standings, positions


class Place(NamedTuple):
    """The place of a child: which of its applications, in which stage, from which position."""

    application: int
    stage: int
    standing: int


def run_stages(market: Market, standings: Standings) -> list[Place | None]:
    """Return for each child its place, or None."""
    places: list[Place | None] = [None] * len(market.refs)
    seats = list(market.seats)
    for number, stage in enumerate(market.rule_pack["stages"], start=1):
        _run_stage(market, standings, stage, number, places, seats)
    return places


def _run_stage(
    market: Market,
    standings: Standings,
    stage: StageName,
    number: int,
    places: list[Place | None],
    seats: list[int],
) -> None:
    """Match the children without a place with the free seats, and write down what they got."""
    waiting = [child for child, place in enumerate(places) if place is None]
    in_stage = allowed(market, stage)
    for child, place in enumerate(places):
        if place is not None:
            for application in market.applications_of(child):
                in_stage[application] = 0
    position = positions(market, standings.of(in_stage))
    for programme, held in enumerate(deferred_acceptance(market, position, waiting, seats)):
        seats[programme] -= len(held)
        for application in held:
            places[market.child_of[application]] = Place(application, number, position[application])


def allowed(market: Market, stage: StageName) -> bytearray:
    """Mark the applications that a stage allows, whoever has a place already."""
    if stage == "ENTITLED":
        return bytearray(tier < market.everyone_else for tier in market.tier_of)
    if stage == "CATCHMENT":
        return bytearray(market.near)
    return bytearray(b"\x01") * len(market.child_of)
