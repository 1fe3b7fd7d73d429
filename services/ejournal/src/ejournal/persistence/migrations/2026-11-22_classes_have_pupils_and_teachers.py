"""Academic years, classes, who sits in them and who teaches them; and what the journal keeps of others' facts."""

from alembic import op

revision = "2026_11_22_classes_have_pupils_and_teachers"
down_revision = None
branch_labels = ("ejournal",)
depends_on = None

OWN = """
create table academic_year (
    id uuid primary key,
    code varchar not null unique,
    start_date date not null,
    end_date date not null,
    created_at timestamptz not null default clock_timestamp(),
    constraint academic_year_days_once exclude using gist (daterange(start_date, end_date, '[]') with &&)
);

create table school_class (
    id uuid primary key,
    school_id uuid not null,
    academic_year_id uuid not null references academic_year,
    grade integer not null,
    letter varchar not null,
    language varchar not null,
    capacity integer not null,
    placed integer not null,
    class_teacher_id uuid,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp(),
    constraint school_class_once unique (school_id, academic_year_id, grade, letter),
    constraint school_class_has_room check (placed between 0 and capacity)
);
create index school_class_teacher on school_class (class_teacher_id);

create table teaching (
    class_id uuid not null references school_class,
    teacher_id uuid not null,
    subject_code varchar not null,
    primary key (class_id, teacher_id, subject_code)
);
create index teaching_teacher on teaching (teacher_id);

create table stay (
    id uuid primary key,
    student_id uuid not null,
    school_id uuid not null,
    academic_year_id uuid not null,
    grade integer not null,
    language varchar not null,
    class_id uuid references school_class,
    from_date date not null,
    until_date date,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp(),
    check (until_date >= from_date)
);
create unique index stay_open_once on stay (student_id) where until_date is null;
create index stay_student on stay (student_id, from_date);
create index stay_school on stay (school_id, from_date) include (until_date);
create index stay_class on stay (class_id) where until_date is null
"""

COPIES = """
create table school (id uuid primary key, district_id uuid, time_zone varchar);
create index school_district on school (district_id);

create table district (id uuid primary key, region_id uuid not null);
create index district_region on district (region_id);

create table guardianship (
    student_id uuid not null,
    guardian_id uuid not null,
    from_date date,
    until_date date,
    ended_on date,
    primary key (student_id, guardian_id)
);
create index guardianship_guardian on guardianship (guardian_id) where ended_on is null;

create table person (id uuid primary key, kind varchar not null, display_name varchar, sort_key jsonb)
"""

# Who is a pupil now, where, and by which name; somebody who left every school is nobody's pupil.
STUDENT = """
create view student with (security_invoker = true) as
select stay.student_id as id, stay.school_id, stay.class_id, person.display_name, person.sort_key
from stay left join person on person.id = stay.student_id and person.kind = 'STUDENT'
where stay.until_date is null
"""

TEACHER = """
create view teacher with (security_invoker = true) as
select id, display_name from person where kind = 'TEACHER'
"""

# Who has to do with a class: the class teacher, and those who teach it a subject.
CLASS_STAFF = """
create view class_staff with (security_invoker = true) as
select id as class_id, school_id, class_teacher_id as teacher_id
from school_class where class_teacher_id is not null
union all
select school_class.id, school_class.school_id, teaching.teacher_id
from school_class join teaching on teaching.class_id = school_class.id
"""

# A stay with the day that it is in its school: a day begins when it begins there.
STAY_TODAY = """
create view stay_today with (security_invoker = true) as
select stay.*, (now() at time zone coalesce(school.time_zone, 'UTC'))::date as today
from stay left join school on school.id = stay.school_id
"""
VIEWS = (STUDENT, TEACHER, CLASS_STAFF, STAY_TODAY)


def upgrade() -> None:
    for statement in (OWN + ";" + COPIES).split(";"):
        op.execute(statement)
    for view in VIEWS:
        op.execute(view)


def downgrade() -> None:
    op.execute("drop view stay_today, class_staff, teacher, student")
    op.execute(
        "drop table person, guardianship, district, school, stay, teaching, school_class, academic_year"
    )
