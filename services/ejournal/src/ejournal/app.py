"""The journal put together: the one module that knows every part."""

from fastapi import FastAPI

from chassis.app import create_service_app
from chassis.events.registry import Registry
from chassis.plan_engine import PlanEngine, options
from chassis.service import Resources, Service
from chassis.settings import PlatformSettings, ServiceSettings
from contracts.catalogue import STATE, channels, everything, published_by
from ejournal.graphql.bindings import BINDINGS
from ejournal.graphql.errors import REFUSALS
from ejournal.graphql.schema import schema
from ejournal.messaging.consumed import HEARS
from ejournal.messaging.published import message_of
from ejournal.persistence.snapshots import SNAPSHOTS
from ejournal.persistence.tables import Base
from ejournal.persistence.unit_of_work import SqlEjournalUnit
from ejournal.policy import POLICY
from ejournal.settings import EjournalSettings
from ejournal.timers import timers
from readplan import ReadPlan
from readplan.errors import worded


def engine(resources: Resources[SqlEjournalUnit]) -> PlanEngine:
    """Answers the journal's graph on open resources."""
    told = options(resources, schema, policy=POLICY, refusals=REFUSALS, worded=worded)
    return PlanEngine(ReadPlan(schema, BINDINGS, metadata=Base.metadata, **told), resources.pool)


SERVICE: Service[SqlEjournalUnit] = Service(
    name="ejournal",
    settings=EjournalSettings,
    registry=lambda platform: Registry(everything(), public_url=platform.public_url, state=STATE.message),
    publish=lambda event, registry: registry.outgoing(message_of(event)),
    unit=SqlEjournalUnit,
    engine=engine,
    schema=schema.as_str,
    tells=published_by("ejournal"),
    snapshots=SNAPSHOTS,
    topics=channels("ejournal"),
    hears=HEARS,
    timers=timers,
)


def create_app(settings: ServiceSettings | None = None, platform: PlatformSettings | None = None) -> FastAPI:
    """The journal's web application."""
    return create_service_app(SERVICE, settings, platform)
