"""A guardian no longer lets a channel act: what it brought for the family is the family's alone from now on."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from enrollment.domain.admission.applying_refusals import ChannelNotAllowed
from enrollment.domain.admission.ids import ContractId
from enrollment.domain.ids import GuardianId
from enrollment.usecases.admission.ports import AdmissionUnit, AdmissionWork, Permit, Today


@dataclass(frozen=True, slots=True)
class EndChannel:
    """The guardian, and the contract of the channel."""

    guardian: GuardianId
    contract: ContractId


async def end_channel(
    command: EndChannel, *, work: AdmissionWork, permit: Permit, today: Today
) -> GuardianId:
    """Ends the consent; gives the guardian's id. The channel sees nothing of these children from this commit on."""
    async with work() as unit:
        guardian = await unit.guardians.get(command.guardian)
        permit("end_channel", Facts(guardians=[guardian.id]))
        consent = await unit.channels.find(
            guardian_id=guardian.id, contract_id=command.contract, ended_on=None
        )
        if consent is None:
            raise ChannelNotAllowed
        school = await unit.schools.get(guardian.registered_by)
        consent.end(on=today(school.time_zone))
        await _take_back(command, unit)
        return guardian.id


async def _take_back(command: EndChannel, unit: AdmissionUnit) -> None:
    for link in await unit.child_guardians.find_all(guardian_id=command.guardian, ended_on=None):
        for application in await unit.applications.find_all(child_id=link.child_id):
            if application.contract_id == command.contract:
                application.leave_channel()
                unit.call(application.id)
