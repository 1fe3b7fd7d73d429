"""Where applications are kept, with their choices and claims: one statement writes all three."""

from collections.abc import Mapping, Sequence
from typing import Any

from chassis.database import Connection
from chassis.database.rows import Row, upsert_statement, written_columns
from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_facts import Choice, ClaimState, PriorityClaim
from enrollment.domain.admission.application_states import (
    ApplicationChannel,
    ApplicationKind,
    ApplicationState,
)
from enrollment.domain.admission.ids import CampaignId, SeatPlanId
from enrollment.domain.admission.seat_plan import Programme
from enrollment.domain.refusals import NotFound
from enrollment.persistence.admission.composed import Composed
from enrollment.persistence.admission.tables import ApplicationRow

_COLUMNS = written_columns(ApplicationRow)
_LATER = {"version", "accepted_seat_plan_id", "kind", "state", "channel", "defects"}
_CHOICES = """
select choice.application_id, choice.since, choice.in_catchment, choice.metres, choice.seat_plan_id,
       plan.school_id, plan.grade, plan.language, plan.profile
from choice join seat_plan as plan on plan.id = choice.seat_plan_id
where choice.application_id = any($1) order by choice.application_id, choice.rank
"""
_CLAIMS = """
select application_id, category, school_id, state, decided_at, decided_by, valid_until, reason
from claim where application_id = any($1) order by application_id, category, school_id nulls first
"""
_PLANS = """
select id, campaign_id, school_id, grade, language, profile from seat_plan where campaign_id = $1 and id = any($2)
"""
_REGISTERED = (
    "select id from application where campaign_id = $1 and state = 'REGISTERED' order by id limit $2"
)
_CHOSEN = "jsonb_populate_recordset(null::choice, one -> 'choices')"
_CLAIMED = "jsonb_populate_recordset(null::claim, one -> 'claims')"
_WRITE = f"""
with written as ({upsert_statement(ApplicationRow)}),
chosen as (
    insert into choice select part.* from jsonb_array_elements($1::jsonb) as one, {_CHOSEN} as part
    on conflict (application_id, seat_plan_id) do update set rank = excluded.rank, since = excluded.since,
        in_catchment = excluded.in_catchment, metres = excluded.metres
)
insert into claim select part.* from jsonb_array_elements($1::jsonb) as one, {_CLAIMED} as part
on conflict (application_id, category, school_id) do update set state = excluded.state,
    decided_at = excluded.decided_at, decided_by = excluded.decided_by, valid_until = excluded.valid_until,
    reason = excluded.reason
"""  # noqa: S608 - names from our tables
_DROP = """
with dropped as (delete from choice where application_id = $1 and not seat_plan_id = any($2))
delete from claim where application_id = $1 and state = 'MADE'
    and not exists (select from unnest($3::varchar[], $4::uuid[]) as kept (category, school_id)
                    where kept.category = claim.category and kept.school_id is not distinct from claim.school_id)
"""


class Applications(Composed[Application]):
    """See usecases/admission/ports.py. An application is told of programmes; its rows name their seat plans."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, Application, ApplicationRow, missing=NotFound)
        self._plans: dict[tuple[CampaignId, Programme], SeatPlanId] = {}
        self._programmes: dict[SeatPlanId, Programme] = {}

    async def flush(self) -> None:
        """Writes what is new or changed; each change of an application is a version of it."""
        for known in self._known.values():
            if self._stored.get(known.id) != self._row_of(known):
                known.version += 1
        await super().flush()

    async def registered(self, campaign: CampaignId, *, limit: int) -> list[Application]:
        """Some of those that are in order and wait for a run, locked; what was changed is written first."""
        await self.flush()
        rows = await self._connection.fetch(_REGISTERED, campaign, limit)
        found = await self.get_all([row["id"] for row in rows])
        return [each for each in found if each.state is ApplicationState.REGISTERED]

    async def programmes(
        self, campaign: CampaignId, plans: Sequence[SeatPlanId]
    ) -> dict[SeatPlanId, Programme]:
        """What these seat plans of a campaign are for; an unknown one is left out."""
        rows = await self._connection.fetch(_PLANS, campaign, plans)
        return {row["id"]: self.note_plan(dict(row)) for row in rows}

    def note_plan(self, row: Mapping[str, Any]) -> Programme:
        """Remembers the programme of a seat plan that was read."""
        programme = Programme(row["school_id"], row["grade"], row["language"], row["profile"])
        self._programmes[row["id"]] = programme
        self._plans[row["campaign_id"], programme] = row["id"]
        return programme

    def plan_of(self, application: Application, programme: Programme) -> SeatPlanId:
        """The seat plan of a programme that this work has read."""
        return self._plans[application.campaign_id, programme]

    def _row_of(self, aggregate: Application) -> Row:
        row = {name: getattr(aggregate, name) for name in _COLUMNS if name not in _LATER}
        accepted = aggregate.accepted
        return {
            **row,
            "kind": aggregate.kind,
            "state": aggregate.state,
            "channel": aggregate.channel,
            "defects": list(aggregate.defects),
            "version": aggregate.version,
            "accepted_seat_plan_id": None if accepted is None else self.plan_of(aggregate, accepted),
            "choices": [self._choice_row(aggregate, *ranked) for ranked in enumerate(aggregate.choices, 1)],
            "claims": [_claim_row(aggregate, claim) for claim in aggregate.claims],
        }

    def _choice_row(self, application: Application, rank: int, choice: Choice) -> Row:
        return {
            "application_id": application.id,
            "seat_plan_id": self.plan_of(application, choice.programme),
            "rank": rank,
            "since": choice.since,
            "in_catchment": choice.in_catchment,
            "metres": choice.metres,
        }

    def _made_of(self, row: Row, parts: Any) -> Application:
        choices, claims = parts or ((), ())
        plain = {name: row[name] for name in _COLUMNS if name not in _LATER}
        for choice in choices:
            self.note_plan({**choice, "id": choice["seat_plan_id"], "campaign_id": row["campaign_id"]})
        accepted = row["accepted_seat_plan_id"]
        return Application(
            **plain,
            kind=ApplicationKind(row["kind"]),
            state=ApplicationState(row["state"]),
            channel=ApplicationChannel(row["channel"]),
            defects=tuple(row["defects"]),
            version=row["version"],
            accepted=None if accepted is None else self._programmes[accepted],
            choices=tuple(
                Choice(
                    self._programmes[each["seat_plan_id"]],
                    each["since"],
                    each["in_catchment"],
                    each["metres"],
                )
                for each in choices
            ),
            claims=tuple(_claim_of(each) for each in claims),
        )

    async def _parts_of(self, ids: Sequence[Any]) -> dict[Any, Any]:
        found: dict[Any, Any] = {each: ([], []) for each in ids}
        for place, statement in enumerate((_CHOICES, _CLAIMS)):
            for row in await self._connection.fetch(statement, ids):
                found[row["application_id"]][place].append(row)
        return found

    async def _write(self, changed: dict[Any, Row]) -> None:
        await self._connection.execute(_WRITE, list(changed.values()))
        for key, row in changed.items():
            if key in self._stored and _names(self._stored[key]) - _names(row):
                await self._drop(key, row)

    async def _drop(self, key: Any, row: Row) -> None:
        """Forgets the choices and claims that the family has taken back."""
        kept = [choice["seat_plan_id"] for choice in row["choices"]]
        categories = [claim["category"] for claim in row["claims"]]
        schools = [claim["school_id"] for claim in row["claims"]]
        await self._connection.execute(_DROP, key, kept, categories, schools)


def _names(row: Row) -> set[Any]:
    """What tells a row's choices and claims apart."""
    return {choice["seat_plan_id"] for choice in row["choices"]} | {
        (claim["category"], claim["school_id"]) for claim in row["claims"]
    }


def _claim_row(application: Application, claim: PriorityClaim) -> Row:
    return {
        "application_id": application.id,
        "category": claim.category,
        "school_id": claim.school,
        "state": claim.state,
        "decided_at": claim.decided_at,
        "decided_by": claim.decided_by,
        "valid_until": claim.valid_until,
        "reason": claim.reason,
    }


def _claim_of(row: Mapping[str, Any]) -> PriorityClaim:
    school = row["school_id"]
    return PriorityClaim(
        category=row["category"],
        school=None if school is None else str(school),
        state=ClaimState(row["state"]),
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
        valid_until=row["valid_until"],
        reason=row["reason"],
    )
