"""A channel of others brings what a guardian lets it bring: the consents, from when until when."""

from alembic import op

revision = "2026_11_22_families_let_channels_act"
down_revision = "2026_11_22_a_queue_knows_its_length"
branch_labels = None
depends_on = None

# No key to the contract: it is a copy of what another service tells.
CONSENTS = """
create table channel_consent (
    id uuid primary key,
    guardian_id uuid not null references guardian,
    contract_id uuid not null,
    given_on date not null,
    ended_on date,
    created_at timestamptz not null default clock_timestamp(),
    updated_at timestamptz not null default clock_timestamp()
)
"""
ONCE = """
create unique index channel_consent_open_once on channel_consent (guardian_id, contract_id) where ended_on is null
"""


def upgrade() -> None:
    op.execute(CONSENTS)
    op.execute(ONCE)


def downgrade() -> None:
    op.execute("drop table channel_consent")
