"""What the mutations of admission give back."""

import strawberry

from chassis.schema import UserError
from enrollment.graphql.admission.campaign_types import Campaign, RulePack, SeatPlan
from enrollment.graphql.admission.types import Application, Child
from enrollment.graphql.inputs import ERRORS
from enrollment.graphql.types import School


def _errors() -> list[UserError]:
    return strawberry.field(description=ERRORS)  # type: ignore[no-any-return]


@strawberry.type
class CampaignAnswer:
    """The campaign, or why it is as it was."""

    campaign: Campaign | None = strawberry.field(description="The campaign after it.")
    user_errors: list[UserError] = _errors()


@strawberry.type
class SeatPlanAnswer:
    """The plan, or why it is as it was."""

    seat_plan: SeatPlan | None = strawberry.field(description="The plan after it.")
    user_errors: list[UserError] = _errors()


@strawberry.type
class ChildAnswer:
    """The child, or why nothing was done."""

    child: Child | None = strawberry.field(description="The child after it.")
    user_errors: list[UserError] = _errors()


@strawberry.type
class ApplicationAnswer:
    """The application, or why it is as it was."""

    application: Application | None = strawberry.field(description="The application after it.")
    user_errors: list[UserError] = _errors()


@strawberry.type(description="What came of `registerRulePack`.")
class RegisterRulePackPayload:
    """The rules, or why they are not registered."""

    rule_pack: RulePack | None = strawberry.field(description="The rules as registered.")
    user_errors: list[UserError] = _errors()


@strawberry.type(description="What came of `drawCatchment`.")
class DrawCatchmentPayload:
    """The school, or why its map is as it was."""

    school: School | None = strawberry.field(description="The school.")
    user_errors: list[UserError] = _errors()


@strawberry.type(description="What came of `draftCampaign`.")
class DraftCampaignPayload(CampaignAnswer):
    """See usecases/admission/draft_campaign.py."""


@strawberry.type(description="What came of `approveCampaign`.")
class ApproveCampaignPayload(CampaignAnswer):
    """See usecases/admission/approve_campaign.py."""


@strawberry.type(description="What came of `publishCampaign`.")
class PublishCampaignPayload(CampaignAnswer):
    """See usecases/admission/publish_campaign.py."""


@strawberry.type(description="What came of `openWave`.")
class OpenWavePayload(CampaignAnswer):
    """See usecases/admission/open_wave.py."""


@strawberry.type(description="What came of `closeWave`.")
class CloseWavePayload(CampaignAnswer):
    """See usecases/admission/close_wave.py."""


@strawberry.type(description="What came of `finaliseCampaign`.")
class FinaliseCampaignPayload(CampaignAnswer):
    """See usecases/admission/finalise_campaign.py."""


@strawberry.type(description="What came of `archiveCampaign`.")
class ArchiveCampaignPayload(CampaignAnswer):
    """See usecases/admission/archive_campaign.py."""


@strawberry.type(description="What came of `setSeatPlan`.")
class SetSeatPlanPayload(SeatPlanAnswer):
    """See usecases/admission/set_seat_plan.py."""


@strawberry.type(description="What came of `changeSeatPlan`.")
class ChangeSeatPlanPayload(SeatPlanAnswer):
    """See usecases/admission/change_seat_plan.py."""


@strawberry.type(description="What came of `registerChild`.")
class RegisterChildPayload(ChildAnswer):
    """See usecases/admission/register_child.py."""

    child_id: strawberry.ID | None = strawberry.field(
        description="The child's id, to apply for it: a channel may not read the record itself."
    )


@strawberry.type
class ChannelAnswer:
    """Whose channels changed, or why nothing was done."""

    guardian_id: strawberry.ID | None = strawberry.field(description="The guardian.")
    user_errors: list[UserError] = _errors()


@strawberry.type(description="What came of `allowChannel`.")
class AllowChannelPayload(ChannelAnswer):
    """See usecases/admission/allow_channel.py."""


@strawberry.type(description="What came of `endChannel`.")
class EndChannelPayload(ChannelAnswer):
    """See usecases/admission/end_channel.py."""


@strawberry.type(description="What came of `moveChild`.")
class MoveChildPayload(ChildAnswer):
    """See usecases/admission/move_child.py."""


@strawberry.type(description="What came of `linkChildGuardian`.")
class LinkChildGuardianPayload(ChildAnswer):
    """See usecases/admission/link_child_guardian.py."""


@strawberry.type(description="What came of `unlinkChildGuardian`.")
class UnlinkChildGuardianPayload(ChildAnswer):
    """See usecases/admission/unlink_child_guardian.py."""


@strawberry.type(description="What came of `mergeChildren`.")
class MergeChildrenPayload(ChildAnswer):
    """See usecases/admission/merge_children.py."""


@strawberry.type(description="What came of `submitApplication`.")
class SubmitApplicationPayload(ApplicationAnswer):
    """See usecases/admission/submit_application.py."""


@strawberry.type(description="What came of `correctApplication`.")
class CorrectApplicationPayload(ApplicationAnswer):
    """See usecases/admission/correct_application.py."""


@strawberry.type(description="What came of `addChoice`.")
class AddChoicePayload(ApplicationAnswer):
    """See usecases/admission/add_choice.py."""


@strawberry.type(description="What came of `removeChoice`.")
class RemoveChoicePayload(ApplicationAnswer):
    """See usecases/admission/remove_choice.py."""


@strawberry.type(description="What came of `reorderChoices`.")
class ReorderChoicesPayload(ApplicationAnswer):
    """See usecases/admission/reorder_choices.py."""


@strawberry.type(description="What came of `withdrawApplication`.")
class WithdrawApplicationPayload(ApplicationAnswer):
    """See usecases/admission/withdraw_application.py."""


@strawberry.type(description="What came of `verifyClaim`.")
class VerifyClaimPayload(ApplicationAnswer):
    """See usecases/admission/verify_claim.py."""


@strawberry.type(description="What came of `rejectClaim`.")
class RejectClaimPayload(ApplicationAnswer):
    """See usecases/admission/reject_claim.py."""


@strawberry.type(description="What came of `returnApplication`.")
class ReturnApplicationPayload(ApplicationAnswer):
    """See usecases/admission/return_application.py."""


@strawberry.type(description="What came of `registerApplication`.")
class RegisterApplicationPayload(ApplicationAnswer):
    """See usecases/admission/register_application.py."""


@strawberry.type(description="What came of `rejectApplication`.")
class RejectApplicationPayload(ApplicationAnswer):
    """See usecases/admission/reject_application.py."""
