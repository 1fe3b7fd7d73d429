"""Whatever is killed, stopped or cut: every event has its effect once, in order, and nothing is made up."""

from pathlib import Path

import mutants
import pytest
from reporting import SEED, report
from run import Place, run

Urls = tuple[str, str]


async def test_nothing_is_lost_doubled_or_out_of_order(place: Place, urls: Urls, tmp_path: Path) -> None:
    verdict, faults = await run(place, urls, seconds=20, seed=SEED)

    report(verdict, faults, tmp_path)
    assert verdict.holds, verdict.broken
    assert verdict.events > 500
    assert len(faults) >= 8


@pytest.mark.parametrize(
    ("mutant", "caught_by"),
    [
        (mutants.OUTBOX_ID_AS_CURSOR, "I1 lost"),
        (mutants.NO_INBOX, "I3 more than once"),
        (mutants.NO_OWNER, "I4 out of order in the log"),
        (mutants.CURSOR_FIRST, "I1 lost"),
    ],
)
async def test_a_mistake_is_caught(mutant: str, caught_by: str, place: Place, urls: Urls) -> None:
    verdict, _ = await run(place, urls, seconds=8, seed=SEED, mutant=mutant, sleep=2.0)

    assert verdict.broken[caught_by] > 0, verdict


@pytest.mark.long
async def test_ten_minutes_of_harm(place: Place, urls: Urls, tmp_path: Path) -> None:
    verdict, faults = await run(place, urls, seconds=600, seed=SEED + 1, sleep=20.0)

    report(verdict, faults, tmp_path)
    assert verdict.holds, verdict.broken
    assert len(faults) >= 30
