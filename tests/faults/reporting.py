"""The figures of a run, printed and kept."""

import json
import os
import statistics
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from nemesis import Fault
from oracle import Verdict

SEED = 20261122
SECONDS = float(os.environ.get("DURATION", "600"))
"""How long `make test-faults` does harm, on each bus."""


def report(verdict: Verdict, faults: list[Fault], folder: Path, *, name: str = "report") -> None:
    """Print the figures of a run, and keep them: in `FAULTS_REPORT` where that is set, else in the folder."""
    figures = {
        "events": verdict.events,
        "load_average": os.getloadavg()[0],
        "duplicates_on_the_raw_topic": round(verdict.duplicates, 5),
        "broken": verdict.broken,
        "faults": len(faults),
        "recovery_seconds": _recovery([each for each in verdict.recoveries if each is not None]),
        "by_kind": _by_kind(verdict, faults),
    }
    text = json.dumps(figures, indent=2)
    sys.stdout.write(text + "\n")
    kept = Path(os.environ.get("FAULTS_REPORT", folder))
    kept.mkdir(parents=True, exist_ok=True)
    (kept / f"{name}.json").write_text(text + "\n")


def _by_kind(verdict: Verdict, faults: list[Fault]) -> dict[str, Any]:
    seconds = defaultdict(list)
    for fault, recovery in zip(faults, verdict.recoveries, strict=True):
        seconds[fault.kind].append(recovery)
    return {
        kind: {
            "faults": len(each),
            "seconds": round(sum((f.over - f.at).total_seconds() for f in faults if f.kind == kind), 1),
            "recovery_seconds": _recovery([known for known in each if known is not None]),
        }
        for kind, each in sorted(seconds.items())
    }


def _recovery(seconds: list[float]) -> dict[str, float] | None:
    if not seconds:
        return None
    return {"p50": round(statistics.median(seconds), 2), "max": round(max(seconds), 2)}
