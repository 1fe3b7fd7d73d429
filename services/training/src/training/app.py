"""Training put together: the one module that knows every part."""

from fastapi import FastAPI

from chassis.app import create_service_app
from chassis.events.registry import Registry
from chassis.plan_engine import PlanEngine, options
from chassis.service import Resources, Service
from chassis.settings import PlatformSettings, ServiceSettings
from contracts.catalogue import STATE, channels, published_by
from readplan import ReadPlan
from readplan.errors import worded
from training.graphql.bindings import BINDINGS
from training.graphql.errors import REFUSALS
from training.graphql.schema import schema
from training.messaging.consumed import HEARS
from training.messaging.published import message_of
from training.persistence.snapshots import SNAPSHOTS
from training.persistence.tables import Base
from training.persistence.unit_of_work import SqlTrainingUnit
from training.policy import POLICY
from training.settings import TrainingSettings

OWNERS = ("training", *(subscription.owner for subscription in HEARS))
"""Whose events training must understand: its own, and those that it hears."""


def engine(resources: Resources[SqlTrainingUnit]) -> PlanEngine:
    """Answers training's graph on open resources."""
    told = options(resources, schema, policy=POLICY, refusals=REFUSALS, worded=worded)
    return PlanEngine(ReadPlan(schema, BINDINGS, metadata=Base.metadata, **told), resources.pool)


def registry(platform: PlatformSettings) -> Registry:
    """The contracts of all events that training tells or hears."""
    types = [each for owner in OWNERS for each in published_by(owner)]
    return Registry(types, public_url=platform.public_url, state=STATE.message)


SERVICE: Service[SqlTrainingUnit] = Service(
    name="training",
    settings=TrainingSettings,
    registry=registry,
    publish=lambda event, registry: registry.outgoing(message_of(event)),
    unit=SqlTrainingUnit,
    engine=engine,
    schema=schema.as_str,
    tells=published_by("training"),
    snapshots=SNAPSHOTS,
    topics=channels("training"),
    hears=HEARS,
)


def create_app(settings: ServiceSettings | None = None, platform: PlatformSettings | None = None) -> FastAPI:
    """Training's web application."""
    return create_service_app(SERVICE, settings, platform)
