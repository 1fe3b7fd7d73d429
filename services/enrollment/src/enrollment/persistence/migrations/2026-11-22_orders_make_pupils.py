"""Pupils, the orders that made them, their guardians; and what policy needs to know of schools and classes."""

from alembic import op

revision = "2026_11_22_orders_make_pupils"
down_revision = None
branch_labels = ("enrollment",)
depends_on = None

PEOPLE = """
create table student (
    id uuid primary key,
    display_name varchar not null,
    sort_key jsonb not null,
    birth_date date not null,
    school_id uuid not null,
    current_enrolment_id uuid not null,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
);
create index ix_student_school_id on student (school_id);

create table enrolment (
    id uuid primary key,
    student_id uuid not null references student,
    school_id uuid not null,
    academic_year_id uuid not null,
    grade integer not null check (grade between 0 and 11),
    language varchar not null,
    order_number varchar not null,
    order_date date not null,
    enrolled_on date not null,
    created_at timestamptz not null default clock_timestamp()
);
create index ix_enrolment_student_id on enrolment (student_id);
create index ix_enrolment_school_id on enrolment (school_id);
alter table student add constraint student_current_enrolment foreign key (current_enrolment_id)
    references enrolment deferrable initially deferred;

create table guardian (
    id uuid primary key,
    display_name varchar not null,
    sort_key jsonb not null,
    registered_by uuid not null,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
);
create index ix_guardian_registered_by on guardian (registered_by);

create table guardianship (
    id uuid primary key,
    student_id uuid not null references student,
    guardian_id uuid not null references guardian,
    kind varchar not null,
    from_date date not null,
    until_date date,
    ended_on date,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
);
create unique index guardianship_open_once on guardianship (student_id, guardian_id) where ended_on is null;
create index ix_guardianship_student_id on guardianship (student_id);
create index ix_guardianship_guardian_id on guardianship (guardian_id);
"""

COPIES = """
create table district (id uuid primary key, region_id uuid not null);
create index ix_district_region_id on district (region_id);

create table school (id uuid primary key, district_id uuid not null, time_zone varchar not null);
create index ix_school_district_id on school (district_id);

create table academic_year (
    id uuid primary key,
    code varchar not null,
    start_date date not null,
    end_date date not null,
    school_id uuid
);

create table class (
    id uuid primary key,
    school_id uuid,
    class_teacher_id uuid,
    teacher_ids uuid[] not null
);
create index ix_class_class_teacher_id on class (class_teacher_id);
create index ix_class_teacher_ids on class using gin (teacher_ids);

create table placement (
    class_id uuid,
    student_id uuid,
    from_date date not null,
    until_date date,
    primary key (class_id, student_id)
);
create index ix_placement_student_id on placement (student_id)
"""

# What was ended is closed at once, whatever day it ended on; what was granted for a time closes by itself. It opens up
# to a day early, because the day of a school in the east begins before that of UTC.
OPEN_GUARDIANSHIP = """
create view open_guardianship with (security_invoker = true) as
select student_id, guardian_id, kind, from_date, until_date from guardianship
where ended_on is null and from_date <= current_date + 1 and coalesce(until_date >= current_date, true)
"""


def upgrade() -> None:
    for statement in (PEOPLE + COPIES).split(";\n"):
        op.execute(statement)
    op.execute(OPEN_GUARDIANSHIP)


def downgrade() -> None:
    op.execute("drop view open_guardianship")
    op.execute("drop table placement, class, academic_year, school, district")
    op.execute("drop table guardianship, guardian, student, enrolment cascade")
