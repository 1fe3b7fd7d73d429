"""The same on a real cluster of three brokers, which are killed too."""

from pathlib import Path

import mutants
import pytest
from reporting import KINDS, LEFT_ALONE, SECONDS, SEED, report
from run import Brokers, Place, run

Urls = tuple[str, str]
pytestmark = pytest.mark.kafka


async def test_nothing_is_lost_doubled_or_out_of_order_on_kafka(
    place: Place, urls: Urls, kafka: Brokers, tmp_path: Path
) -> None:
    verdict, faults = await run(place, urls, seconds=0, seed=SEED, sleep=1.5, kafka=kafka)

    report(verdict, faults, tmp_path)
    assert verdict.holds, verdict.broken
    assert verdict.events > 200
    assert len({fault.kind for fault in faults}) >= 36


@pytest.mark.long
@pytest.mark.parametrize(
    ("mutant", "shown_by", "caught_by"),
    [
        (mutants.NO_OWNER, "kill writer", "I6 more than re-sends"),
        (mutants.CURSOR_FIRST, "fail publisher when advanced", "I1 lost"),
    ],
)
async def test_a_mistake_in_the_publisher_is_caught(
    mutant: str, shown_by: str, caught_by: str, place: Place, urls: Urls, kafka: Brokers
) -> None:
    verdict, _ = await run(place, urls, seconds=12, seed=SEED, mutant=mutant, kafka=kafka, only=(shown_by,))

    assert verdict.broken[caught_by] > 0, verdict


@pytest.mark.long
async def test_ten_minutes_of_harm_on_kafka(place: Place, urls: Urls, kafka: Brokers, tmp_path: Path) -> None:
    verdict, faults = await run(
        place,
        urls,
        seconds=SECONDS,
        seed=SEED + 1,
        sleep=20.0,
        left_alone=LEFT_ALONE,
        kafka=kafka,
        only=KINDS,
    )

    report(verdict, faults, tmp_path, name="kafka")
    assert verdict.holds, verdict.broken
    assert KINDS or len(faults) >= SECONDS / 20
