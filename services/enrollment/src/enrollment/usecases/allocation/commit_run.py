"""A seed is drawn and committed to before anybody can know who will gain by it."""

from dataclasses import dataclass

from enrollment.domain.admission.allocation_run import AllocationRun, RunState
from enrollment.domain.admission.campaign import CampaignState
from enrollment.domain.admission.ids import ActorId, CampaignId, RunId
from enrollment.domain.admission.run_refusals import CommittedTooLate, RunPending
from enrollment.domain.allocation.lottery import SEED_BYTES
from enrollment.usecases.allocation.places import place_of_campaign
from enrollment.usecases.allocation.ports import AllocationWork, Draw, NewId, Permit

_BEFORE_THE_END = {CampaignState.PUBLISHED, CampaignState.WAVE_OPEN}


@dataclass(frozen=True, slots=True)
class CommitRun:
    """`by` is who asks for the run: others execute and confirm it.

    `randomness_source` names what public randomness will be drawn from; empty means that none will be.
    """

    campaign: CampaignId
    by: ActorId
    randomness_source: str = ""


async def commit_run(
    command: CommitRun, *, work: AllocationWork, permit: Permit, new_id: NewId, draw: Draw, secret: str
) -> RunId:
    """Commits to a new seed. Refuses after the wave's end, unless a run was annulled, and beside another run."""
    async with work() as unit:
        campaign = await unit.campaigns.get(command.campaign)
        permit("commit_run", await place_of_campaign(campaign, unit))
        earlier = await unit.runs.find_all(campaign_id=campaign.id)
        _check(campaign.state, earlier)
        seed = draw(SEED_BYTES)
        run = AllocationRun.commit(
            RunId(new_id()),
            campaign.id,
            seed,
            by=command.by,
            randomness_source=command.randomness_source,
            earlier=[each.seed_commitment for each in earlier],
        )
        unit.runs.add(run)
        await unit.runs.flush()
        await unit.run_files.seal(run.id, seed, secret=secret)
        return run.id


def _check(state: CampaignState, earlier: list[AllocationRun]) -> None:
    ended = {RunState.CONFIRMED, RunState.ANNULLED}
    if any(each.state not in ended for each in earlier):
        raise RunPending
    latest = max(earlier, key=lambda each: each.version, default=None)
    is_made_again = latest is not None and latest.state is RunState.ANNULLED
    if state not in _BEFORE_THE_END and not (is_made_again and state is CampaignState.ALLOCATING):
        raise CommittedTooLate
