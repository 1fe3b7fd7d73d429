"""The figures of a run, printed and kept."""

import json
import statistics
import sys
from collections import Counter
from pathlib import Path

from nemesis import Fault
from oracle import Verdict

SEED = 20261122


def report(verdict: Verdict, faults: list[Fault], folder: Path) -> None:
    """Print the figures of a run, and keep them."""
    figures = {
        "events": verdict.events,
        "faults": Counter(fault.kind for fault in faults),
        "recovery_seconds_p50": statistics.median(verdict.recovery_seconds),
        "recovery_seconds_max": max(verdict.recovery_seconds),
        "duplicates_on_the_raw_topic": round(verdict.duplicates, 4),
        "broken": verdict.broken,
    }
    text = json.dumps(figures, indent=2)
    sys.stdout.write(text + "\n")
    (folder / "report.json").write_text(text)
