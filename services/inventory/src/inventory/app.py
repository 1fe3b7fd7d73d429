"""Inventory put together: the one module that knows every part."""

from fastapi import FastAPI

from chassis.app import create_service_app
from chassis.events.registry import Registry
from chassis.events.schemas import Schemas
from chassis.plan_engine import PlanEngine, options
from chassis.service import Resources, Service
from chassis.settings import PlatformSettings, ServiceSettings
from contracts.catalogue import STATE, asyncapi, channels, described, published_by
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


def event_contracts() -> Schemas:
    """The contracts of all services' events, where the addresses in events point: an ingress leads them here."""
    document, page = asyncapi()
    return Schemas(described(), asyncapi=document, page=page)


SERVICE: Service[SqlInventoryUnit] = Service(
    name="inventory",
    settings=InventorySettings,
    registry=lambda platform: Registry(published_by("inventory"), public_url=platform.public_url),
    publish=lambda event, registry: registry.outgoing(message_of(event)),
    unit=SqlInventoryUnit,
    engine=engine,
    schema=schema.as_str,
    tells=published_by("inventory"),
    snapshots=SNAPSHOTS,
    routes=lambda _resources: event_contracts().routes(),
    hears=HEARS,
    trial="bilim.inventory.WebhookTried.v1",
    sealed=("webhook", "webhook_subscription"),
)


    topics=channels("inventory"),
def create_app(settings: ServiceSettings | None = None, platform: PlatformSettings | None = None) -> FastAPI:
    """Inventory's web application."""
    return create_service_app(SERVICE, settings, platform)
