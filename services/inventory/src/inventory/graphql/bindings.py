"""Where each field of inventory's graph lives."""

from chassis.identity import Caller
from chassis.schema.event_reads import EVENT_READ_COLUMNS
from inventory.graphql.contract_types import ContractTopic, IntegratorContract, InventoryEventRead
from inventory.graphql.roots import Query, Viewer
from inventory.graphql.types import (
    Asset,
    AssetModel,
    Connectivity,
    Devices,
    District,
    Region,
    School,
)
from inventory.graphql.webhook_bindings import WEBHOOK_BINDINGS
from inventory.graphql.webhook_types import Webhook
from inventory.policy import READS
from readplan import Sql, bind, relation, roots, through

BY_NAME = Sql("({t}.sort_key ->> 'ru')").typed("text")
SCHOOL_ORDER: dict[str, str | Sql] = {"NAME": BY_NAME, "NATIONAL_CODE": "national_code"}

region = bind(Region, "region", visible=READS["Region"])
region.text("name")
region.many("districts", District, by="region_id", order=["code"])

district = bind(District, "district", visible=READS["District"])
district.text("name")
district.one("region", Region, by="region_id")
district.connection("schools", School, by="district_id", order=SCHOOL_ORDER, default="NAME")

school = bind(School, "school", visible=READS["School"])
school.text("name")
school.one("district", District, by="district_id")
school.one("devices", Devices, by="id", to="school_id")
school.one("connectivity", Connectivity, by="id", to="school_id")
school.connection(
    "assets",
    Asset,
    by="school_id",
    order={"INVENTORY_NUMBER": "inventory_number", "ACQUIRED_ON": "acquired_on"},
    default="INVENTORY_NUMBER",
)

devices = bind(
    Devices,
    relation(
        "school_devices",
        required=["school_id"],
        school_id="uuid",
        desktops="int4",
        laptops="int4",
        tablets="int4",
        interactive_boards="int4",
        with_internet="int4",
    ),
    visible=READS["School.devices"],
    key="school_id",
)

connectivity = bind(
    Connectivity,
    relation(
        "school_connectivity",
        required=["school_id", "method", "measured_at"],
        school_id="uuid",
        down_mbps="float8",
        up_mbps="float8",
        latency_ms="float8",
        method="text",
        measured_at="timestamptz",
    ),
    visible=READS["Connectivity"],
    key="school_id",
)

asset_model = bind(AssetModel, "asset_model", visible=READS["AssetModel"])

asset = bind(Asset, "asset", visible=READS["Asset"])
asset.one("model", AssetModel, by="model_id")
asset.one("school", School, by="school_id")

IN_PLACES = through("contract_place", near="contract_id", far="place_id")

contract = bind(IntegratorContract, "contract", visible=READS["IntegratorContract"])
contract.many("topics", ContractTopic, by="id", order=["topic"])
contract.many("regions", Region, through=IN_PLACES, order=["code"])
contract.many("districts", District, through=IN_PLACES, order=["code"])
contract.many("schools", School, through=IN_PLACES, order=["national_code"])

contract_topic = bind(
    ContractTopic,
    relation("contract_topic", required=["id", "topic"], id="uuid", topic="text", fields="text[]"),
    visible=READS["IntegratorContract"],
    key=("id", "topic"),
)

event_read = bind(
    InventoryEventRead,
    relation("event_read", required=EVENT_READ_COLUMNS, **EVENT_READ_COLUMNS),
    visible=READS["InventoryEventRead"],
)


async def viewer(caller: Caller) -> Viewer | None:
    """The caller as they may know themselves."""
    known = caller.viewer
    if known.is_anonymous:
        return None
    return Viewer(grants=[str(grant) for grant in known.grants], persons=[str(one) for one in known.persons])


root = roots(Query)
root.value("viewer", viewer)
root.one("region", Region)
root.one("district", District)
root.one("school", School)
root.one("asset", Asset)
root.connection("schools", School, order=SCHOOL_ORDER, default="NAME")
root.connection(
    "integrator_contracts",
    IntegratorContract,
    order={"CLIENT": "client", "VALID_UNTIL": "valid_until"},
    default="CLIENT",
)
root.one("integrator_contract", IntegratorContract)
root.connection("inventory_event_reads", InventoryEventRead, order={"AT": "at"}, default="-AT")

root.connection("webhooks", Webhook, order={"CREATED_AT": "created_at"}, default="CREATED_AT")
root.one("webhook", Webhook)

BINDINGS = (
    *(root, region, district, school, devices, connectivity, asset_model, asset),
    *(contract, contract_topic, event_read),
    *WEBHOOK_BINDINGS,
)
