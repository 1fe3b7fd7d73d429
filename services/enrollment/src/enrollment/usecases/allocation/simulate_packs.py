"""Two rule packs are compared on one frozen input, before anybody is bound by them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from enrollment.domain.admission.ids import ActorId, JobId, RulePackId, RunId
from enrollment.domain.admission.job import Job, JobKind
from enrollment.usecases.allocation.places import place_of_campaign
from enrollment.usecases.allocation.ports import AllocationWork, Draw, NewId, Permit

Compare = Callable[[bytes, bytes, dict[str, Any], dict[str, Any]], Awaitable[dict[str, Any]]]
"""The engine under both packs on one input and one seed, off the event loop."""


@dataclass(frozen=True, slots=True)
class SimulatePacks:
    """The run whose frozen input it is, and the two packs."""

    run: RunId
    first: RulePackId
    second: RulePackId
    by: ActorId


async def simulate_packs(
    command: SimulatePacks, *, work: AllocationWork, permit: Permit, new_id: NewId
) -> JobId:
    """Asks for the comparison; gives the job."""
    async with work() as unit:
        run = await unit.runs.get(command.run)
        campaign = await unit.campaigns.look(run.campaign_id)
        permit("simulate_packs", await place_of_campaign(campaign, unit))
        packs = [await unit.rule_packs.get(pack) for pack in (command.first, command.second)]
        await unit.run_files.read(run.id, "INPUT")
        job = Job(
            JobId(new_id()),
            JobKind.SIMULATE,
            requested_by=command.by,
            district_id=campaign.district_id,
            given={"run": str(run.id), "packs": [str(pack.id) for pack in packs]},
        )
        unit.jobs.add(job)
        return job.id


async def compare_packs(
    command: SimulatePacks, *, work: AllocationWork, compare: Compare, draw: Draw
) -> dict[str, Any]:
    """Runs both with one seed of its own, so that nothing of the real draw is told before its time."""
    async with work() as unit:
        frozen = await unit.run_files.read(command.run, "INPUT")
        first, second = [await unit.rule_packs.get(pack) for pack in (command.first, command.second)]
        rules = dict(first.rules), dict(second.rules)
    return await compare(frozen, draw(32), *rules)
