"""What may be done with runs: each mutation translates, calls one use case, and names what to read back."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import strawberry

from chassis.ids import new_id
from chassis.schema import entity_id
from chassis.settings import platform_settings
from enrollment.domain.admission.ids import CampaignId, RulePackId, RunId
from enrollment.domain.order import Order
from enrollment.graphql.allocation.info import GIVEN, AllocationInfo, actor
from enrollment.graphql.allocation.run_inputs import (
    AnnulRunInput,
    AnnulRunPayload,
    CommitRunInput,
    CommitRunPayload,
    ConfirmRunInput,
    ConfirmRunPayload,
    ExecuteRunInput,
    ExecuteRunPayload,
    FreezeRunInput,
    FreezeRunPayload,
    PublishRunInput,
    PublishRunPayload,
    SimulatePacksInput,
    SimulatePacksPayload,
)
from enrollment.graphql.allocation.types import AllocationRun, EnrollmentJob
from enrollment.usecases.allocation.annul_run import AnnulRun, annul_run
from enrollment.usecases.allocation.commit_run import CommitRun, commit_run
from enrollment.usecases.allocation.confirm_run import ConfirmRun, confirm_run
from enrollment.usecases.allocation.execute_run import ExecuteRun, execute_run
from enrollment.usecases.allocation.freeze_run import FreezeRun, freeze_run
from enrollment.usecases.allocation.publish_run import PublishRun, publish_run
from enrollment.usecases.allocation.simulate_packs import SimulatePacks, simulate_packs


@strawberry.type(description="What may be done with runs.")
class RunMutation:
    """One field a use case."""

    @strawberry.mutation(description="Commits to a secret seed, before the wave closes.")
    async def commit_run(
        self, info: AllocationInfo, input: Annotated[CommitRunInput, GIVEN]
    ) -> CommitRunPayload:
        """See usecases/allocation/commit_run.py."""
        command = CommitRun(
            CampaignId(entity_id(input.campaign_id)), actor(info), input.randomness_source.strip()
        )
        done = await info.context.perform(
            "commitRun",
            input,
            lambda work, permit: commit_run(
                command, work=work, permit=permit, new_id=new_id, draw=secrets.token_bytes, secret=secret()
            ),
        )
        return CommitRunPayload(run=done.read(AllocationRun), user_errors=done.user_errors)

    @strawberry.mutation(description="Fixes the applications of the closed wave and tells their hash.")
    async def freeze_run(
        self, info: AllocationInfo, input: Annotated[FreezeRunInput, GIVEN]
    ) -> FreezeRunPayload:
        """See usecases/allocation/freeze_run.py."""
        command = FreezeRun(RunId(entity_id(input.run_id)))
        done = await info.context.perform(
            "freezeRun", input, lambda work, permit: freeze_run(command, work=work, permit=permit, now=now)
        )
        return FreezeRunPayload(run=done.read(AllocationRun), user_errors=done.user_errors)

    @strawberry.mutation(
        description="Lets a frozen run be computed, by another person than who asked for it."
    )
    async def execute_run(
        self, info: AllocationInfo, input: Annotated[ExecuteRunInput, GIVEN]
    ) -> ExecuteRunPayload:
        """See usecases/allocation/execute_run.py."""
        command = ExecuteRun(RunId(entity_id(input.run_id)), actor(info), input.public_randomness)
        done = await info.context.perform(
            "executeRun",
            input,
            lambda work, permit: execute_run(command, work=work, permit=permit, new_id=new_id),
        )
        return ExecuteRunPayload(job=done.read(EnrollmentJob), user_errors=done.user_errors)

    @strawberry.mutation(description="Reveals the seed; from now on everybody can run it again.")
    async def publish_run(
        self, info: AllocationInfo, input: Annotated[PublishRunInput, GIVEN]
    ) -> PublishRunPayload:
        """See usecases/allocation/publish_run.py."""
        command = PublishRun(RunId(entity_id(input.run_id)))
        done = await info.context.perform(
            "publishRun",
            input,
            lambda work, permit: publish_run(command, work=work, permit=permit, now=now, secret=secret()),
        )
        return PublishRunPayload(run=done.read(AllocationRun), user_errors=done.user_errors)

    @strawberry.mutation(
        description="Makes a published run count and lets a job offer its places, by another person than who asked"
        " for it; asked again, lets a job that came to nothing go on."
    )
    async def confirm_run(
        self, info: AllocationInfo, input: Annotated[ConfirmRunInput, GIVEN]
    ) -> ConfirmRunPayload:
        """See usecases/allocation/confirm_run.py."""
        command = ConfirmRun(RunId(entity_id(input.run_id)), actor(info))
        done = await info.context.perform(
            "confirmRun",
            input,
            lambda work, permit: confirm_run(command, work=work, permit=permit, new_id=new_id, now=now),
        )
        run = replace(done, id=done.id and command.run)
        return ConfirmRunPayload(
            run=run.read(AllocationRun), job=done.read(EnrollmentJob), user_errors=done.user_errors
        )

    @strawberry.mutation(description="Takes a run back by an order; the campaign may commit to a new seed.")
    async def annul_run(
        self, info: AllocationInfo, input: Annotated[AnnulRunInput, GIVEN]
    ) -> AnnulRunPayload:
        """See usecases/allocation/annul_run.py."""
        run, by = RunId(entity_id(input.run_id)), actor(info)
        done = await info.context.perform(
            "annulRun",
            input,
            lambda work, permit: annul_run(
                AnnulRun(run, Order(input.order_number, input.order_date), by), work=work, permit=permit
            ),
        )
        return AnnulRunPayload(run=done.read(AllocationRun), user_errors=done.user_errors)

    @strawberry.mutation(
        description="Lets two rule packs be compared on one frozen input: who gains, who loses."
    )
    async def simulate_packs(
        self, info: AllocationInfo, input: Annotated[SimulatePacksInput, GIVEN]
    ) -> SimulatePacksPayload:
        """See usecases/allocation/simulate_packs.py."""
        command = SimulatePacks(
            RunId(entity_id(input.run_id)),
            RulePackId(entity_id(input.first_pack_id)),
            RulePackId(entity_id(input.second_pack_id)),
            actor(info),
        )
        done = await info.context.perform(
            "simulatePacks",
            input,
            lambda work, permit: simulate_packs(command, work=work, permit=permit, new_id=new_id),
        )
        return SimulatePacksPayload(job=done.read(EnrollmentJob), user_errors=done.user_errors)


def now() -> datetime:
    """What time it is."""
    return datetime.now(UTC)


def secret() -> str:
    """What seeds are sealed with."""
    return platform_settings().secret
