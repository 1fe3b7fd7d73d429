"""Staff and where they work; and what policy needs to know of schools."""

from alembic import op

revision = "2026_11_22_staff_work_in_schools"
down_revision = None
branch_labels = ("training",)
depends_on = None

TABLES = """
create table teacher (
    id uuid primary key,
    display_name varchar not null,
    sort_key jsonb not null,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
);

create table employment (
    id uuid primary key,
    teacher_id uuid not null references teacher,
    school_id uuid not null,
    category varchar not null,
    subjects jsonb not null,
    hired_on date,
    left_on date,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
);
create unique index employment_open_once on employment (teacher_id, school_id) where left_on is null;
create index ix_employment_teacher_id on employment (teacher_id);
create index ix_employment_school_id on employment (school_id);

create table district (id uuid primary key, region_id uuid not null);
create index ix_district_region_id on district (region_id);

create table school (id uuid primary key, district_id uuid not null);
create index ix_school_district_id on school (district_id)
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop table school, district, employment, teacher")
