"""Who may do what with schools, their equipment and their connection."""

from chassis.identity.policy import (
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

POLICY = Policy(
    "inventory", REGION_, DISTRICT_, SCHOOL_, DEVICES, EQUIPMENT_REPORT, ASSET_MODEL, ASSET, CONNECTIVITY
)
READS = POLICY.reads(Sql, Denied)
