"""A run binds its seed before, and two persons answer for it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from enrollment.domain.admission.allocation_run import AllocationRun, Outcome, RunPublished, RunState
from enrollment.domain.admission.ids import ActorId, JobId, RunId
from enrollment.domain.admission.refusals import WrongState
from enrollment.domain.admission.run_refusals import (
    CommitmentReused,
    RandomnessNotAsAnnounced,
    SamePerson,
    SeedNotCommitted,
)
from enrollment.domain.allocation import commitment

from .nouns import APRIL_1, CAMPAIGN, ORDER

SEED = bytes(range(32))
ASEL, BOLOT = ActorId("asel"), ActorId("bolot")
JOB = JobId(uuid4())
OUTCOME = Outcome("a" * 64, "b" * 64, placed=2, unplaced=1)


@pytest.fixture
def run() -> AllocationRun:
    """Asel committed to the seed."""
    return AllocationRun.commit(RunId(uuid4()), CAMPAIGN, SEED, by=ASEL, randomness_source="the next draw")


def executed(run: AllocationRun) -> AllocationRun:
    run.freeze("f" * 64, applications=2, at=APRIL_1)
    run.execute(OUTCOME, public_randomness="00ff", by=BOLOT, at=APRIL_1)
    return run


def test_a_run_is_committed_frozen_executed_published_and_confirmed_in_this_order(run: AllocationRun) -> None:
    executed(run).publish(SEED, at=APRIL_1)
    run.confirm(by=BOLOT, at=APRIL_1, job=JOB)

    assert run.state is RunState.CONFIRMED
    assert run.events[3] == RunPublished(run.id, SEED.hex(), "00ff", "b" * 64, 2, 1, APRIL_1)
    with pytest.raises(WrongState):
        run.annul(order=ORDER, by=BOLOT)


def test_nothing_is_executed_that_was_not_frozen(run: AllocationRun) -> None:
    with pytest.raises(WrongState):
        run.execute(OUTCOME, public_randomness="00ff", by=BOLOT, at=APRIL_1)


def test_one_person_alone_makes_no_run(run: AllocationRun) -> None:
    run.freeze("f" * 64, applications=2, at=APRIL_1)

    with pytest.raises(SamePerson):
        run.execute(OUTCOME, public_randomness="00ff", by=ASEL, at=APRIL_1)
    with pytest.raises(SamePerson):
        run.confirm(by=ASEL, at=APRIL_1, job=JOB)
    with pytest.raises(SamePerson):
        run.annul(order=ORDER, by=ASEL)


@pytest.mark.parametrize(("source", "drawn"), [("", "00ff"), ("the next draw", "")])
def test_chance_comes_from_where_it_was_announced_or_from_nowhere(source: str, drawn: str) -> None:
    run = AllocationRun.commit(RunId(uuid4()), CAMPAIGN, SEED, by=ASEL, randomness_source=source)
    run.freeze("f" * 64, applications=2, at=APRIL_1)

    with pytest.raises(RandomnessNotAsAnnounced):
        run.execute(OUTCOME, public_randomness=drawn, by=BOLOT, at=APRIL_1)

    assert run.state is RunState.FROZEN


def test_another_seed_than_the_committed_one_cannot_be_published(run: AllocationRun) -> None:
    with pytest.raises(SeedNotCommitted):
        executed(run).publish(SEED[::-1], at=APRIL_1)


def test_an_annulled_run_is_made_again_with_a_new_commitment(run: AllocationRun) -> None:
    executed(run).annul(order=ORDER, by=BOLOT)

    with pytest.raises(CommitmentReused):
        AllocationRun.commit(RunId(uuid4()), CAMPAIGN, SEED, by=ASEL, earlier=[commitment(SEED)])
    again = AllocationRun.commit(RunId(uuid4()), CAMPAIGN, SEED[::-1], by=ASEL, earlier=[commitment(SEED)])

    assert again.version == 2
