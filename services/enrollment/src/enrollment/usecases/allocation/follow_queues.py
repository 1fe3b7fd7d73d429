"""The queues follow what was written down about them, so that reading a position finds them as they are."""

from enrollment.domain.admission.ids import CampaignId
from enrollment.usecases.allocation.offering import follow
from enrollment.usecases.allocation.ports import AllocationWork


async def follow_queues(*, work: AllocationWork) -> int:
    """Follows every campaign that is behind, each in a transaction of its own; gives how many were."""
    async with work() as unit:
        behind = await unit.queues.behind()
    for campaign in behind:
        await _follow(campaign, work=work)
    return len(behind)


async def _follow(campaign: CampaignId, *, work: AllocationWork) -> None:
    async with work() as unit:
        await follow(campaign, unit)
