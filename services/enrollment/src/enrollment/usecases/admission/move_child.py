"""A family moves, or asks to be measured again: the child's home on the map is read anew, and it keeps its dates."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from enrollment.domain.admission.ids import ChildId
from enrollment.domain.queue.facts import Kind
from enrollment.usecases.admission.ports import AdmissionWork, Now, Permit, guardians_of, place_of


@dataclass(frozen=True, slots=True)
class MoveChild:
    """`area` is the code of the new home on the catchment map; None where it has none.

    With the code of the old home the map is read again, as it is now.
    """

    child: ChildId
    area: str | None


async def move_child(command: MoveChild, *, work: AdmissionWork, permit: Permit, now: Now) -> ChildId:
    """Notes the new home; gives the child's id. What waits has what the map says of it, and its moments."""
    async with work() as unit:
        child = await unit.children.get(command.child)
        guardian = await unit.guardians.get(child.registered_by)
        place = place_of(await unit.schools.get(guardian.registered_by))
        permit(
            "move_child",
            Facts(school=place.school, district=place.district, guardians=await guardians_of(child.id, unit)),
        )
        child.area = command.area
        home = await unit.catchments.of(command.area)
        for application in await unit.applications.find_all(child_id=child.id):
            campaign = await unit.campaigns.look(application.campaign_id)
            if application.queues and campaign.is_changeable:
                application.choices = tuple(each.seen_from(home) for each in application.choices)
                await unit.queue_facts.note(Kind.CORRECTED, application, at=now(), rule="MOVED")
        return child.id
