"""Measure the allocation engine: `python -m benchmarks.allocation [CHILDREN …]`.

For each size a document of Chile's shape is generated with a fixed seed, then read, hashed, matched and written
by a process of its own. Printed are seconds for each phase, the processor seconds of that process, which tell
more on a busy machine, its peak memory, and the processor time for n log n children, which stays level when the
engine grows as it should.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.allocation.generate import CHILE, write_document

SIZES = (10_000, 100_000, CHILE)
PHASES = ("read", "hash", "match", "write")


def main(sizes: tuple[int, ...]) -> None:
    """Measure each size and print one line for it."""
    titles = ("children", "MB", *PHASES, "total s", "cpu s", "peak MiB", "n·log2 n")
    print("".join(f"{title:>10}" for title in titles))
    with tempfile.TemporaryDirectory() as folder:
        for children in sizes:
            document = Path(folder, "input.json")
            write_document(document, children)
            print(_line(children, document.stat().st_size, _measured(document)), flush=True)


def _measured(document: Path) -> dict[str, float]:
    paths = [str(document), str(document.with_name("result.json"))]
    command = [sys.executable, "-m", "benchmarks.allocation.measure", *paths]
    finished = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(finished.stdout)
    return figures


def _line(children: int, size: int, figures: dict[str, float]) -> str:
    seconds = [figures[phase] for phase in PHASES]
    growth = figures["cpu"] * 1e6 / (children * math.log2(children))
    cells = [
        f"{children}",
        f"{size / 1e6:.0f}",
        *(f"{s:.2f}" for s in [*seconds, sum(seconds), figures["cpu"]]),
    ]
    return "".join(f"{cell:>10}" for cell in [*cells, f"{figures['peak_mib']:.0f}", f"{growth:.2f}"])


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
