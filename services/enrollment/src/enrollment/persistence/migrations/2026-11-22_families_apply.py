"""Campaigns with waves and seats, children with their papers, and the applications of their families."""

from alembic import op

revision = "2026_11_22_families_apply"
down_revision = "2026_11_22_orders_make_pupils"
branch_labels = None
depends_on = None

RULES_AND_SEATS = """
create table rule_pack (
    id uuid primary key,
    name varchar not null,
    version integer not null check (version >= 0),
    source varchar not null,
    rules jsonb not null,
    created_at timestamptz not null default clock_timestamp(),
    constraint rule_pack_once unique (name, version)
);

create table campaign (
    id uuid primary key,
    kind varchar not null,
    district_id uuid not null,
    academic_year_id uuid not null,
    rule_pack_id varchar not null,
    rule_pack_version integer not null,
    categories varchar[] not null,
    youngest integer not null check (youngest >= 0),
    oldest integer not null check (oldest >= youngest),
    ages_on date not null,
    appeal_days integer not null check (appeal_days > 0),
    state varchar not null,
    wave_no integer not null check (wave_no >= 0),
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp(),
    foreign key (rule_pack_id, rule_pack_version) references rule_pack (name, version)
);
create index ix_campaign_district_id on campaign (district_id);
create index ix_campaign_academic_year_id on campaign (academic_year_id);

create table wave (
    campaign_id uuid not null references campaign,
    no integer not null check (no > 0),
    opens timestamptz not null,
    closes timestamptz not null check (closes > opens),
    eligible varchar[],
    primary key (campaign_id, no)
);

create table seat_plan (
    id uuid primary key,
    campaign_id uuid not null references campaign,
    school_id uuid not null,
    grade integer not null check (grade between 0 and 11),
    language varchar not null,
    profile varchar not null,
    seats integer not null check (seats >= 0),
    held integer not null,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp(),
    constraint seat_plan_once unique (campaign_id, school_id, grade, language, profile),
    constraint seats_are_not_exceeded check (held between 0 and seats)
);
create index ix_seat_plan_school_id on seat_plan (school_id);

create table seat_order (
    id uuid primary key,
    seat_plan_id uuid not null references seat_plan,
    before integer,
    after integer not null,
    reason varchar not null,
    order_number varchar not null,
    order_date date not null,
    created_at timestamptz not null default clock_timestamp()
);
create index ix_seat_order_seat_plan_id on seat_order (seat_plan_id);

create table catchment (
    school_id uuid,
    area varchar,
    primary key (school_id, area)
);
create index ix_catchment_area on catchment (area)
"""

# A national id and a document's number are known by `match` alone; `sealed` opens with a key that no table holds.
CHILDREN = """
create table child (
    id uuid primary key,
    display_name varchar not null,
    sort_key jsonb not null,
    birth_date date not null,
    died_on date,
    area varchar,
    registered_by uuid not null,
    merged_into uuid references child,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
);
create index ix_child_registered_by on child (registered_by);
create index ix_child_merged_into on child (merged_into) where merged_into is not null;

create table child_document (
    child_id uuid not null references child,
    kind varchar not null,
    sealed bytea not null,
    match bytea not null,
    constraint child_document_once primary key (kind, match)
);
create index ix_child_document_child_id on child_document (child_id);

create table child_guardian (
    id uuid primary key,
    child_id uuid not null references child,
    guardian_id uuid not null references guardian,
    kind varchar not null,
    from_date date not null,
    ended_on date,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
);
create unique index child_guardian_open_once on child_guardian (child_id, guardian_id) where ended_on is null;
create index ix_child_guardian_guardian_id on child_guardian (guardian_id)
"""

# No foreign keys to the campaign and to seat plans: each would lock one row for all families of the opening minute.
# Neither is ever deleted, and a submission reads both in its own transaction.
APPLICATIONS = """
create sequence receipt;

create table application (
    id uuid primary key,
    campaign_id uuid not null,
    child_id uuid not null references child,
    child_ref varchar not null,
    kind varchar not null,
    state varchar not null,
    channel varchar not null,
    contract_id uuid,
    receipt_no varchar unique,
    submitted_at timestamptz,
    respond_by timestamptz,
    defects varchar[] not null,
    registration_no varchar,
    accepted_seat_plan_id uuid,
    restored boolean not null,
    legal_basis varchar not null,
    appeal_until date,
    version integer not null,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
);
create unique index application_active_once on application (campaign_id, child_id)
    where state not in ('ENROLLED', 'WITHDRAWN', 'REJECTED_FINAL');
create index ix_application_child_id on application (child_id, campaign_id);
create index ix_application_receipt on application (campaign_id, submitted_at, receipt_no);

create table choice (
    application_id uuid not null references application,
    seat_plan_id uuid not null,
    rank integer not null check (rank > 0),
    since timestamptz not null,
    in_catchment boolean not null,
    primary key (application_id, seat_plan_id)
);
create index ix_choice_seat_plan_id on choice (seat_plan_id);

create table claim (
    application_id uuid not null references application,
    category varchar not null,
    school_id uuid,
    state varchar not null,
    decided_at timestamptz,
    decided_by varchar not null,
    valid_until date,
    reason varchar not null,
    unique nulls not distinct (application_id, category, school_id)
);

create table held_seat (
    seat_plan_id uuid not null references seat_plan,
    application_id uuid not null references application,
    primary key (seat_plan_id, application_id)
);
create index ix_held_seat_application_id on held_seat (application_id);

create table queue_fact (
    no bigint generated always as identity primary key,
    campaign_id uuid not null,
    seat_plan_id uuid,
    application_id uuid,
    kind varchar not null,
    rule varchar not null,
    at timestamptz not null,
    after jsonb,
    seats integer,
    check (seat_plan_id is not null or application_id is not null)
);
create index ix_queue_fact_campaign_id on queue_fact (campaign_id, no);
create index ix_queue_fact_application_id on queue_fact (application_id) where application_id is not null
"""

# Which schools an application addresses, whatever the programmes it chooses there.
ADDRESSED = """
create view addressed with (security_invoker = true) as
select distinct seat_plan.school_id, choice.application_id
from choice join seat_plan on seat_plan.id = choice.seat_plan_id
"""

CAMPAIGN_RULES = """
create view campaign_rules with (security_invoker = true) as
select campaign.id as campaign_id, rule_pack.id as rule_pack_id
from campaign join rule_pack on (name, rule_pack.version) = (rule_pack_id, rule_pack_version)
"""


def upgrade() -> None:
    for statement in f"{RULES_AND_SEATS};\n{CHILDREN};\n{APPLICATIONS}".split(";\n"):
        op.execute(statement)
    op.execute(ADDRESSED)
    op.execute(CAMPAIGN_RULES)


def downgrade() -> None:
    op.execute("drop view campaign_rules, addressed")
    op.execute(
        "drop table queue_fact, held_seat, claim, choice, application, child_guardian, child_document, child"
    )
    op.execute("drop sequence receipt")
    op.execute("drop table catchment, seat_order, seat_plan, wave, campaign, rule_pack")
