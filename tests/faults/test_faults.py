"""Whatever is killed, stopped or cut: every event has its effect once, in order, and nothing is made up."""

from pathlib import Path

import mutants
import pytest
from reporting import KINDS, LEFT_ALONE, SECONDS, SEED, report
from run import Place, run

Urls = tuple[str, str]


async def test_nothing_is_lost_doubled_or_out_of_order(place: Place, urls: Urls, tmp_path: Path) -> None:
    verdict, faults = await run(place, urls, seconds=0, seed=SEED, sleep=1.5)

    report(verdict, faults, tmp_path)
    assert verdict.holds, verdict.broken
    assert verdict.events > 200
    assert len({fault.kind for fault in faults}) >= 22


@pytest.mark.parametrize(
    ("mutant", "shown_by", "caught_by"),
    [
        (mutants.OUTBOX_ID_AS_CURSOR, "kill writer", "I1 lost"),
        (mutants.NO_INBOX, "kill writer", "I3 more than once"),
        (mutants.NO_OWNER, "kill writer", "I4 out of order in the log"),
        (mutants.CURSOR_FIRST, "kill consumer", "I1 lost"),
    ],
)
async def test_a_mistake_is_caught(
    mutant: str, shown_by: str, caught_by: str, place: Place, urls: Urls
) -> None:
    verdict, _ = await run(place, urls, seconds=8, seed=SEED, mutant=mutant, only=(shown_by,))

    assert verdict.broken[caught_by] > 0, verdict


@pytest.mark.long
async def test_ten_minutes_of_harm(place: Place, urls: Urls, tmp_path: Path) -> None:
    verdict, faults = await run(
        place, urls, seconds=SECONDS, seed=SEED + 1, sleep=20.0, left_alone=LEFT_ALONE, only=KINDS
    )

    report(verdict, faults, tmp_path, name="embedded")
    assert verdict.holds, verdict.broken
    assert KINDS or len(faults) >= SECONDS / 20
