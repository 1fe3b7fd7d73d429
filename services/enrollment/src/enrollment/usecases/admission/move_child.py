"""A family moves: the child has another home on the map, and keeps its dates in every queue."""

from dataclasses import dataclass, replace

from chassis.identity.policy import Facts
from enrollment.domain.admission.ids import ChildId
from enrollment.domain.queue.facts import Kind
from enrollment.usecases.admission.ports import AdmissionWork, Now, Permit, guardians_of, place_of


@dataclass(frozen=True, slots=True)
class MoveChild:
    """`area` is the code of the new home on the catchment map; None where it has none."""

    child: ChildId
    area: str | None


async def move_child(command: MoveChild, *, work: AdmissionWork, permit: Permit, now: Now) -> ChildId:
    """Notes the new home; gives the child's id. Catchments of waiting applications follow, their moments do not."""
    async with work() as unit:
        child = await unit.children.get(command.child)
        guardian = await unit.guardians.get(child.registered_by)
        place = place_of(await unit.schools.get(guardian.registered_by))
        permit(
            "move_child",
            Facts(school=place.school, district=place.district, guardians=await guardians_of(child.id, unit)),
        )
        child.area = command.area
        catchment = await unit.catchments.of(command.area)
        for application in await unit.applications.find_all(child_id=child.id):
            campaign = await unit.campaigns.look(application.campaign_id)
            if application.queues and campaign.is_changeable:
                application.choices = tuple(
                    replace(each, in_catchment=each.programme.school_id in catchment)
                    for each in application.choices
                )
                await unit.queue_facts.note(Kind.CORRECTED, application, at=now(), rule="MOVED")
        return child.id
