"""The tables of runs, queues, offers and appeals."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Column, DateTime, Integer, LargeBinary, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from enrollment.persistence.tables import Base


def _recorded() -> Any:
    return Column(DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp())


def _moment(*, nullable: bool = False) -> Any:
    return Column(DateTime(timezone=True), nullable=nullable)


class AllocationRunRow(Base, table=True):
    """A run of a campaign's allocation: its hashes, and its seed once that is revealed."""

    __tablename__ = "allocation_run"
    id: UUID = Field(primary_key=True)
    campaign_id: UUID
    version: int
    seed_commitment: str
    requested_by: str
    randomness_source: str
    state: str
    freeze_hash: str | None
    input_hash: str | None
    output_hash: str | None
    seed: str | None
    public_randomness: str
    applications: int | None
    placed: int | None
    unplaced: int | None
    annulled_by_order: str | None
    annulled_on: date | None
    confirmation_id: UUID | None
    created_at: datetime = Field(sa_column=_recorded())
    updated_at: datetime = Field(sa_column=_recorded())


class AllocationSeedRow(Base, table=True):
    """A seed between commitment and publication, sealed; gone when it is revealed."""

    __tablename__ = "allocation_seed"
    run_id: UUID = Field(primary_key=True)
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class AllocationFileRow(Base, table=True):
    """What went into a run and what came out, compressed; the published bytes are these."""

    __tablename__ = "allocation_file"
    run_id: UUID = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class QueueRow(Base, table=True):
    """The queue of a seat plan: how many facts made it, how many wait, who was admitted last, how many of each tier."""

    __tablename__ = "queue"
    id: UUID = Field(primary_key=True)
    campaign_id: UUID = Field(index=True)
    version: int
    waiting: int
    last_tier: int | None
    last_key: str | None
    admitted: list[int] = Field(sa_column=Column(ARRAY(Integer), nullable=False))


class QueueEntryRow(Base, table=True):
    """Where an application stands in a queue."""

    __tablename__ = "queue_entry"
    queue_id: UUID = Field(primary_key=True)
    application_id: UUID = Field(primary_key=True, index=True)
    tier: int
    key: str


class QueueStepRow(Base, table=True):
    """One fact of a queue: what the application it concerns was there before and after; nothing is ever changed."""

    __tablename__ = "queue_step"
    queue_id: UUID = Field(primary_key=True)
    version: int = Field(primary_key=True)
    at: datetime = Field(sa_column=_moment())
    kind: str
    rule: str
    application_id: UUID | None
    before_tier: int | None
    before_key: str | None
    after_tier: int | None
    after_key: str | None
    seats: int | None


class ExplanationRow(Base, table=True):
    """Why a place was offered to this child: where it stood, and by which run."""

    __tablename__ = "explanation"
    id: UUID = Field(primary_key=True)
    application_id: UUID = Field(index=True)
    seat_plan_id: UUID
    run_id: UUID | None
    at: datetime = Field(sa_column=_moment())
    position: int
    tier: int
    key: str
    seats: int


class OfferRow(Base, table=True):
    """A place held for an application until its term, and what became of it."""

    __tablename__ = "offer"
    id: UUID = Field(primary_key=True)
    application_id: UUID = Field(index=True)
    seat_plan_id: UUID = Field(index=True)
    school_id: UUID
    grade: int
    language: str
    profile: str
    respond_by: datetime = Field(sa_column=_moment())
    explanation_id: UUID
    state: str
    restorable_until: datetime | None = Field(sa_column=_moment(nullable=True))
    answered_at: datetime | None = Field(sa_column=_moment(nullable=True))
    created_at: datetime = Field(sa_column=_recorded())
    updated_at: datetime = Field(sa_column=_recorded())


class AppealRow(Base, table=True):
    """An appeal against a rejection, and what the instance decided."""

    __tablename__ = "appeal"
    id: UUID = Field(primary_key=True)
    application_id: UUID = Field(index=True)
    grounds: str
    instance: int
    state: str
    filed_on: date
    reasons: str | None
    seats_added: int
    answer: str | None
    carry_on_until: date | None
    created_at: datetime = Field(sa_column=_recorded())
    updated_at: datetime = Field(sa_column=_recorded())


class JobRow(Base, table=True):
    """Long work: asked for, under way, done or failed."""

    __tablename__ = "job"
    id: UUID = Field(primary_key=True)
    kind: str
    state: str
    requested_by: str
    district_id: UUID | None
    given: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    progress: int
    total: int
    result: dict[str, Any] | None = Field(sa_column=Column(JSONB))
    error: str | None
    reached: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    created_at: datetime = Field(sa_column=_recorded())
    updated_at: datetime = Field(sa_column=_recorded())
