"""The figures of a run, printed and kept."""

import json
import os
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nemesis import Fault
from oracle import Verdict

SEED = 20261122
SECONDS = float(os.environ.get("DURATION", "600"))
"""How long `make test-faults` does harm, on each bus."""
KINDS = tuple(kind.strip() for kind in os.environ.get("KINDS", "").split(",") if kind.strip())
"""Only these kinds of harm, where some are named; all of them are left alone then."""
LEFT_ALONE = 1.0 if KINDS else 0.75
"""The share of its faults that are waited for: recovery is measured of those that began in calm, too."""


def report(verdict: Verdict, faults: list[Fault], folder: Path, *, name: str = "report") -> None:
    """Print the figures of a run, and keep them: in `FAULTS_REPORT` where that is set, else in the folder."""
    measured = [
        Measured(fault, *seconds)
        for fault, *seconds in zip(faults, verdict.recoveries, verdict.deliveries, strict=True)
    ]
    figures = {
        "events": verdict.events,
        "load_average": round(os.getloadavg()[0], 1),
        "duplicates_on_the_raw_topic": round(verdict.duplicates, 5),
        "deliveries_repeated": round(verdict.repeated, 5),
        "broken": verdict.broken,
        "all": _figures(measured),
        "by_kind": {
            kind: _figures([each for each in measured if each.fault.kind == kind])
            for kind in sorted({fault.kind for fault in faults})
        },
    }
    text = json.dumps(figures, indent=2)
    sys.stdout.write(text + "\n")
    kept = Path(os.environ.get("FAULTS_REPORT", folder))
    kept.mkdir(parents=True, exist_ok=True)
    (kept / f"{name}.json").write_text(text + "\n")


@dataclass(frozen=True, slots=True)
class Measured:
    """A fault, and how long it took until the reader and the webhook's receiver had what was done after it."""

    fault: Fault
    applied: float | None
    delivered: float | None


def _figures(measured: list[Measured]) -> dict[str, Any]:
    """Recovery can be said of what was left alone; where another came just before or after, it is that one's too."""
    alone = [each for each in measured if each.fault.was_left_alone]
    on_top = [each for each in measured if not each.fault.was_left_alone]
    return {
        "faults": len(measured),
        "seconds_of_harm": round(
            sum((each.fault.over - each.fault.at).total_seconds() for each in measured), 1
        ),
        "left_alone": len(alone),
        "recovery_seconds": _seconds(alone),
        "recovery_seconds_when_the_next_came_at_once": _seconds(on_top),
    }


def _seconds(measured: list[Measured]) -> dict[str, Any] | None:
    if not measured:
        return None
    return {
        "reader": _middle_and_most([each.applied for each in measured]),
        "webhook": _middle_and_most([each.delivered for each in measured]),
    }


def _middle_and_most(seconds: list[float | None]) -> dict[str, float] | None:
    known = [each for each in seconds if each is not None]
    return {"p50": round(statistics.median(known), 2), "max": round(max(known), 2)} if known else None
