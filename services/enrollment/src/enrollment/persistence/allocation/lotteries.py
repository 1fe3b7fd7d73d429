"""By which rules a campaign's queues are ordered, and the draw that breaks ties once its seed is revealed."""

from chassis.database import Connection
from enrollment.domain.admission.ids import CampaignId
from enrollment.domain.allocation import Lottery
from enrollment.domain.queue import Rules
from enrollment.domain.refusals import NotFound

_RULES = """
select rule_pack.rules, drawn.seed, drawn.public_randomness
from campaign
join rule_pack on rule_pack.name = campaign.rule_pack_id and rule_pack.version = campaign.rule_pack_version
left join lateral (
    select seed, public_randomness from allocation_run
    where campaign_id = campaign.id and seed is not null and state <> 'ANNULLED'
    order by version desc limit 1
) drawn on true
where campaign.id = $1
"""


class Lotteries:
    """The rules and the draw of each campaign, asked for once a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[CampaignId, tuple[Rules, Lottery | None]] = {}

    async def of(self, campaign: CampaignId) -> tuple[Rules, Lottery | None]:
        """The rules, and the lottery where its seed is revealed."""
        if campaign not in self._known:
            self._known[campaign] = await self._read(campaign)
        return self._known[campaign]

    async def _read(self, campaign: CampaignId) -> tuple[Rules, Lottery | None]:
        row = await self._connection.fetchrow(_RULES, campaign)
        if row is None:
            raise NotFound(campaign)
        if row["seed"] is None:
            return Rules(row["rules"]), None
        seed = bytes.fromhex(row["seed"])
        lottery = Lottery(seed, public_randomness=row["public_randomness"], campaign=str(campaign))
        return Rules(row["rules"]), lottery
