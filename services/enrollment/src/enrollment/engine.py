"""The engine off the event loop: in a process of its own where it takes long, in a thread for little."""

import asyncio
import gc
import hashlib
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

from enrollment.domain.admission.allocation_run import Outcome
from enrollment.domain.allocation import allocate, read_document, result_bytes
from enrollment.domain.allocation.simulation import Contrast, simulate
from enrollment.domain.allocation.simulation import Outcome as Gains
from enrollment.usecases.allocation.compute_run import Computed

T = TypeVar("T")
_LITTLE = 256 * 1024
"""A document of so many bytes is computed in some hundredths of a second; a process takes longer to begin."""


def computed(frozen: bytes, public_randomness: str, seed: bytes) -> Computed:
    """Completes a frozen document with public randomness, and allocates its places."""
    document = read_document(frozen).with_randomness(public_randomness)
    completed = b"".join(document.normal_form())
    input_hash = hashlib.sha256(completed).hexdigest()
    result = allocate(document, seed, input_hash=input_hash)
    body = result_bytes(result)
    outcome = Outcome(
        input_hash=input_hash,
        output_hash=hashlib.sha256(body).hexdigest(),
        placed=len(result["placements"]),
        unplaced=len(result["unplaced"]),
    )
    return Computed(completed, body, outcome)


def compared(frozen: bytes, seed: bytes, first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """What two packs give on one frozen input."""
    simulation = simulate(read_document(frozen), seed, first, second)  # type: ignore[arg-type]
    return {
        **_contrast(simulation.everybody),
        "gainers": _contrast(simulation.gainers),
        "losers": _contrast(simulation.losers),
        "shifts": {category: _contrast(held_by) for category, held_by in simulation.by_category.items()},
    }


def _contrast(contrast: Contrast) -> dict[str, Any]:
    return {
        "first": _told(contrast.first),
        "second": _told(contrast.second),
        "gained": contrast.gained,
        "lost": contrast.lost,
        "unchanged": contrast.unchanged,
        "nearer": contrast.nearer,
        "farther": contrast.farther,
    }


def _told(outcome: Gains) -> dict[str, Any]:
    return {
        "placed": outcome.placed,
        "unplaced": outcome.unplaced,
        "byChoice": {str(choice): children for choice, children in outcome.by_choice.items()},
        "measured": outcome.measured,
        "meanDistance": outcome.mean_distance,
        "medianDistance": outcome.median_distance,
    }


async def in_thread(frozen: bytes, public_randomness: str, seed: bytes) -> Computed:
    """Computes in this process."""
    return await asyncio.to_thread(computed, frozen, public_randomness, seed)


async def compute(frozen: bytes, public_randomness: str, seed: bytes) -> Computed:
    """Computes where it keeps nobody waiting."""
    return await _away(len(frozen), computed, frozen, public_randomness, seed)


async def compare(
    frozen: bytes, seed: bytes, first: dict[str, Any], second: dict[str, Any]
) -> dict[str, Any]:
    """Compares where it keeps nobody waiting."""
    return await _away(len(frozen), compared, frozen, seed, first, second)


async def _away(size: int, function: Callable[..., T], *given: Any) -> T:
    if size <= _LITTLE:
        return await asyncio.to_thread(function, *given)
    # A process that has just begun has no locks and no connections of ours to trip over.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=gc.disable) as pool:
        return await asyncio.get_running_loop().run_in_executor(pool, function, *given)
