"""A family lets a channel of others act for it: a portal of services applies in its name, for as long as it wants."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from enrollment.domain.admission.applying_refusals import ChannelNotAllowed
from enrollment.domain.admission.ids import ChannelConsentId, ContractId
from enrollment.domain.ids import GuardianId


@dataclass(eq=False)
class ChannelConsent:
    """That the holder of a contract may register a guardian's children and apply for them, from when until when."""

    id: ChannelConsentId
    guardian_id: GuardianId
    contract_id: ContractId
    given_on: date
    ended_on: date | None = None
    events: list[Any] = field(default_factory=list)

    def end(self, *, on: date) -> None:
        """Takes it back. Refuses what was taken back before."""
        if self.ended_on is not None:
            raise ChannelNotAllowed
        self.ended_on = on
