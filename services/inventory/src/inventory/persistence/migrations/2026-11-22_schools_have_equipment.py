"""Regions, districts and schools; their equipment, what they reported of it, and their connection."""

from alembic import op

revision = "2026_11_22_schools_have_equipment"
down_revision = None
branch_labels = ("inventory",)
depends_on = None

TABLES = """
create table region (id uuid primary key, code varchar not null unique, name jsonb not null);

create table district (
    id uuid primary key,
    region_id uuid not null references region,
    code varchar not null unique,
    name jsonb not null
);
create index ix_district_region_id on district (region_id);

create table school (
    id uuid primary key,
    national_code varchar not null unique,
    name jsonb not null,
    sort_key jsonb not null,
    kind varchar not null,
    district_id uuid not null references district,
    languages jsonb not null,
    time_zone varchar not null,
    effective_from date not null,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
);
create index ix_school_district_id on school (district_id);

create table asset_model (id uuid primary key, name varchar not null, manufacturer varchar, kind varchar not null);
create unique index asset_model_once on asset_model (kind, coalesce(manufacturer, ''), name);

create table asset (
    id uuid primary key,
    school_id uuid not null references school,
    inventory_number varchar not null,
    serial_number varchar,
    model_id uuid not null references asset_model,
    kind varchar not null,
    status varchar not null,
    has_internet boolean not null,
    acquired_on date,
    version integer not null,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp(),
    constraint asset_inventory_number_once unique (school_id, inventory_number)
);
create unique index asset_serial_number_once on asset (model_id, serial_number)
    where serial_number is not null and status not in ('WRITTEN_OFF', 'TRANSFERRED_OUT');

create table connectivity_measurement (
    id uuid primary key,
    school_id uuid not null references school,
    down_mbps float,
    up_mbps float,
    latency_ms float,
    method varchar not null,
    measured_at timestamptz not null,
    created_at timestamptz not null default clock_timestamp()
);
create index connectivity_latest on connectivity_measurement (school_id, measured_at desc, id desc);

create table equipment_report (
    id uuid primary key,
    school_id uuid not null references school,
    kind varchar not null,
    reported integer check (reported >= 0),
    as_of date not null,
    created_at timestamptz not null default clock_timestamp()
);
create index equipment_report_latest on equipment_report (school_id, kind, as_of desc, id desc);
"""

# A blank cell is "not reported", which is not zero: a kind is null only if the latest report says nothing of it and
# no such device is registered. Laterals, so that a query for some schools counts the devices of those alone.
DEVICES = """
create view school_devices with (security_invoker = true) as
select school.id as school_id,
       case when counted.desktops > 0 or reported.desktops is not null
            then counted.desktops_in_service end as desktops,
       case when counted.laptops > 0 or reported.laptops is not null
            then counted.laptops_in_service end as laptops,
       case when counted.tablets > 0 or reported.tablets is not null
            then counted.tablets_in_service end as tablets,
       case when counted.boards > 0 or reported.boards is not null
            then counted.boards_in_service end as interactive_boards,
       case when counted.online > 0 or reported.online is not null
            then counted.online_in_service end as with_internet
from school
cross join lateral (
    select count(*) filter (where kind = 'DESKTOP') as desktops,
           count(*) filter (where kind = 'LAPTOP') as laptops,
           count(*) filter (where kind = 'TABLET') as tablets,
           count(*) filter (where kind = 'INTERACTIVE_BOARD') as boards,
           count(*) filter (where has_internet) as online,
           count(*) filter (where kind = 'DESKTOP' and status = 'IN_SERVICE')::int as desktops_in_service,
           count(*) filter (where kind = 'LAPTOP' and status = 'IN_SERVICE')::int as laptops_in_service,
           count(*) filter (where kind = 'TABLET' and status = 'IN_SERVICE')::int as tablets_in_service,
           count(*) filter (where kind = 'INTERACTIVE_BOARD' and status = 'IN_SERVICE')::int as boards_in_service,
           count(*) filter (where has_internet and status = 'IN_SERVICE')::int as online_in_service
    from asset where asset.school_id = school.id
) as counted
cross join lateral (
    select max(latest.reported) filter (where latest.kind = 'DESKTOP') as desktops,
           max(latest.reported) filter (where latest.kind = 'LAPTOP') as laptops,
           max(latest.reported) filter (where latest.kind = 'TABLET') as tablets,
           max(latest.reported) filter (where latest.kind = 'INTERACTIVE_BOARD') as boards,
           max(latest.reported) filter (where latest.kind = 'WITH_INTERNET') as online
    from (
        select distinct on (report.kind) report.kind, report.reported from equipment_report as report
        where report.school_id = school.id
        order by report.kind, report.as_of desc, report.id desc
    ) as latest
) as reported
"""

CONNECTIVITY = """
create view school_connectivity with (security_invoker = true) as
select school.id as school_id, latest.down_mbps, latest.up_mbps, latest.latency_ms, latest.method, latest.measured_at
from school
cross join lateral (
    select * from connectivity_measurement as measurement
    where measurement.school_id = school.id
    order by measurement.measured_at desc, measurement.id desc limit 1
) as latest
"""


def upgrade() -> None:
    for statement in TABLES.split(";\n"):
        if statement.strip():
            op.execute(statement)
    op.execute(DEVICES)
    op.execute(CONNECTIVITY)


def downgrade() -> None:
    op.execute("drop view school_connectivity, school_devices")
    op.execute(
        "drop table equipment_report, connectivity_measurement, asset, asset_model, school, district, region"
    )
