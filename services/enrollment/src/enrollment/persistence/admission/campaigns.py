"""Where campaigns are kept, with their waves; and the door that a wave's end shuts behind the last submission."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from chassis.database import Connection
from chassis.database.rows import Row, save_rows
from enrollment.domain.admission.ages import Ages
from enrollment.domain.admission.campaign import Campaign, CampaignKind, CampaignState, Wave
from enrollment.domain.admission.ids import CampaignId
from enrollment.domain.refusals import NotFound
from enrollment.persistence.admission.composed import Composed
from enrollment.persistence.admission.tables import CampaignRow, WaveRow
from enrollment.usecases.admission.ports import UnderWay

_WAVES = """
select campaign_id, opens, closes, eligible from wave where campaign_id = any($1) order by campaign_id, no
"""
_LOOK = """
select campaign.*, (select jsonb_agg(to_jsonb(wave) order by no) from wave where campaign_id = $1) as waves
from campaign where id = $1
"""
_SUBMITTED = """
select count(*) from application
where campaign_id = $1 and submitted_at >= (select opens from wave where campaign_id = $1 and no = $2)
"""
# What was given back is waited for until its term; a rejection until nothing more can be done against it.
_UNDER_WAY = """
select
    (select count(*) from offer join application on application.id = offer.application_id
     where application.campaign_id = $1 and offer.state = 'OPEN') as offers,
    (select count(*) from application where campaign_id = $1
     and (state in ('SUBMITTED', 'REJECTED', 'APPEALED') or state = 'RETURNED' and respond_by >= $2)) as undecided
"""
# Shared: submissions pass side by side, and none begins once a wave's end waits for those under way. A lock of the
# campaign's row would have to be written down by every one of them, and could keep the end waiting for ever.
_ENTER = "select pg_advisory_xact_lock_shared(hashtextextended($1, 0))"
_SHUT = "select pg_advisory_xact_lock(hashtextextended($1, 0))"


class Campaigns(Composed[Campaign]):
    """See usecases/admission/ports.py."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Campaign, CampaignRow, missing=NotFound)

    async def look(self, campaign_id: CampaignId) -> Campaign:
        """The campaign as it stands, for who does not change it: neither locked nor saved."""
        if campaign_id in self._known:
            return self._known[campaign_id]
        row = await self._connection.fetchrow(_LOOK, campaign_id)
        if row is None:
            raise NotFound(campaign_id)
        return campaign_of(dict(row), row["waves"])

    async def enter(self, campaign_id: CampaignId) -> None:
        """Holds off the end of a wave until this submission is done."""
        await self._connection.execute(_ENTER, str(campaign_id))

    async def shut(self, campaign_id: CampaignId) -> None:
        """Waits for submissions under way, and keeps others out until the work ends."""
        await self._connection.execute(_SHUT, str(campaign_id))

    async def submitted(self, campaign: Campaign) -> int:
        """How many applications came in the wave that is open."""
        return int(await self._connection.fetchval(_SUBMITTED, campaign.id, campaign.wave_no))

    async def under_way(self, campaign: Campaign, *, at: datetime) -> UnderWay:
        """What families still wait for."""
        (row,) = await self._connection.fetch(_UNDER_WAY, campaign.id, at)
        return UnderWay(row["offers"], row["undecided"])

    def _row_of(self, aggregate: Campaign) -> Row:
        return {
            "id": aggregate.id,
            "kind": aggregate.kind,
            "district_id": aggregate.district_id,
            "academic_year_id": aggregate.academic_year_id,
            "rule_pack_id": aggregate.rule_pack_id,
            "rule_pack_version": aggregate.rule_pack_version,
            "categories": sorted(aggregate.categories),
            "youngest": aggregate.ages.youngest,
            "oldest": aggregate.ages.oldest,
            "ages_on": aggregate.ages.on,
            "appeal_days": aggregate.appeal_days,
            "state": aggregate.state,
            "approved_at": aggregate.approved_at,
            "wave_no": aggregate.wave_no,
            "waves": [_wave_row(aggregate.id, no, wave) for no, wave in enumerate(aggregate.waves, start=1)],
        }

    def _made_of(self, row: Row, parts: Any) -> Campaign:
        return campaign_of(row, parts)

    async def _parts_of(self, ids: Sequence[Any]) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for wave in await self._connection.fetch(_WAVES, ids):
            found.setdefault(wave["campaign_id"], []).append(wave)
        return found

    async def _write(self, changed: dict[Any, Row]) -> None:
        await save_rows(self._connection, CampaignRow, list(changed.values()))
        new = [row for key, row in changed.items() if key not in self._stored]
        await save_rows(self._connection, WaveRow, [wave for row in new for wave in row["waves"]])


def campaign_of(row: Mapping[str, Any], waves: Sequence[Mapping[str, Any]] | None) -> Campaign:
    """The campaign of a row and the rows of its waves, in their order."""
    return Campaign(
        id=row["id"],
        rule_pack_id=row["rule_pack_id"],
        rule_pack_version=row["rule_pack_version"],
        waves=tuple(_wave(wave) for wave in waves or ()),
        kind=CampaignKind(row["kind"]),
        district_id=row["district_id"],
        academic_year_id=row["academic_year_id"],
        categories=frozenset(row["categories"]),
        ages=Ages(row["youngest"], row["oldest"], row["ages_on"]),
        appeal_days=row["appeal_days"],
        state=CampaignState(row["state"]),
        approved_at=row["approved_at"],
        wave_no=row["wave_no"],
    )


def _wave(row: Mapping[str, Any]) -> Wave:
    eligible = row["eligible"]
    return Wave(
        moment(row["opens"]), moment(row["closes"]), None if eligible is None else frozenset(eligible)
    )


def moment(value: datetime | str) -> datetime:
    """A moment as a column gives it, or as JSON does."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _wave_row(campaign_id: CampaignId, no: int, wave: Wave) -> Row:
    return {
        "campaign_id": campaign_id,
        "no": no,
        "opens": wave.opens,
        "closes": wave.closes,
        "eligible": None if wave.eligible is None else sorted(wave.eligible),
    }
