"""Who may do what with campaigns, seats, children and applications; `policy.py` puts it together."""

from chassis.identity import Purpose
from chassis.identity.policy import (
    CONTRACT,
    COUNTRY,
    DISTRICT,
    PUBLIC,
    REGION,
    SCHOOL,
    SELF,
    WARDS,
    may,
    reach,
    resource,
)

_OF_REGIONS = (
    "array(select campaign.id from campaign join district on district.id = campaign.district_id"
    " where district.region_id = any({region_ids}))"
)
_OF_DISTRICTS = "array(select id from campaign where district_id = any({district_ids}))"
_AT_SCHOOLS = "array(select application_id from addressed where school_id = any({school_ids}))"
_WARDS = (
    "array(select child_id from child_guardian where guardian_id = any({guardian_ids}) and ended_on is null)"
)
# A pupil of 14 years sees its own applications; a younger one sees them with its guardians.
_OLD_ENOUGH = (
    "array(select id from child where id = any({student_ids})"
    " and birth_date <= current_date - interval '14 years')"
)
# What a token says of contracts was true when it was made; a contract may have ended since.
_IN_FORCE = (
    "array(select id from integrator_contract where id = any({contract_ids}) and ended_at is null"
    " and valid_from <= clock_timestamp() and clock_timestamp() < valid_until)"
)


def _applied(where: str) -> str:
    """A child that has applied so: asked of one child at a time, since no list of all children is read."""
    return "exists (select from application as own where own.child_id = {t}.id and own." + where + ")"


def _plans(campaigns: str) -> str:
    return "array(select id from seat_plan where campaign_id = any(" + campaigns + "))"  # noqa: S608 - our own names


RULE_PACK = resource(
    "RulePack",
    "A country's rules for giving places: one version, for ever.",
    reach(),
    read=may(public=PUBLIC),
    register_rule_pack=may(ministry=COUNTRY),
)

CAMPAIGN = resource(
    "Campaign",
    "When and by which rules families of a district apply; a draft is its offices' alone.",
    reach(
        region="{t}.district_id = any(array(select id from district where region_id = any({region_ids})))",
        district="{t}.district_id = any({district_ids})",
        public="{t}.state <> 'DRAFT'",
    ),
    read=may(public=PUBLIC, ministry=COUNTRY, region=REGION, district=DISTRICT, auditor=COUNTRY),
    draft_campaign=may(district=DISTRICT),
    approve_campaign=may(region=REGION),
    publish_campaign=may(district=DISTRICT),
    open_wave=may(district=DISTRICT),
    close_wave=may(district=DISTRICT),
    finalise_campaign=may(district=DISTRICT),
    archive_campaign=may(district=DISTRICT),
)

SEAT_PLAN = resource(
    "SeatPlan",
    "How many seats a programme has, and how many are free.",
    reach(),
    read=may(public=PUBLIC),
    set_seat_plan=may(region=REGION, district=DISTRICT),
    change_seat_plan=may(region=REGION, district=DISTRICT),
    propose_seats=may(director=SCHOOL),
)

CATCHMENT = resource(
    "Catchment",
    "Which areas a school takes first, and how far areas are from it: a map of places, not of children.",
    reach(),
    read=may(public=PUBLIC),
    draw_catchment=may(district=DISTRICT),
)

SEAT_PROPOSAL = resource(
    "SeatProposal",
    "What a school proposes for a programme: its own and its offices' until an order changes the seats.",
    reach(
        region="{t}.seat_plan_id = any(" + _plans(_OF_REGIONS) + ")",
        district="{t}.seat_plan_id = any(" + _plans(_OF_DISTRICTS) + ")",
        school="{t}.school_id = any({school_ids})",
    ),
    read=may(ministry=COUNTRY, region=REGION, district=DISTRICT, director=SCHOOL, auditor=COUNTRY),
    decide_seat_proposal=may(region=REGION, district=DISTRICT),
)

DISTRICT_ = resource(
    "District",
    "A district, known here by its id; its place in the registry is open data.",
    read=may(public=PUBLIC),
)

CHILD = resource(
    "Child",
    "A child that a family applies for. Above the district a child has no name.",
    reach(
        region=_applied("campaign_id = any(" + _OF_REGIONS + ")"),
        district=_applied("campaign_id = any(" + _OF_DISTRICTS + ")"),
        school=_applied("id = any(" + _AT_SCHOOLS + ")"),
        wards="{t}.id = any(" + _WARDS + ")",
        self="{t}.id = any(" + _OLD_ENOUGH + ")",
    ),
    read=may(
        ministry=COUNTRY.pseudonymous,
        region=REGION.pseudonymous,
        district=DISTRICT,
        director=SCHOOL,
        guardian=WARDS,
        student=SELF,
        auditor=COUNTRY.for_purpose(Purpose.AUDIT, Purpose.INSPECTION),
    ),
    register_child=may(director=SCHOOL, district=DISTRICT, guardian=WARDS, integrator=CONTRACT),
    move_child=may(district=DISTRICT, guardian=WARDS),
    merge_children=may(district=DISTRICT),
    # Not guardians themselves: who could add another person would open the child's record to anybody.
    link_child_guardian=may(director=SCHOOL, district=DISTRICT),
    unlink_child_guardian=may(director=SCHOOL, district=DISTRICT),
)

CHANNEL = resource(
    "Channel",
    "That the holder of a contract, as a portal of services, may register a guardian's children and apply for them."
    " The guardian alone says so, and no longer says so.",
    allow_channel=may(guardian=WARDS),
    end_channel=may(guardian=WARDS),
)

_READ_APPLICATIONS = may(
    ministry=COUNTRY.pseudonymous,
    region=REGION.pseudonymous,
    district=DISTRICT,
    director=SCHOOL,
    guardian=WARDS,
    student=SELF,
    integrator=CONTRACT,
    auditor=COUNTRY.for_purpose(Purpose.AUDIT, Purpose.INSPECTION),
)

APPLICATION = resource(
    "Application",
    "A child's application: its family's to change until places are given, its district's to judge.",
    reach(
        region="{t}.campaign_id = any(" + _OF_REGIONS + ")",
        district="{t}.campaign_id = any(" + _OF_DISTRICTS + ")",
        school="{t}.id = any(" + _AT_SCHOOLS + ")",
        contract="{t}.contract_id = any(" + _IN_FORCE + ")",
        wards="{t}.child_id = any(" + _WARDS + ")",
        self="{t}.child_id = any(" + _OLD_ENOUGH + ")",
    ),
    read=_READ_APPLICATIONS,
    # Each event is read under the row above; this one says who may wait for it.
    position_changed=_READ_APPLICATIONS,
    submit_application=may(district=DISTRICT, guardian=WARDS, integrator=CONTRACT),
    correct_application=may(district=DISTRICT, guardian=WARDS, integrator=CONTRACT),
    add_choice=may(district=DISTRICT, guardian=WARDS, integrator=CONTRACT),
    remove_choice=may(district=DISTRICT, guardian=WARDS, integrator=CONTRACT),
    reorder_choices=may(district=DISTRICT, guardian=WARDS, integrator=CONTRACT),
    withdraw_application=may(district=DISTRICT, guardian=WARDS, integrator=CONTRACT),
    verify_claim=may(district=DISTRICT, director=SCHOOL),
    reject_claim=may(district=DISTRICT, director=SCHOOL),
    return_application=may(district=DISTRICT, director=SCHOOL),
    register_application=may(district=DISTRICT),
    reject_application=may(district=DISTRICT),
)

OF_ADMISSION = (
    RULE_PACK,
    CHANNEL,
    CAMPAIGN,
    SEAT_PLAN,
    CATCHMENT,
    SEAT_PROPOSAL,
    DISTRICT_,
    CHILD,
    APPLICATION,
)
