"""What two packs give on one input, by a seed of the comparison's own."""

from __future__ import annotations

import secrets

from chassis.testing.surroundings import Surroundings
from enrollment.domain.admission.ids import RulePackId
from enrollment.engine import compare
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.compare_packs import ComparePacks, compare_packs

from .conftest import Runs
from .families import applied

Enrollment = Surroundings[SqlEnrollmentUnit]


async def test_the_real_seed_is_not_touched_and_both_outcomes_are_told(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    await applied(admissions, [await admissions.programme(seats=1)], 3)
    run = await runs.commit()
    await admissions.close_wave()
    await runs.freeze(run)
    pack = RulePackId(await enrollment.pool.fetchval("select id from rule_pack"))
    sealed = await enrollment.pool.fetchval("select sealed from allocation_seed")

    told = await compare_packs(
        ComparePacks(run, pack, pack), work=runs.work, compare=compare, draw=secrets.token_bytes
    )

    assert [(told[side]["placed"], told[side]["unplaced"]) for side in ("first", "second")] == [(1, 2)] * 2
    assert await enrollment.pool.fetchval("select sealed from allocation_seed") == sealed
