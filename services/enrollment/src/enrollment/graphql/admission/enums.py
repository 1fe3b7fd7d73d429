"""The code lists of admission, described."""

from chassis.schema import describe_enum
from enrollment.domain.admission.application_facts import ClaimState
from enrollment.domain.admission.application_states import (
    ApplicationChannel,
    ApplicationKind,
    ApplicationState,
)
from enrollment.domain.admission.campaign import CampaignKind, CampaignState
from enrollment.domain.admission.child import DocumentKind
from enrollment.domain.admission.seat_proposal import ProposalState

describe_enum(
    CampaignKind,
    "What the places of a campaign are.",
    KINDERGARTEN="Places in kindergartens.",
    GRADE_1="Places in the first grade.",
    TRANSFER="Places for pupils who change schools.",
    CAMP="Places in holiday camps.",
)
describe_enum(
    CampaignState,
    "Where a campaign is.",
    DRAFT="It is being prepared.",
    PUBLISHED="Everybody knows its waves and rules.",
    WAVE_OPEN="Families apply.",
    WAVE_CLOSED="Nothing more is submitted in this wave.",
    ALLOCATING="Places are being given; applications are locked.",
    OFFERING="Places are offered, and families answer.",
    FINALISED="It has ended.",
    ARCHIVED="It is put away.",
)
describe_enum(
    ProposalState,
    "What became of a proposal.",
    OPEN="Nobody has answered it yet.",
    ACCEPTED="An order changed the seats by it.",
    DECLINED="The seats stay as they are, for the reason given.",
)
describe_enum(
    ApplicationKind,
    "Whether the child comes, or changes schools.",
    ADMISSION="The child comes.",
    TRANSFER="The child goes from one school to another, and keeps the old place until it has the new one.",
)
describe_enum(
    ApplicationChannel,
    "By what way an application came.",
    PORTAL="By our own portal.",
    EGOV="By a state's portal of services, under a contract.",
    SCHOOL="At a school.",
    OPERATOR="At the district's office.",
)
describe_enum(
    ApplicationState,
    "Where an application is.",
    DRAFT="It is not handed in.",
    SUBMITTED="It is received.",
    RETURNED="Something is missing, and there is a term to bring it.",
    REGISTERED="It is in order.",
    QUEUED="It waits for a place.",
    OFFERED="A place is held for it.",
    ACCEPTED="The family takes the place.",
    ACCEPTED_WAITING="The family takes the place, and waits on for a better choice.",
    DECLINED="The family did not take the place.",
    EXPIRED="Nobody answered in time.",
    ENROLLED="An order made the child a pupil.",
    WITHDRAWN="The family wants no place here any more.",
    REJECTED="It does not count, by a law that is named; one may appeal.",
    APPEALED="An appeal is pending.",
    REJECTED_FINAL="The appeal was dismissed.",
)
describe_enum(
    ClaimState,
    "What became of a claim of priority.",
    MADE="Nobody has looked at the papers yet.",
    VERIFIED="It is a right.",
    REJECTED="It is none, for the reason given.",
)
describe_enum(
    DocumentKind,
    "What says who a child is.",
    NATIONAL_ID="A national id: IIN, PIN, SNILS.",
    BIRTH_CERTIFICATE="A birth certificate, by series and number.",
    PASSPORT="A passport, by country and number.",
)
