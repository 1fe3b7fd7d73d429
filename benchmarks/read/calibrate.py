"""How fast this machine is: the same mixed loop, so that figures of two machines can be compared."""

from __future__ import annotations

from time import process_time

import orjson

# What the loop takes on the machine on which the floors in `queries.py` were measured, in milliseconds.
REFERENCE = 13.0


def calibrate() -> float:
    """Return the milliseconds of the loop, the best of five."""
    return min(_once() for _ in range(5)) * 1000


def _once() -> float:
    began = process_time()
    for n in range(20):
        rows = [(str(i), i, i * n, "subject") for i in range(1000)]
        found = [{"id": a, "value": b, "sum": c, "subject": d} for a, b, c, d in rows]
        orjson.loads(orjson.dumps({"data": {"nodes": found}}))
    return process_time() - began
