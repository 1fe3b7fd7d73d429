"""Who may do what with staff."""

from chassis.events.webhooks.policy import WEBHOOK_DELIVERIES, WEBHOOK_HERE
from chassis.identity.policy import (
    CONTRACT,
    COUNTRY,
    DISTRICT,
    PUBLIC,
    REGION,
    SCHOOL,
    SELF,
    Policy,
    may,
    reach,
    resource,
    total,
)
from readplan import Denied, Sql

_OF_DISTRICTS = "array(select id from school where district_id = any({district_ids}))"
_OF_REGIONS = (
    "array(select school.id from school join district on district.id = school.district_id"
    " where district.region_id = any({region_ids}))"
)
_WORKING_IN = (
    "{t}.id = any(array(select teacher_id from employment where left_on is null and school_id = any("
)

TEACHER = resource(
    "Teacher",
    "A member of a school's staff; those who left are theirs alone to read.",
    reach(
        region=_WORKING_IN + _OF_REGIONS + ")))",
        district=_WORKING_IN + _OF_DISTRICTS + ")))",
        school=_WORKING_IN + "{school_ids})))",
        self="{t}.id = any({teacher_ids})",
    ),
    read=may(
        ministry=COUNTRY.aggregate,
        region=REGION.aggregate,
        district=DISTRICT,
        director=SCHOOL,
        ict_coordinator=SCHOOL,
        teacher=SELF,
        class_teacher=SELF,
    ),
    register_staff=may(district=DISTRICT, director=SCHOOL),
    record_staff_left=may(district=DISTRICT, director=SCHOOL),
    erase_staff=may(ministry=COUNTRY, district=DISTRICT),
)

STAFF_COUNT = total(
    "School.staffCount",
    "How many people work in a school; plain head counts are open data.",
    read=may(public=PUBLIC),
)

SCHOOL_ = resource(
    "School",
    "A school, known here by its id; its place in the registry is open data.",
    read=may(public=PUBLIC),
)

EVENT_READ = resource(
    "TrainingEventRead",
    "A read of training's events under a contract. An integrator sees its own.",
    reach(contract="{t}.contract_id = any({contract_ids})"),
    read=may(ministry=COUNTRY, integrator=CONTRACT, auditor=COUNTRY),
)

POLICY = Policy("training", TEACHER, STAFF_COUNT, SCHOOL_, EVENT_READ, WEBHOOK_HERE, *WEBHOOK_DELIVERIES)
READS = POLICY.reads(Sql, Denied)
