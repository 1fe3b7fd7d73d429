"""What is refused to those who prepare a campaign, register a child or hand in an application, by name."""

from dataclasses import dataclass

from enrollment.domain.refusals import Refusal


@dataclass(eq=False)
class VersionConflict(Refusal):
    """The application was changed since the caller read it."""

    code = "VERSION_CONFLICT"
    field = "expectedVersion"
    current_version: int


@dataclass(eq=False)
class CampaignUnderWay(Refusal):
    """A campaign ends when no family may still answer an offer, or waits for what is decided about it."""

    code = "CAMPAIGN_UNDER_WAY"
    open_offers: int
    undecided: int


@dataclass(eq=False)
class ChannelAllowed(Refusal):
    """The channel may act for this guardian already."""

    code = "CHANNEL_ALLOWED"
    field = "contractId"


@dataclass(eq=False)
class ChannelNotAllowed(Refusal):
    """The channel may not act for this guardian, or no longer."""

    code = "CHANNEL_NOT_ALLOWED"
    field = "contractId"


@dataclass(eq=False)
class RulePackInvalid(Refusal):
    """A rule pack is what the allocation can run; the pointer names the value at fault."""

    code = "RULE_PACK_INVALID"
    field = "rules"
    pointer: str


@dataclass(eq=False)
class RulePackExists(Refusal):
    """A version of a rule pack, once registered, stays as it is."""

    code = "RULE_PACK_EXISTS"
    field = "rules"


@dataclass(eq=False)
class RulePackUnknown(Refusal):
    """A campaign runs under a registered version of a rule pack."""

    code = "RULE_PACK_UNKNOWN"
    field = "rulePackVersion"


@dataclass(eq=False)
class CategoryUnknown(Refusal):
    """A claim, and a wave, name a category of the campaign's rule pack."""

    code = "CATEGORY_UNKNOWN"
    field = "category"
    category: str


@dataclass(eq=False)
class AgesReversed(Refusal):
    """The youngest age is not above the oldest."""

    code = "AGES_REVERSED"
    field = "oldest"


@dataclass(eq=False)
class SeatPlanExists(Refusal):
    """A programme has one seat plan in a campaign; its seats are changed by an order."""

    code = "SEAT_PLAN_EXISTS"


@dataclass(eq=False)
class CampaignNotApproved(Refusal):
    """A district publishes a campaign once its region has approved it."""

    code = "CAMPAIGN_NOT_APPROVED"
    field = "campaignId"


@dataclass(eq=False)
class ProposalPending(Refusal):
    """A school's proposal for a programme is answered before it makes another."""

    code = "PROPOSAL_PENDING"
    field = "seatPlanId"


@dataclass(eq=False)
class OutsideDistrict(Refusal):
    """A campaign gives places of its own district's schools."""

    code = "OUTSIDE_DISTRICT"
    field = "schoolId"


@dataclass(eq=False)
class ProgrammeUnknown(Refusal):
    """A family chooses programmes that have a seat plan in the campaign."""

    code = "PROGRAMME_UNKNOWN"
    field = "seatPlanId"


@dataclass(eq=False)
class ApplicationsLocked(Refusal):
    """While places are given, and after, applications are not changed."""

    code = "APPLICATIONS_LOCKED"
    state: str


@dataclass(eq=False)
class DefectsMissing(Refusal):
    """An application is given back with what is missing in it."""

    code = "DEFECTS_MISSING"
    field = "defects"


@dataclass(eq=False)
class DocumentMissing(Refusal):
    """A child is registered with a national id or another document; else a double is never found."""

    code = "DOCUMENT_MISSING"
    field = "documents"


@dataclass(eq=False)
class ContradictsCivilRegister(Refusal):
    """The register of civil acts knows another birth date under this document."""

    code = "CONTRADICTS_CIVIL_REGISTER"
    field = "birthDate"


@dataclass(eq=False)
class SameChild(Refusal):
    """Two records are merged, not one with itself."""

    code = "SAME_CHILD"
    field = "duplicateId"


@dataclass(eq=False)
class BothApply(Refusal):
    """Two records with an active application each in one campaign are merged after one is withdrawn."""

    code = "BOTH_APPLY"
    field = "duplicateId"


@dataclass(eq=False)
class DistanceOutOfRange(Refusal):
    """A distance is whole metres, and no school is farther than a thousand kilometres."""

    code = "DISTANCE_OUT_OF_RANGE"
    field = "distances"
    area: str
    farthest: int


@dataclass(eq=False)
class AreaMeasuredTwice(Refusal):
    """An area has one distance to a school."""

    code = "AREA_MEASURED_TWICE"
    field = "distances"
    area: str
