"""Runs with their files, the queues and what happened in them, offers with their explanations, appeals, long work."""

from alembic import op

revision = "2026_11_22_places_are_offered"
down_revision = "2026_11_22_families_apply"
branch_labels = None
depends_on = None

# One run of a campaign is under way at a time: its index lets the database refuse a second.
RUNS = """
create table allocation_run (
    id uuid primary key,
    campaign_id uuid not null references campaign,
    version integer not null check (version > 0),
    seed_commitment varchar not null,
    requested_by varchar not null,
    state varchar not null,
    freeze_hash varchar,
    input_hash varchar,
    output_hash varchar,
    seed varchar check (seed is null or state in ('PUBLISHED', 'CONFIRMED', 'ANNULLED')),
    public_randomness varchar not null,
    applications integer,
    placed integer,
    unplaced integer,
    annulled_by_order varchar,
    annulled_on date,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp(),
    unique (campaign_id, version),
    unique (seed_commitment)
);
create unique index allocation_run_once on allocation_run (campaign_id) where state not in ('CONFIRMED', 'ANNULLED');

create table allocation_seed (
    run_id uuid primary key references allocation_run,
    sealed bytea not null
);

create table allocation_file (
    run_id uuid not null references allocation_run,
    kind varchar not null check (kind in ('INPUT', 'RESULT')),
    body bytea not null,
    primary key (run_id, kind)
)
"""

# `key` holds the values of the pack's order as one text that sorts byte by byte as they do.
QUEUES = """
alter table queue_fact add followed boolean not null default false;
create index ix_queue_fact_pending on queue_fact (campaign_id, no) where not followed;

create table queue (
    id uuid primary key references seat_plan,
    campaign_id uuid not null references campaign,
    version bigint not null,
    last_tier integer,
    last_key varchar collate "C",
    admitted integer[] not null default array[]::integer[]
);
create index ix_queue_campaign_id on queue (campaign_id);

create table queue_entry (
    queue_id uuid not null references queue,
    application_id uuid not null,
    tier integer not null check (tier >= 0),
    key varchar collate "C" not null,
    primary key (queue_id, application_id)
);
create index ix_queue_entry_order on queue_entry (queue_id, tier, key);
create index ix_queue_entry_application_id on queue_entry (application_id);

create table queue_step (
    queue_id uuid not null references queue,
    version bigint not null,
    at timestamptz not null,
    kind varchar not null,
    rule varchar not null,
    application_id uuid,
    before_tier integer,
    before_key varchar collate "C",
    after_tier integer,
    after_key varchar collate "C",
    seats integer,
    primary key (queue_id, version)
);
create index ix_queue_step_at on queue_step (queue_id, at)
"""

OFFERS = """
create table explanation (
    id uuid primary key,
    application_id uuid not null references application,
    seat_plan_id uuid not null references seat_plan,
    run_id uuid references allocation_run,
    at timestamptz not null,
    position integer not null check (position > 0),
    tier integer not null,
    key varchar not null,
    seats integer not null
);
create index ix_explanation_application_id on explanation (application_id);

create table offer (
    id uuid primary key,
    application_id uuid not null references application,
    seat_plan_id uuid not null references seat_plan,
    school_id uuid not null,
    grade integer not null,
    language varchar not null,
    profile varchar not null,
    respond_by timestamptz not null,
    explanation_id uuid not null references explanation,
    state varchar not null,
    restorable_until timestamptz,
    answered_at timestamptz,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
);
create index ix_offer_application_id on offer (application_id);
create index ix_offer_seat_plan_id on offer (seat_plan_id);
create unique index offer_open_once on offer (application_id) where state = 'OPEN';
create index ix_offer_respond_by on offer (respond_by) where state = 'OPEN';

create table appeal (
    id uuid primary key,
    application_id uuid not null references application,
    grounds varchar not null,
    instance integer not null check (instance between 1 and 2),
    state varchar not null,
    filed_on date not null,
    reasons varchar,
    seats_added integer not null,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
);
create index ix_appeal_application_id on appeal (application_id)
"""

JOBS = """
create table job (
    id uuid primary key,
    kind varchar not null,
    state varchar not null,
    requested_by varchar not null,
    district_id uuid,
    given jsonb not null,
    progress integer not null,
    total integer not null,
    result jsonb,
    error varchar,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
);
create index ix_job_waiting on job (created_at) where state in ('WAITING', 'RUNNING')
"""


def upgrade() -> None:
    for statement in f"{RUNS};\n{QUEUES};\n{OFFERS};\n{JOBS}".split(";\n"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop table job, appeal, offer, explanation, queue_step, queue_entry, queue")
    op.execute("alter table queue_fact drop followed")
    op.execute("drop table allocation_file, allocation_seed, allocation_run")
