"""The output document: who was placed where, who was not, and who waits, with the hash that is published."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import compress, count
from operator import lt
from typing import Literal, TypedDict

from enrollment.domain.allocation import jcs
from enrollment.domain.allocation.market import Market
from enrollment.domain.allocation.stages import Place

RESULT_FORMAT: Literal["bilim-allocation-result/1"] = "bilim-allocation-result/1"


class Placement(TypedDict):
    """One child's place; `choice` and `stage` count from 1, `standing` is the position in that stage."""

    child: str
    programme: str
    choice: int
    stage: int
    standing: int


class Result(TypedDict):
    """What a run decided."""

    format: Literal["bilim-allocation-result/1"]
    campaign: str
    inputHash: str
    placements: list[Placement]
    unplaced: list[str]
    waitingLists: dict[str, list[str]]


def result_bytes(result: Result) -> bytes:
    """Return the canonical bytes of a result, which are published."""
    return b"".join(jcs.pieces(result))


def result_hash(result: Result) -> str:
    """Return `outputHash`: SHA-256 of the canonical result, in lower-case hex."""
    return hashlib.sha256(result_bytes(result)).hexdigest()


def placements(market: Market, places: Sequence[Place | None]) -> list[Placement]:
    """Name the places, sorted by child."""
    placed = [(child, place) for child, place in enumerate(places) if place is not None]
    placed.sort(key=lambda one: market.refs[one[0]])
    return [_placement(market, child, place) for child, place in placed]


def _placement(market: Market, child: int, place: Place) -> Placement:
    return {
        "child": market.refs[child],
        "programme": market.programmes[market.programme_of[place.application]],
        "choice": place.application - market.first_of[child] + 1,
        "stage": place.stage,
        "standing": place.standing,
    }


def waiting_lists(
    market: Market, places: Sequence[Place | None], full_standings: Sequence[Sequence[int]]
) -> dict[str, list[str]]:
    """List at each programme who prefers it to what they got, in the order of its full standing."""
    # A child waits at its applications before this one: all of them, when it has no place.
    content = [
        market.first_of[child + 1] if place is None else place.application
        for child, place in enumerate(places)
    ]
    waits = bytearray(map(lt, count(), map(content.__getitem__, market.child_of)))
    child_of, refs = market.child_of.__getitem__, market.refs.__getitem__
    lists = (
        (programme, list(map(refs, map(child_of, compress(standing, map(waits.__getitem__, standing))))))
        for programme, standing in zip(market.programmes, full_standings, strict=True)
    )
    return {programme: waiting for programme, waiting in lists if waiting}
