"""The kinds of id in admission."""

from typing import NewType
from uuid import UUID

ChildId = NewType("ChildId", UUID)
CampaignId = NewType("CampaignId", UUID)
SeatPlanId = NewType("SeatPlanId", UUID)
ApplicationId = NewType("ApplicationId", UUID)
OfferId = NewType("OfferId", UUID)
ExplanationId = NewType("ExplanationId", UUID)
RunId = NewType("RunId", UUID)
AppealId = NewType("AppealId", UUID)
RulePackId = NewType("RulePackId", UUID)
ContractId = NewType("ContractId", UUID)
ChannelConsentId = NewType("ChannelConsentId", UUID)
ChildGuardianId = NewType("ChildGuardianId", UUID)
SeatOrderId = NewType("SeatOrderId", UUID)
SeatProposalId = NewType("SeatProposalId", UUID)
ActorId = NewType("ActorId", str)
"""Who acts, as the issuer of tokens knows them."""
JobId = NewType("JobId", UUID)
