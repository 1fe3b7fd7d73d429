"""The tables of admission: rules and seats, children, applications."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Column, DateTime, Identity, Index, LargeBinary, String, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from enrollment.persistence.tables import Base


def _recorded() -> Any:
    return Column(DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp())


def _moment(*, nullable: bool = False) -> Any:
    return Column(DateTime(timezone=True), nullable=nullable)


def _words(*, nullable: bool = False) -> Any:
    return Column(ARRAY(String), nullable=nullable)


class RulePackRow(Base, table=True):
    """One version of a country's rules, for ever as it was registered; `rules` is what a document brings along."""

    __tablename__ = "rule_pack"
    id: UUID = Field(primary_key=True)
    name: str
    version: int
    source: str
    rules: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    created_at: datetime = Field(sa_column=_recorded())


class CampaignRow(Base, table=True):
    """A campaign of a district under one rule pack; `categories` are those that its families may claim."""

    __tablename__ = "campaign"
    id: UUID = Field(primary_key=True)
    kind: str
    district_id: UUID = Field(index=True)
    academic_year_id: UUID = Field(index=True)
    rule_pack_id: str
    rule_pack_version: int
    categories: list[str] = Field(sa_column=_words())
    youngest: int
    oldest: int
    ages_on: date
    appeal_days: int
    state: str
    approved_at: datetime | None = Field(sa_column=_moment(nullable=True))
    wave_no: int
    created_at: datetime = Field(sa_column=_recorded())
    updated_at: datetime = Field(sa_column=_recorded())


class WaveRow(Base, table=True):
    """A term of submission, as it was published; `eligible` names the categories it is for, null means all."""

    __tablename__ = "wave"
    campaign_id: UUID = Field(primary_key=True, foreign_key="campaign.id")
    no: int = Field(primary_key=True)
    opens: datetime = Field(sa_column=_moment())
    closes: datetime = Field(sa_column=_moment())
    eligible: list[str] | None = Field(sa_column=_words(nullable=True))


class SeatPlanRow(Base, table=True):
    """The seats of a school's grade, language and profile; `held` is never more than `seats`, by the database too."""

    __tablename__ = "seat_plan"
    id: UUID = Field(primary_key=True)
    campaign_id: UUID = Field(foreign_key="campaign.id")
    school_id: UUID = Field(index=True)
    grade: int
    language: str
    profile: str
    seats: int
    held: int
    created_at: datetime = Field(sa_column=_recorded())
    updated_at: datetime = Field(sa_column=_recorded())


class SeatOrderRow(Base, table=True):
    """The orders by which seats came to be as many as they are; `before` is null in the first."""

    __tablename__ = "seat_order"
    id: UUID = Field(primary_key=True)
    seat_plan_id: UUID = Field(foreign_key="seat_plan.id", index=True)
    before: int | None
    after: int
    reason: str
    order_number: str
    order_date: date
    created_at: datetime = Field(sa_column=_recorded())


class SeatProposalRow(Base, table=True):
    """What a school proposed for a programme, why, and what the office answered."""

    __tablename__ = "seat_proposal"
    id: UUID = Field(primary_key=True)
    seat_plan_id: UUID = Field(foreign_key="seat_plan.id", index=True)
    school_id: UUID = Field(index=True)
    seats: int
    reason: str
    state: str
    answer: str
    created_at: datetime = Field(sa_column=_recorded())
    updated_at: datetime = Field(sa_column=_recorded())


class CatchmentRow(Base, table=True):
    """The catchment map: whether a school takes the children of an area first, and how far it is from there."""

    __tablename__ = "catchment"
    school_id: UUID = Field(primary_key=True)
    area: str = Field(primary_key=True, index=True)
    is_first: bool
    metres: int | None


class ChildRow(Base, table=True):
    """A child that a family applies for; one that proved to be a double is `merged_into` the other."""

    __tablename__ = "child"
    id: UUID = Field(primary_key=True)
    display_name: str
    sort_key: dict[str, str] = Field(sa_column=Column(JSONB, nullable=False))
    birth_date: date
    died_on: date | None
    area: str | None
    registered_by: UUID = Field(index=True)
    merged_into: UUID | None = Field(foreign_key="child.id")
    created_at: datetime = Field(sa_column=_recorded())
    updated_at: datetime = Field(sa_column=_recorded())


class ChildDocumentRow(Base, table=True):
    """A child's national id or paper: `sealed` is encrypted, `match` a keyed hash by which doubles are found."""

    __tablename__ = "child_document"
    kind: str = Field(primary_key=True)
    match: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    child_id: UUID = Field(foreign_key="child.id", index=True)


class ChildGuardianRow(Base, table=True):
    """Who answers for a child that is no pupil yet, and applies for it."""

    __tablename__ = "child_guardian"
    id: UUID = Field(primary_key=True)
    child_id: UUID = Field(foreign_key="child.id")
    guardian_id: UUID = Field(foreign_key="guardian.id", index=True)
    kind: str
    from_date: date
    ended_on: date | None
    created_at: datetime = Field(sa_column=_recorded())
    updated_at: datetime = Field(sa_column=_recorded())


class ChannelConsentRow(Base, table=True):
    """That a guardian lets the holder of a contract act for the family."""

    __tablename__ = "channel_consent"
    id: UUID = Field(primary_key=True)
    guardian_id: UUID = Field(foreign_key="guardian.id")
    contract_id: UUID
    given_on: date
    ended_on: date | None
    created_at: datetime = Field(sa_column=_recorded())
    updated_at: datetime = Field(sa_column=_recorded())


class ApplicationRow(Base, table=True):
    """A child's application in a campaign; `child_ref` is its pseudonym there, and outlives a withdrawal."""

    __tablename__ = "application"
    __table_args__ = (Index("ix_application_child_id", "child_id", "campaign_id"),)
    id: UUID = Field(primary_key=True)
    campaign_id: UUID
    child_id: UUID = Field(foreign_key="child.id")
    child_ref: str
    kind: str
    state: str
    channel: str
    contract_id: UUID | None
    receipt_no: str | None
    submitted_at: datetime | None = Field(sa_column=_moment(nullable=True))
    respond_by: datetime | None = Field(sa_column=_moment(nullable=True))
    defects: list[str] = Field(sa_column=_words())
    registration_no: str | None
    accepted_seat_plan_id: UUID | None
    restored: bool
    legal_basis: str
    appeal_until: date | None
    version: int
    created_at: datetime = Field(sa_column=_recorded())
    updated_at: datetime = Field(sa_column=_recorded())


class ChoiceRow(Base, table=True):
    """A wanted programme and its rank; `since` is kept while the family wants it, whatever else it changes.

    What the map says of the child's home is kept as it said it when the family chose, or moved.
    """

    __tablename__ = "choice"
    application_id: UUID = Field(primary_key=True, foreign_key="application.id")
    seat_plan_id: UUID = Field(primary_key=True, index=True)
    rank: int
    since: datetime = Field(sa_column=_moment())
    in_catchment: bool
    metres: int | None


class ClaimRow(Base, table=True):
    """A claimed right to a category, at one school or everywhere, and what became of it."""

    __tablename__ = "claim"
    application_id: UUID = Field(primary_key=True, foreign_key="application.id")
    category: str = Field(primary_key=True)
    school_id: UUID | None = Field(primary_key=True, nullable=True)
    state: str
    decided_at: datetime | None = Field(sa_column=_moment(nullable=True))
    decided_by: str
    valid_until: date | None
    reason: str


class HeldSeatRow(Base, table=True):
    """Which application holds a seat by an offer or an acceptance."""

    __tablename__ = "held_seat"
    seat_plan_id: UUID = Field(primary_key=True, foreign_key="seat_plan.id")
    application_id: UUID = Field(primary_key=True, foreign_key="application.id", index=True)


class QueueFactRow(Base, table=True):
    """What happened in the queues, in one order; `after` is the application as it then stood, null when it had left.

    `after` is `{ref, registeredAt, choices: [seat plan], claims: [{category, school}], catchment: [school],
    distance: {seat plan: metres}}` with the verified claims alone;
    `seats` are a programme's seats after an order changed them.
    """

    __tablename__ = "queue_fact"
    no: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    campaign_id: UUID
    seat_plan_id: UUID | None
    application_id: UUID | None
    kind: str
    rule: str
    at: datetime = Field(sa_column=_moment())
    after: dict[str, Any] | None = Field(sa_column=Column(JSONB, nullable=True))
    seats: int | None
