"""A guardian lets the holder of a contract register children and apply for them in the family's name."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from enrollment.domain.admission.channel import ChannelConsent
from enrollment.domain.admission.ids import ChannelConsentId, ContractId
from enrollment.domain.ids import GuardianId
from enrollment.domain.refusals import NotFound
from enrollment.usecases.admission.ports import AdmissionWork, NewId, Permit, Today


@dataclass(frozen=True, slots=True)
class AllowChannel:
    """The guardian, and the contract of the channel."""

    guardian: GuardianId
    contract: ContractId


async def allow_channel(
    command: AllowChannel, *, work: AdmissionWork, permit: Permit, new_id: NewId, today: Today
) -> GuardianId:
    """Keeps the consent; gives the guardian's id. Refuses a second one (by the database), and no contract in force."""
    async with work() as unit:
        guardian = await unit.guardians.get(command.guardian)
        permit("allow_channel", Facts(guardians=[guardian.id]))
        if not await unit.channels.is_in_force(command.contract):
            raise NotFound(command.contract)
        school = await unit.schools.get(guardian.registered_by)
        given_on = today(school.time_zone)
        consent = ChannelConsent(ChannelConsentId(new_id()), guardian.id, command.contract, given_on)
        unit.channels.add(consent)
        return guardian.id
