"""The roots of enrollment's graph, put together from its parts."""

import strawberry

from enrollment.graphql.admission.campaign_mutations import CampaignMutation
from enrollment.graphql.admission.channel_mutations import ChannelMutation
from enrollment.graphql.admission.child_mutations import ChildMutation
from enrollment.graphql.admission.family_mutations import FamilyMutation
from enrollment.graphql.admission.office_mutations import OfficeMutation
from enrollment.graphql.admission.proposal_mutations import ProposalMutation
from enrollment.graphql.admission.types import AdmissionQuery
from enrollment.graphql.allocation.appeal_mutations import AppealMutation
from enrollment.graphql.allocation.offer_mutations import OfferMutation
from enrollment.graphql.allocation.run_mutations import RunMutation
from enrollment.graphql.allocation.types import AllocationQuery
from enrollment.graphql.mutations import Mutation as PupilMutation
from enrollment.graphql.personal.mutations import PersonalMutation
from enrollment.graphql.subscriptions.jobs import JobSubscription
from enrollment.graphql.subscriptions.positions import PositionSubscription
from enrollment.graphql.types import Query as PupilQuery


@strawberry.type(description="Where reading begins.")
class Query(PupilQuery, AdmissionQuery, AllocationQuery):
    """The root look-ups of enrollment."""


@strawberry.type(description="What may be done in enrollment.")
class Mutation(
    PupilMutation,
    CampaignMutation,
    ProposalMutation,
    ChildMutation,
    ChannelMutation,
    FamilyMutation,
    OfficeMutation,
    RunMutation,
    OfferMutation,
    AppealMutation,
    PersonalMutation,
):
    """One field a use case."""


@strawberry.type(description="What may be followed as it happens.")
class Subscription(PositionSubscription, JobSubscription):
    """One field for each thing that people watch."""
