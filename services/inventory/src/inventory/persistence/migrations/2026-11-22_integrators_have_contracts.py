"""What integrators may read, and where each event of inventory happened."""

from alembic import op

revision = "2026_11_22_integrators_have_contracts"
down_revision = "2026_11_22_schools_have_equipment"
branch_labels = None
depends_on = "2026_11_22_an_integrator_reads_by_contract"

CONTRACT = """
create table contract (
    id uuid primary key,
    client varchar not null,
    purpose varchar not null,
    topics jsonb not null,
    is_countrywide boolean not null,
    region_ids uuid[] not null,
    district_ids uuid[] not null,
    school_ids uuid[] not null,
    valid_from timestamptz not null,
    valid_until timestamptz not null,
    state varchar not null,
    ended_at timestamptz,
    end_reason varchar,
    version integer not null,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp(),
    check (is_countrywide = (cardinality(region_ids || district_ids || school_ids) = 0)),
    check (valid_from < valid_until)
)
"""

# Inventory owns the contracts: what is a copy in the other services is a view of the truth here.
COPY = """
create view integrator_contract with (security_invoker = true) as
select id, client, topics, case when not is_countrywide then region_ids || district_ids || school_ids end as places,
       purpose, valid_from, valid_until, ended_at, version
from contract
"""

OPENED = """
create view contract_topic with (security_invoker = true) as
select contract.id, opened.topic,
       case when jsonb_typeof(opened.fields) = 'array'
            then array(select jsonb_array_elements_text(opened.fields)) end as fields
from contract cross join lateral jsonb_each(contract.topics) as opened (topic, fields)
"""

OPENED_IN = """
create view contract_place with (security_invoker = true) as
select id as contract_id, unnest(region_ids || district_ids || school_ids) as place_id from contract
"""

PLACES = """
create or replace function event_places(ids uuid[]) returns uuid[] language sql stable as $$
with schools as (
    select id, district_id from school
    where id = any(ids) or id = any(array(select school_id from asset where asset.id = any(ids)))
), districts as (
    select id, region_id from district where id = any(ids) or id = any(array(select district_id from schools))
)
select array(
    select id from schools union select id from districts union select region_id from districts
    union select id from region where id = any(ids)
) where ids is not null
$$
"""


def upgrade() -> None:
    op.execute(CONTRACT)
    op.execute("drop table integrator_contract")
    op.execute(COPY)
    op.execute(OPENED)
    op.execute(OPENED_IN)
    op.execute(PLACES)


def downgrade() -> None:
    op.execute("drop view contract_place, contract_topic, integrator_contract")
    op.execute("drop table contract")
