"""What may be done with rules, campaigns and seats: each mutation translates and calls one use case."""

from typing import Annotated

import strawberry

from chassis.clock import now
from chassis.ids import new_id
from chassis.schema import entity_id
from enrollment.domain.admission.ages import Ages
from enrollment.domain.admission.campaign import Wave
from enrollment.domain.admission.catchment import Measured
from enrollment.domain.admission.ids import CampaignId, SeatPlanId
from enrollment.domain.admission.seat_plan import Programme
from enrollment.domain.ids import AcademicYearId, DistrictId, SchoolId
from enrollment.graphql.admission.campaign_inputs import (
    ApproveCampaignInput,
    ArchiveCampaignInput,
    ChangeSeatPlanInput,
    CloseWaveInput,
    DraftCampaignInput,
    DrawCatchmentInput,
    FinaliseCampaignInput,
    OpenWaveInput,
    PublishCampaignInput,
    RegisterRulePackInput,
    SetSeatPlanInput,
)
from enrollment.graphql.admission.campaign_types import Campaign, RulePack, SeatPlan
from enrollment.graphql.admission.info import GIVEN, AdmissionInfo
from enrollment.graphql.admission.payloads import (
    ApproveCampaignPayload,
    ArchiveCampaignPayload,
    ChangeSeatPlanPayload,
    CloseWavePayload,
    DraftCampaignPayload,
    DrawCatchmentPayload,
    FinaliseCampaignPayload,
    OpenWavePayload,
    PublishCampaignPayload,
    RegisterRulePackPayload,
    SetSeatPlanPayload,
)
from enrollment.graphql.types import School
from enrollment.usecases.admission.approve_campaign import ApproveCampaign, approve_campaign
from enrollment.usecases.admission.archive_campaign import ArchiveCampaign, archive_campaign
from enrollment.usecases.admission.change_seat_plan import ChangeSeatPlan, change_seat_plan
from enrollment.usecases.admission.close_wave import CloseWave, close_wave
from enrollment.usecases.admission.draft_campaign import DraftCampaign, draft_campaign
from enrollment.usecases.admission.draw_catchment import DrawCatchment, draw_catchment
from enrollment.usecases.admission.finalise_campaign import FinaliseCampaign, finalise_campaign
from enrollment.usecases.admission.open_wave import OpenWave, open_wave
from enrollment.usecases.admission.publish_campaign import PublishCampaign, publish_campaign
from enrollment.usecases.admission.register_rule_pack import RegisterRulePack, register_rule_pack
from enrollment.usecases.admission.set_seat_plan import SetSeatPlan, set_seat_plan


@strawberry.type(description="What may be done with rules, campaigns and seats.")
class CampaignMutation:
    """One field a use case."""

    @strawberry.mutation(description="Registers a version of a country's rules.")
    async def register_rule_pack(
        self, info: AdmissionInfo, input: Annotated[RegisterRulePackInput, GIVEN]
    ) -> RegisterRulePackPayload:
        """See usecases/admission/register_rule_pack.py."""
        command = RegisterRulePack(input.rules, input.source)
        done = await info.context.perform(
            "registerRulePack",
            input,
            lambda work, permit: register_rule_pack(command, work=work, permit=permit, new_id=new_id),
        )
        return RegisterRulePackPayload(rule_pack=done.read(RulePack), user_errors=done.user_errors)

    @strawberry.mutation(
        description="Drafts when and by which rules families shall apply; its region approves it."
    )
    async def draft_campaign(
        self, info: AdmissionInfo, input: Annotated[DraftCampaignInput, GIVEN]
    ) -> DraftCampaignPayload:
        """See usecases/admission/draft_campaign.py."""
        command = DraftCampaign(
            kind=input.kind,
            district=DistrictId(entity_id(input.district_id)),
            academic_year=AcademicYearId(entity_id(input.academic_year_id)),
            rule_pack=input.rule_pack,
            rule_pack_version=input.rule_pack_version,
            ages=Ages(input.youngest, input.oldest, input.ages_on),
            waves=[
                Wave(each.opens, each.closes, None if each.eligible is None else frozenset(each.eligible))
                for each in input.waves
            ],
            appeal_days=input.appeal_days,
        )
        done = await info.context.perform(
            "draftCampaign",
            input,
            lambda work, permit: draft_campaign(command, work=work, permit=permit, new_id=new_id),
        )
        return DraftCampaignPayload(campaign=done.read(Campaign), user_errors=done.user_errors)

    @strawberry.mutation(description="Approves a district's draft, in the region's name.")
    async def approve_campaign(
        self, info: AdmissionInfo, input: Annotated[ApproveCampaignInput, GIVEN]
    ) -> ApproveCampaignPayload:
        """See usecases/admission/approve_campaign.py."""
        command = ApproveCampaign(CampaignId(entity_id(input.campaign_id)))
        done = await info.context.perform(
            "approveCampaign",
            input,
            lambda work, permit: approve_campaign(command, work=work, permit=permit, now=now),
        )
        return ApproveCampaignPayload(campaign=done.read(Campaign), user_errors=done.user_errors)

    @strawberry.mutation(description="Tells everybody when and by which rules families apply.")
    async def publish_campaign(
        self, info: AdmissionInfo, input: Annotated[PublishCampaignInput, GIVEN]
    ) -> PublishCampaignPayload:
        """See usecases/admission/publish_campaign.py."""
        command = PublishCampaign(CampaignId(entity_id(input.campaign_id)))
        done = await info.context.perform(
            "publishCampaign", input, lambda work, permit: publish_campaign(command, work=work, permit=permit)
        )
        return PublishCampaignPayload(campaign=done.read(Campaign), user_errors=done.user_errors)

    @strawberry.mutation(description="Opens the next wave: families may apply.")
    async def open_wave(self, info: AdmissionInfo, input: Annotated[OpenWaveInput, GIVEN]) -> OpenWavePayload:
        """See usecases/admission/open_wave.py."""
        command = OpenWave(CampaignId(entity_id(input.campaign_id)))
        done = await info.context.perform(
            "openWave", input, lambda work, permit: open_wave(command, work=work, permit=permit, now=now)
        )
        return OpenWavePayload(campaign=done.read(Campaign), user_errors=done.user_errors)

    @strawberry.mutation(description="Closes the open wave, behind the last submission that is under way.")
    async def close_wave(
        self, info: AdmissionInfo, input: Annotated[CloseWaveInput, GIVEN]
    ) -> CloseWavePayload:
        """See usecases/admission/close_wave.py."""
        command = CloseWave(CampaignId(entity_id(input.campaign_id)))
        done = await info.context.perform(
            "closeWave", input, lambda work, permit: close_wave(command, work=work, permit=permit, now=now)
        )
        return CloseWavePayload(campaign=done.read(Campaign), user_errors=done.user_errors)

    @strawberry.mutation(description="Ends a campaign whose places are given.")
    async def finalise_campaign(
        self, info: AdmissionInfo, input: Annotated[FinaliseCampaignInput, GIVEN]
    ) -> FinaliseCampaignPayload:
        """See usecases/admission/finalise_campaign.py."""
        command = FinaliseCampaign(CampaignId(entity_id(input.campaign_id)))
        done = await info.context.perform(
            "finaliseCampaign",
            input,
            lambda work, permit: finalise_campaign(command, work=work, permit=permit, now=now),
        )
        return FinaliseCampaignPayload(campaign=done.read(Campaign), user_errors=done.user_errors)

    @strawberry.mutation(description="Puts a campaign away that ended.")
    async def archive_campaign(
        self, info: AdmissionInfo, input: Annotated[ArchiveCampaignInput, GIVEN]
    ) -> ArchiveCampaignPayload:
        """See usecases/admission/archive_campaign.py."""
        command = ArchiveCampaign(CampaignId(entity_id(input.campaign_id)))
        done = await info.context.perform(
            "archiveCampaign", input, lambda work, permit: archive_campaign(command, work=work, permit=permit)
        )
        return ArchiveCampaignPayload(campaign=done.read(Campaign), user_errors=done.user_errors)

    @strawberry.mutation(description="Says by an order how many seats a programme has.")
    async def set_seat_plan(
        self, info: AdmissionInfo, input: Annotated[SetSeatPlanInput, GIVEN]
    ) -> SetSeatPlanPayload:
        """See usecases/admission/set_seat_plan.py."""
        command = SetSeatPlan(
            campaign=CampaignId(entity_id(input.campaign_id)),
            programme=Programme(
                SchoolId(entity_id(input.school_id)), input.grade, input.language, input.profile.strip()
            ),
            seats=input.seats,
            order_number=input.order_number,
            order_date=input.order_date,
        )
        done = await info.context.perform(
            "setSeatPlan",
            input,
            lambda work, permit: set_seat_plan(command, work=work, permit=permit, new_id=new_id, now=now),
        )
        return SetSeatPlanPayload(seat_plan=done.read(SeatPlan), user_errors=done.user_errors)

    @strawberry.mutation(description="Changes a programme's seats by an order with a reason.")
    async def change_seat_plan(
        self, info: AdmissionInfo, input: Annotated[ChangeSeatPlanInput, GIVEN]
    ) -> ChangeSeatPlanPayload:
        """See usecases/admission/change_seat_plan.py."""
        command = ChangeSeatPlan(
            seat_plan=SeatPlanId(entity_id(input.seat_plan_id)),
            seats=input.seats,
            reason=input.reason,
            order_number=input.order_number,
            order_date=input.order_date,
        )
        done = await info.context.perform(
            "changeSeatPlan",
            input,
            lambda work, permit: change_seat_plan(command, work=work, permit=permit, now=now),
        )
        return ChangeSeatPlanPayload(seat_plan=done.read(SeatPlan), user_errors=done.user_errors)

    @strawberry.mutation(
        description="Says whose children a school takes first, and how far it is from where families live. "
        "Whoever applied before keeps what the map said then, until the child is moved, be it to where it lives."
    )
    async def draw_catchment(
        self, info: AdmissionInfo, input: Annotated[DrawCatchmentInput, GIVEN]
    ) -> DrawCatchmentPayload:
        """See usecases/admission/draw_catchment.py."""
        measured = [Measured(each.area, each.metres) for each in input.distances or ()]
        distances = None if input.distances is None else measured
        command = DrawCatchment(SchoolId(entity_id(input.school_id)), input.areas, distances)
        done = await info.context.perform(
            "drawCatchment", input, lambda work, permit: draw_catchment(command, work=work, permit=permit)
        )
        return DrawCatchmentPayload(school=done.read(School), user_errors=done.user_errors)
