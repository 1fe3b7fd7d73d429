"""The same on a real cluster of three brokers, which are killed too."""

from pathlib import Path

import mutants
import pytest
from reporting import SEED, report
from run import Place, run

from full.kafka import Cluster

Urls = tuple[str, str]
pytestmark = pytest.mark.kafka


# Killed brokers every two seconds make re-sends a larger share than the bound that holds over minutes.
@pytest.mark.long
async def test_nothing_is_lost_doubled_or_out_of_order_on_kafka(
    place: Place, urls: Urls, kafka: Cluster, tmp_path: Path
) -> None:
    verdict, faults = await run(place, urls, seconds=25, seed=SEED, kafka=kafka)

    report(verdict, faults, tmp_path)
    assert verdict.holds, verdict.broken
    assert verdict.events > 500
    assert len(faults) >= 5


@pytest.mark.long
@pytest.mark.parametrize(
    ("mutant", "caught_by"),
    [(mutants.NO_OWNER, "I6 more than re-sends"), (mutants.CURSOR_FIRST, "I1 lost")],
)
async def test_a_mistake_in_the_publisher_is_caught(
    mutant: str, caught_by: str, place: Place, urls: Urls, kafka: Cluster
) -> None:
    verdict, _ = await run(place, urls, seconds=40, seed=SEED, mutant=mutant, kafka=kafka)

    assert verdict.broken[caught_by] > 0, verdict


@pytest.mark.long
async def test_ten_minutes_of_harm_on_kafka(place: Place, urls: Urls, kafka: Cluster, tmp_path: Path) -> None:
    verdict, faults = await run(place, urls, seconds=600, seed=SEED + 1, sleep=20.0, kafka=kafka)

    report(verdict, faults, tmp_path)
    assert verdict.holds, verdict.broken
    assert verdict.duplicates <= 0.01
    assert len(faults) >= 30
