"""Who may do what with schools, their equipment and their connection."""

from chassis.events.webhooks.policy import WEBHOOK_DELIVERIES
from chassis.identity.policy import (
    CONTRACT,
    COUNTRY,
    DISTRICT,
    PUBLIC,
    REGION,
    SCHOOL,
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

REGION_ = resource(
    "Region",
    "A region of the country. Its place in the registry is open data.",
    read=may(public=PUBLIC),
    register_region=may(ministry=COUNTRY),
)

DISTRICT_ = resource(
    "District",
    "A district of a region. Its place in the registry is open data.",
    read=may(public=PUBLIC),
    register_district=may(ministry=COUNTRY),
)

SCHOOL_ = resource(
    "School",
    "A school of the registry. Its name and place are open data.",
    read=may(public=PUBLIC),
    register_school=may(ministry=COUNTRY, district=DISTRICT),
)

DEVICES = total(
    "School.devices",
    "How many devices of each kind a school has; figures of equipment are open data.",
    read=may(public=PUBLIC),
)

EQUIPMENT_REPORT = resource(
    "EquipmentReport",
    "What a school reported of its equipment; read through the figures of the school.",
    report_equipment=may(ministry=COUNTRY, district=DISTRICT, director=SCHOOL, ict_coordinator=SCHOOL),
)

ASSET_MODEL = resource(
    "AssetModel",
    "A maker's model of equipment.",
    read=may(public=PUBLIC),
    register_asset_model=may(
        ministry=COUNTRY, region=REGION, district=DISTRICT, director=SCHOOL, ict_coordinator=SCHOOL
    ),
)

ASSET = resource(
    "Asset",
    "One device of one school.",
    reach(
        region="{t}.school_id = any(" + _OF_REGIONS + ")",
        district="{t}.school_id = any(" + _OF_DISTRICTS + ")",
        school="{t}.school_id = any({school_ids})",
    ),
    read=may(
        ministry=COUNTRY,
        region=REGION,
        district=DISTRICT,
        director=SCHOOL,
        ict_coordinator=SCHOOL,
        integrator=COUNTRY,
        auditor=COUNTRY,
    ),
    register_asset=may(director=SCHOOL, ict_coordinator=SCHOOL),
    change_asset_status=may(director=SCHOOL, ict_coordinator=SCHOOL),
)

CONNECTIVITY = resource(
    "Connectivity",
    "What a school's connection was worth when it was last measured; figures of connections are open data.",
    read=may(public=PUBLIC),
    record_measurement=may(ict_coordinator=SCHOOL, integrator=COUNTRY),
)

INTEGRATOR_CONTRACT = resource(
    "IntegratorContract",
    "What an integrator may read of the events. It sees its own.",
    reach(contract="{t}.id = any({contract_ids})"),
    read=may(ministry=COUNTRY, integrator=CONTRACT, auditor=COUNTRY),
    agree_contract=may(ministry=COUNTRY),
    amend_contract=may(ministry=COUNTRY),
    end_contract=may(ministry=COUNTRY),
)

EVENT_READ = resource(
    "InventoryEventRead",
    "A read of inventory's events under a contract. An integrator sees its own.",
    reach(contract="{t}.contract_id = any({contract_ids})"),
    read=may(ministry=COUNTRY, integrator=CONTRACT, auditor=COUNTRY),
)

WEBHOOK = resource(
    "Webhook",
    "Where an integrator wants its events. It manages its own; its secret is shown to nobody else.",
    reach(contract="{t}.contract_id = any({contract_ids})"),
    read=may(ministry=COUNTRY, integrator=CONTRACT, auditor=COUNTRY),
    create_webhook=may(integrator=CONTRACT),
    change_webhook=may(integrator=CONTRACT),
    rotate_webhook_secret=may(integrator=CONTRACT),
    try_webhook=may(integrator=CONTRACT),
    pause_webhook=may(integrator=CONTRACT),
    resume_webhook=may(integrator=CONTRACT),
    replay_webhook=may(integrator=CONTRACT),
    delete_webhook=may(integrator=CONTRACT),
)

POLICY = Policy(
    "inventory",
    *(REGION_, DISTRICT_, SCHOOL_, DEVICES, EQUIPMENT_REPORT, ASSET_MODEL, ASSET, CONNECTIVITY),
    *(INTEGRATOR_CONTRACT, EVENT_READ, WEBHOOK, *WEBHOOK_DELIVERIES),
)
READS = POLICY.reads(Sql, Denied)
