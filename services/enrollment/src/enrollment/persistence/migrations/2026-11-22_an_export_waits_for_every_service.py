"""An export of a person's record is a job like other long work: it waits for every service, and says for which."""

from alembic import op

revision = "2026_11_22_an_export_waits_for_every_service"
down_revision = "2026_11_22_a_run_is_confirmed_in_parts"
branch_labels = None
depends_on = None

# What was asked before was asked of the journal alone: the question is put again.
AWAITED = "alter table person_export add awaits varchar[] not null default '{}'"

JOBS = """
create view enrollment_job with (security_invoker = true) as
select id, kind, state, requested_by, district_id, progress, total, result, error, '{}'::varchar[] as awaits,
       null::uuid as child_id, created_at, updated_at
from job
union all
select id, 'EXPORT_PERSON', state, requested_by, null, 4 - cardinality(awaits), 4, null, null, awaits,
       case when kind in ('STUDENT', 'APPLICANT') then person_id end, created_at, updated_at
from person_export where created_at > now() - interval '7 days'
"""


def upgrade() -> None:
    op.execute("delete from person_export")
    op.execute(AWAITED)
    op.execute(JOBS)


def downgrade() -> None:
    op.execute("drop view enrollment_job")
    op.execute("alter table person_export drop awaits")
