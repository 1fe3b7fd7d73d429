"""Time one run phase by phase in this process, and print one JSON line with its peak memory."""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from pathlib import Path

from enrollment.domain.allocation import allocate, read_document
from enrollment.domain.allocation.result import result_bytes

SEED = bytes(range(32))


def main() -> None:
    """Read, hash, match and write the document given, as the verifier does."""
    gc.disable()
    moments = [time.perf_counter()]
    document = read_document(Path(sys.argv[1]).read_bytes())
    moments.append(time.perf_counter())
    input_hash = document.hash()
    moments.append(time.perf_counter())
    result = allocate(document, SEED, input_hash=input_hash)
    moments.append(time.perf_counter())
    Path(sys.argv[2]).write_bytes(result_bytes(result))
    moments.append(time.perf_counter())
    phases = ("read", "hash", "match", "write")
    seconds = {phase: moments[n + 1] - moments[n] for n, phase in enumerate(phases)}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({**seconds, "cpu": time.process_time(), "peak_mib": peak / 1024}))


if __name__ == "__main__":
    main()
