"""Two records that proved to be the same child become one."""

from dataclasses import dataclass
from datetime import datetime

from chassis.identity.policy import Facts
from enrollment.domain.admission.application import Application
from enrollment.domain.admission.applying_refusals import BothApply
from enrollment.domain.admission.child import Child, ChildGuardian
from enrollment.domain.admission.held_place import check_apart
from enrollment.domain.admission.ids import ChildGuardianId, ChildId
from enrollment.domain.queue.facts import Kind
from enrollment.usecases.admission.places import held_by
from enrollment.usecases.admission.ports import AdmissionUnit, AdmissionWork, NewId, Now, Permit


@dataclass(frozen=True, slots=True)
class MergeChildren:
    """`duplicate` is given up; everything of it is the other's from now on."""

    child: ChildId
    duplicate: ChildId


async def merge_children(
    command: MergeChildren, *, work: AdmissionWork, permit: Permit, new_id: NewId, now: Now
) -> ChildId:
    """Merges two records; gives the id that stays. Refuses while both apply in one campaign, or hold a place."""
    async with work() as unit:
        first, second = sorted((command.child, command.duplicate))
        found = {each: await unit.children.get(each) for each in (first, second)}
        child, duplicate = found[command.child], found[command.duplicate]
        kept = await unit.applications.find_all(child_id=child.id)
        moved = await unit.applications.find_all(child_id=duplicate.id)
        await _permit_all(kept + moved, unit, permit)
        child.merge(duplicate)
        _check_apart(kept, moved)
        check_apart(await held_by(kept, unit), await held_by(moved, unit))
        await _move_applications(child, kept, moved, unit, at=now())
        await _move_guardians(child, duplicate, unit, new_id)
        return child.id


async def _permit_all(applications: list[Application], unit: AdmissionUnit, permit: Permit) -> None:
    """An office merges those alone who apply nowhere else."""
    campaigns = sorted({application.campaign_id for application in applications})
    districts = {(await unit.campaigns.look(campaign)).district_id for campaign in campaigns}
    for place in [Facts(district=district) for district in sorted(districts)] or [Facts()]:
        permit("merge_children", place)


def _check_apart(kept: list[Application], moved: list[Application]) -> None:
    campaigns = {application.campaign_id for application in kept if application.active}
    if any(application.active and application.campaign_id in campaigns for application in moved):
        raise BothApply


async def _move_applications(
    child: Child, kept: list[Application], moved: list[Application], unit: AdmissionUnit, *, at: datetime
) -> None:
    """The pseudonym is the one under which the child first applied: one person, one number."""
    first: dict[object, str] = {}
    for application in sorted((*kept, *moved), key=lambda each: each.id):
        first.setdefault(application.campaign_id, application.child_ref)
    for application in (*kept, *moved):
        changed = application.child_ref != first[application.campaign_id]
        application.child_id, application.child_ref = child.id, first[application.campaign_id]
        if changed and application.queues:
            await unit.queue_facts.note(Kind.QUEUES_MERGED, application, at=at, rule="SAME_CHILD")


async def _move_guardians(child: Child, duplicate: Child, unit: AdmissionUnit, new_id: NewId) -> None:
    known = {each.guardian_id for each in await unit.child_guardians.find_all(child_id=child.id)}
    for each in await unit.child_guardians.find_all(child_id=duplicate.id):
        if each.ended_on is None and each.guardian_id not in known:
            unit.child_guardians.add(
                ChildGuardian(
                    ChildGuardianId(new_id()), child.id, each.guardian_id, each.kind, each.from_date
                )
            )
