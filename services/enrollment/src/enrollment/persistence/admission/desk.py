"""What must be known to take an application in, asked in one statement: in the opening minute each one counts."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from chassis.database import Connection
from enrollment.domain.admission.child import Child, DocumentKind, StoredDocument
from enrollment.domain.admission.ids import CampaignId, ChildId, SeatPlanId
from enrollment.domain.ids import GuardianId
from enrollment.domain.refusals import NotFound
from enrollment.persistence.admission.applications import Applications
from enrollment.persistence.admission.campaigns import campaign_of
from enrollment.persistence.admission.catchments import home_of
from enrollment.usecases.admission.ports import Folder

# The sequence is taken from outside the transaction and by nobody locked; a refused submission leaves a gap.
_LOOK = """
select to_jsonb(child) as child, campaign.*, nextval('receipt') as receipt,
    (select jsonb_agg(to_jsonb(wave) order by no) from wave where campaign_id = $1) as waves,
    (select jsonb_agg(to_jsonb(plan)) from seat_plan as plan
        where plan.id = any($3) and plan.campaign_id = $1) as plans,
    array(select kind || ':' || encode(match, 'hex') from child_document where child_id = $2) as documents,
    array(select guardian_id from child_guardian where child_id = $2 and ended_on is null) as guardians,
    (select jsonb_agg(to_jsonb(catchment)) from catchment where catchment.area = child.area
        and school_id in (select school_id from seat_plan where id = any($3))) as home,
    (select child_ref from application where campaign_id = $1 and child_id = $2 order by id limit 1) as ref
from campaign, child where campaign.id = $1 and child.id = $2
"""


class Desk:
    """See usecases/admission/ports.py."""

    def __init__(self, connection: Connection, applications: Applications) -> None:
        self._connection = connection
        self._applications = applications

    async def open(self, campaign_id: CampaignId, child_id: ChildId, plans: Sequence[SeatPlanId]) -> Folder:
        """All of it. Refuses a campaign or a child that nobody knows."""
        row = await self._connection.fetchrow(_LOOK, campaign_id, child_id, plans)
        if row is None:
            raise NotFound(child_id)
        found = {plan["id"]: self._applications.note_plan(_typed(plan)) for plan in row["plans"] or ()}
        return Folder(
            campaign=campaign_of(dict(row), row["waves"]),
            child=_child(row["child"], row["documents"]),
            guardians=tuple(row["guardians"]),
            home=home_of({**line, "school_id": UUID(line["school_id"])} for line in row["home"] or ()),
            programmes=tuple(found[str(plan)] for plan in plans if str(plan) in found),
            receipt=row["receipt"],
            child_ref=row["ref"],
        )

    async def next_receipt(self) -> int:
        """The next number of receipt alone."""
        return int(await self._connection.fetchval("select nextval('receipt')"))


def _typed(plan: dict[str, Any]) -> dict[str, Any]:
    return {**plan, **{name: UUID(plan[name]) for name in ("id", "campaign_id", "school_id")}}


def _child(row: dict[str, Any], documents: Sequence[str]) -> Child:
    merged = row["merged_into"]
    return Child(
        id=ChildId(UUID(row["id"])),
        display_name=row["display_name"],
        sort_key=row["sort_key"],
        birth_date=date.fromisoformat(row["birth_date"]),
        registered_by=GuardianId(UUID(row["registered_by"])),
        area=row["area"],
        died_on=date.fromisoformat(row["died_on"]) if row["died_on"] else None,
        merged_into=ChildId(UUID(merged)) if merged else None,
        documents=tuple(_document(text) for text in documents),
    )


def _document(text: str) -> StoredDocument:
    kind, _, match = text.partition(":")
    return StoredDocument(DocumentKind(kind), bytes.fromhex(match), b"")
