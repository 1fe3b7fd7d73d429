"""Inventory put together: the one module that knows every part."""

from fastapi import FastAPI

from chassis.app import create_service_app
from chassis.events.registry import EventType, Registry
from chassis.events.schemas import Schemas
from chassis.plan_engine import PlanEngine, options
from chassis.service import Resources, Service
from chassis.settings import PlatformSettings, ServiceSettings
from contracts.catalogue import STATE, asyncapi, channels, described, opened_on_kafka, published_by
from inventory.graphql.bindings import BINDINGS
from inventory.graphql.errors import REFUSALS
from inventory.graphql.schema import schema
from inventory.messaging.consumed import HEARS
from inventory.messaging.published import message_of
from inventory.persistence.snapshots import SNAPSHOTS
from inventory.persistence.tables import Base
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.policy import POLICY
from inventory.settings import InventorySettings
from readplan import ReadPlan
from readplan.errors import worded


def engine(resources: Resources[SqlInventoryUnit]) -> PlanEngine:
    """Answers inventory's graph on open resources."""
    told = options(resources, schema, policy=POLICY, refusals=REFUSALS, worded=worded)
    return PlanEngine(ReadPlan(schema, BINDINGS, metadata=Base.metadata, **told), resources.pool)


def heard() -> list[EventType]:
    """The events that inventory must understand: its own, and those of whom it hears."""
    # Its own webhooks it hears as the others do.
    owners = dict.fromkeys(("inventory", *(subscription.owner for subscription in HEARS)))
    return [each for owner in owners for each in published_by(owner)]


def event_contracts() -> Schemas:
    """The contracts of all services' events, where the addresses in events point: an ingress leads them here."""
    document, page = asyncapi()
    return Schemas(described(), asyncapi=document, page=page)


SERVICE: Service[SqlInventoryUnit] = Service(
    name="inventory",
    settings=InventorySettings,
    registry=lambda platform: Registry(heard(), public_url=platform.public_url, state=STATE.message),
    publish=lambda event, registry: registry.outgoing(message_of(event)),
    unit=SqlInventoryUnit,
    engine=engine,
    schema=schema.as_str,
    tells=published_by("inventory"),
    snapshots=SNAPSHOTS,
    topics=channels("inventory"),
    opens=opened_on_kafka,
    routes=lambda _resources: event_contracts().routes(),
    hears=HEARS,
    trial="bilim.inventory.WebhookTried.v1",
    sealed=("webhook", "webhook_subscription"),
)


def create_app(settings: ServiceSettings | None = None, platform: PlatformSettings | None = None) -> FastAPI:
    """Inventory's web application."""
    return create_service_app(SERVICE, settings, platform)
