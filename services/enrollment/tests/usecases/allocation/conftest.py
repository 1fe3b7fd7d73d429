"""Runs and offers on a real database, by people who may."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
import pytest_asyncio

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from enrollment.domain.admission.ids import ActorId, JobId, RunId
from enrollment.engine import in_thread
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.commit_run import CommitRun, commit_run
from enrollment.usecases.allocation.compute_run import ComputeRun, compute_run
from enrollment.usecases.allocation.confirm_run import ConfirmRun, confirm_run
from enrollment.usecases.allocation.freeze_run import FreezeRun, freeze_run
from enrollment.usecases.allocation.offer_run import OfferRun, offer_run
from enrollment.usecases.allocation.publish_run import PublishRun, publish_run

from .families import Families

ASEL, BOLOT = ActorId("asel"), ActorId("bolot")
SECRET = "a secret of sixteen letters or more"


class Runs:
    """The steps of a run, each by the person whose it is."""

    def __init__(self, admissions: Admissions) -> None:
        self.admissions = admissions
        self.work: Any = admissions.work
        self.clock = admissions.clock

    async def commit(self, source: str = "the next draw") -> RunId:
        return await commit_run(
            CommitRun(self.admissions.campaign, ASEL, source),
            work=self.work,
            permit=anybody,
            new_id=new_id,
            draw=secrets.token_bytes,
            secret=SECRET,
        )

    async def freeze(self, run: RunId) -> None:
        await freeze_run(FreezeRun(run), work=self.work, permit=anybody, now=self.clock)

    async def compute(self, run: RunId, randomness: str = "00ff") -> None:
        await compute_run(
            ComputeRun(run, BOLOT, randomness),
            work=self.work,
            compute=in_thread,
            now=self.clock,
            secret=SECRET,
        )

    async def publish(self, run: RunId) -> None:
        await publish_run(PublishRun(run), work=self.work, permit=anybody, now=self.clock, secret=SECRET)

    async def confirm(self, run: RunId) -> JobId:
        return await confirm_run(
            ConfirmRun(run, BOLOT), work=self.work, permit=anybody, new_id=new_id, now=self.clock
        )

    async def offer(self, run: RunId, job: JobId) -> None:
        await offer_run(OfferRun(job, run), work=self.work, new_id=new_id, now=self.clock)

    async def published(self) -> RunId:
        """A run that everybody can run again, the wave closed between."""
        run = await self.commit()
        await self.admissions.close_wave()
        await self.freeze(run)
        await self.compute(run)
        await self.publish(run)
        return run

    async def whole(self) -> RunId:
        """A run from its commitment to its last offer."""
        run = await self.published()
        await self.offer(run, await self.confirm(run))
        return run


@pytest_asyncio.fixture
async def admissions(enrollment: Surroundings[SqlEnrollmentUnit]) -> Admissions:
    """Grade 1 by the Russian rules, its first wave open."""
    return await Admissions(enrollment.work, "ru-grade1").open()


@pytest.fixture
def runs(admissions: Admissions) -> Runs:
    """The runs of the campaign."""
    return Runs(admissions)


@pytest.fixture
def families(enrollment: Surroundings[SqlEnrollmentUnit], admissions: Admissions) -> Families:
    """The families of the campaign."""
    return Families(enrollment, admissions)
