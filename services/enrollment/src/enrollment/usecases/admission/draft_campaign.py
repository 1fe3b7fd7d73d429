"""A district drafts a campaign: when and by which rules families shall apply for its places."""

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.identity.policy import Facts
from enrollment.domain.admission.ages import Ages
from enrollment.domain.admission.applying_refusals import RulePackUnknown
from enrollment.domain.admission.campaign import Campaign, CampaignKind, Wave
from enrollment.domain.admission.ids import CampaignId
from enrollment.domain.ids import AcademicYearId, DistrictId
from enrollment.usecases.admission.ports import AdmissionWork, NewId, Permit


@dataclass(frozen=True, slots=True)
class DraftCampaign:
    """`appeal_days` is how long a family may appeal against a rejection."""

    kind: CampaignKind
    district: DistrictId
    academic_year: AcademicYearId
    rule_pack: str
    rule_pack_version: int
    ages: Ages
    waves: Sequence[Wave]
    appeal_days: int = 10


async def draft_campaign(
    command: DraftCampaign, *, work: AdmissionWork, permit: Permit, new_id: NewId
) -> CampaignId:
    """Drafts a campaign; gives its id. Refuses rules that are not registered, and waves out of order."""
    async with work() as unit:
        district = await unit.districts.get(command.district)
        permit("draft_campaign", Facts(district=district.id, region=district.region_id))
        year = await unit.academic_years.get(command.academic_year)
        pack = await unit.rule_packs.find(name=command.rule_pack, version=command.rule_pack_version)
        if pack is None:
            raise RulePackUnknown
        campaign = Campaign(
            id=CampaignId(new_id()),
            rule_pack_id=pack.name,
            rule_pack_version=pack.version,
            waves=tuple(command.waves),
            kind=command.kind,
            district_id=district.id,
            academic_year_id=year.id,
            categories=pack.categories,
            ages=command.ages,
            appeal_days=command.appeal_days,
        )
        campaign.check_in_order()
        unit.campaigns.add(campaign)
        return campaign.id
