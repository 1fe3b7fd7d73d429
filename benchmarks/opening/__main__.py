"""`make bench-opening`: 20,000 applications from 64 screens through the gateway, as fast as they go.

While they come, one in twenty is withdrawn at once, one in fifty is sent twice, an officer gives seats away, and the
seats are watched. `python -m benchmarks.opening --submissions 2000 --layout up-split` is a shorter one.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import uvloop
from benchmarks.opening.books import Books, Watch, balance, watching
from benchmarks.opening.clients import Day, apply_all
from benchmarks.opening.costs import costs_of
from benchmarks.opening.world import make_world

from chassis.identity.development import DevelopmentIssuer
from chassis.testing.databases import Database
from chassis.testing.surroundings import surroundings
from contracts.catalogue import published_by
from devhost.folder import DataFolder
from devhost.running import Running
from devhost.testing import Platform, running_platform
from enrollment.messaging.published import message_of
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a day looked like from the screens, from beside them, and in the books."""

    day: Day
    watch: Watch
    books: Books
    seconds: float
    cpu: Mapping[str, float]


async def measure(platform: Platform, submissions: int, clients: int, longest: float) -> Outcome:
    """The day from the opening to the balance of the books."""
    folder = DataFolder(platform.data)
    running = Running.read(folder)
    if running is None:
        raise SystemExit("the platform does not run")
    database = Database.on(running.environment["BILIM_DATABASE_URL"], "enrollment")
    day, watch = Day(), Watch()
    types = published_by("enrollment")
    async with surroundings(database, SqlEnrollmentUnit, message_of, types) as enrollment:
        issuer = DevelopmentIssuer(folder.key, issuer=running.environment["BILIM_ISSUER"])
        world = await make_world(enrollment, issuer, submissions)
        costs = costs_of(folder, running)
        async with watching(enrollment, world, day, watch):
            seconds = await apply_all(platform.url(), world, clients=clients, day=day, longest=longest)
        cpu = costs.since()
        return Outcome(day, watch, await balance(enrollment, world, day), seconds, cpu)


def report(outcome: Outcome) -> str:
    """The figures, one a line."""
    day, watch, books, seconds = outcome.day, outcome.watch, outcome.books, outcome.seconds
    accepted = len(day.receipts)
    pace = f"{accepted / seconds:.0f} a second (load average {os.getloadavg()[0]:.1f})"
    events = f"untold {books.untold}, told twice {books.told_twice}"
    each = ", ".join(f"{name} {1000 * used / accepted:.1f}" for name, used in outcome.cpu.items())
    lines = [
        f"accepted {accepted} in {seconds:.1f} s: {pace}",
        f"CPU in ms for each accepted: {each}",
        f"a receipt after {_spread(day.submit_seconds)}",
        f"{len(day.withdrawn)} withdrawn, each after {_spread(day.withdraw_seconds)}",
        f"told to come again {day.shed}, not answered {day.unanswered}",
        f"answered differently {day.differing}, refused {len(day.refused)}",
        f"seats looked at {watch.looks} times, exceeded {watch.exceeded} times; {watch.held} given away",
        f"lost {books.lost}, doubled {books.doubled}, out of order {books.out_of_order}, {events}",
        f"taken in from families that gave up {books.unheard}",
        f"withdrawn and still active {books.still_active}, seats of those who left {books.seats_of_leavers}",
        *(f"refused: {each}" for each in day.refused[:3]),
    ]
    return "\n".join(lines)


def _spread(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    if not ordered:
        return "–"
    marks = {name: ordered[min(int(len(ordered) * share), len(ordered) - 1)] for name, share in _MARKS}
    return ", ".join(f"{name} {1000 * value:.0f} ms" for name, value in marks.items())


_MARKS = (("p50", 0.5), ("p99", 0.99), ("longest", 1.0))


def main() -> None:
    """Measure, and fail where the books do not agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=20_000)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--layout", choices=["up", "up-split"], default="up")
    parser.add_argument("--longest", type=float, default=600, help="seconds after which nobody begins anew")
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="bilim-opening-") as folder,
        running_platform(given.layout, Path(folder), "--profile", "empty") as platform,
    ):
        outcome = uvloop.run(measure(platform, given.submissions, given.clients, given.longest))
    sys.stdout.write(report(outcome) + "\n")
    day = outcome.day
    if not outcome.books.agree or outcome.watch.exceeded or day.differing:
        raise SystemExit("the books do not agree")
    if len(day.receipts) < given.submissions:
        raise SystemExit("not every family has its receipt")


if __name__ == "__main__":
    main()
