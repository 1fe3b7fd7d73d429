"""Which channels of others families let act for them."""

from collections.abc import Collection
from uuid import UUID

from chassis.database import Connection
from chassis.work import Repository
from enrollment.domain.admission.channel import ChannelConsent
from enrollment.domain.admission.ids import ContractId
from enrollment.domain.ids import GuardianId
from enrollment.domain.refusals import NotFound
from enrollment.persistence.admission.tables import ChannelConsentRow

_IN_FORCE = """
select exists (
    select from integrator_contract where id = $1 and ended_at is null
    and valid_from <= clock_timestamp() and clock_timestamp() < valid_until
)
"""
_MAY_ACT = """
select exists (
    select from integrator_contract contract join channel_consent consent on consent.contract_id = contract.id
    where contract.id = $1 and contract.ended_at is null
    and contract.valid_from <= clock_timestamp() and clock_timestamp() < contract.valid_until
    and (contract.places is null or contract.places && $3::uuid[])
    and consent.guardian_id = any($2::uuid[]) and consent.ended_on is null
)
"""


class Channels(Repository[ChannelConsent]):
    """See usecases/admission/ports.py."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, ChannelConsent, ChannelConsentRow, missing=NotFound)

    async def is_in_force(self, contract: ContractId) -> bool:
        """Whether there is such a contract now."""
        return bool(await self._connection.fetchval(_IN_FORCE, contract))

    async def may_act(
        self, contract: ContractId, guardians: Collection[GuardianId], places: Collection[UUID]
    ) -> bool:
        """Whether one of these guardians lets it, it is in force, and it is about one of these places."""
        return bool(await self._connection.fetchval(_MAY_ACT, contract, list(guardians), list(places)))
