"""Enrollment put together: the one module that knows every part."""

from fastapi import FastAPI

from chassis.app import create_service_app
from chassis.events.registry import Registry
from chassis.plan_engine import PlanEngine, means, options
from chassis.service import Resources, Service
from chassis.settings import PlatformSettings, ServiceSettings
from contracts.catalogue import STATE, channels, published_by
from enrollment.files import routes
from enrollment.graphql.bindings import BINDINGS
from enrollment.graphql.errors import REFUSALS
from enrollment.graphql.schema import schema
from enrollment.messaging.consumed import HEARS
from enrollment.messaging.published import message_of
from enrollment.papers import seals
from enrollment.persistence.snapshots import SNAPSHOTS
from enrollment.persistence.tables import Base
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.policy import POLICY
from enrollment.settings import EnrollmentSettings
from enrollment.timers import timers
from readplan import ReadPlan
from readplan.errors import worded

OWNERS = ("enrollment", *(subscription.owner for subscription in HEARS))
"""Whose events enrollment must understand: its own, and those that it hears."""


def engine(resources: Resources[SqlEnrollmentUnit]) -> PlanEngine:
    """Answers enrollment's graph on open resources. Raises KeyMissing in production without keys for papers."""
    # Here and not when the first family comes: a service that cannot keep papers does not start.
    seals()
    told = options(resources, schema, policy=POLICY, refusals=REFUSALS, worded=worded)
    plans = ReadPlan(schema, BINDINGS, metadata=Base.metadata, **told)
    return PlanEngine(plans, resources.pool, means(resources, POLICY))


def registry(platform: PlatformSettings) -> Registry:
    """The contracts of all events that enrollment tells or hears."""
    types = [each for owner in OWNERS for each in published_by(owner)]
    return Registry(types, public_url=platform.public_url, state=STATE.message)


SERVICE: Service[SqlEnrollmentUnit] = Service(
    name="enrollment",
    settings=EnrollmentSettings,
    registry=registry,
    publish=lambda event, registry: registry.outgoing(message_of(event)),
    unit=SqlEnrollmentUnit,
    engine=engine,
    schema=schema.as_str,
    tells=published_by("enrollment"),
    snapshots=SNAPSHOTS,
    topics=channels("enrollment"),
    hears=HEARS,
    routes=routes,
    timers=timers,
)


def create_app(settings: ServiceSettings | None = None, platform: PlatformSettings | None = None) -> FastAPI:
    """Enrollment's web application."""
    return create_service_app(SERVICE, settings, platform)
