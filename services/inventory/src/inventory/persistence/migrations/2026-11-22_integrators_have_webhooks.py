"""Where integrators want their events; a webhook that is deleted keeps its row and none of its secrets."""

from alembic import op

revision = "2026_11_22_integrators_have_webhooks"
down_revision = "2026_11_22_integrators_have_contracts"
branch_labels = None
depends_on = "2026_11_22_webhooks_are_copies_of_subscriptions"

SUBSCRIPTION = """
create table webhook_subscription (
    id uuid primary key,
    contract_id uuid not null references contract,
    url varchar not null,
    types text[] not null,
    secrets jsonb not null,
    state varchar not null,
    version integer not null,
    created_at timestamptz not null,
    updated_at timestamptz not null default clock_timestamp()
)
"""

IN_USE = """
create view webhook_in_use with (security_invoker = true) as
select id, contract_id, url, types, state = 'PAUSED' as is_paused, secrets::text as secrets, version,
       created_at, updated_at
from webhook_subscription where state <> 'DELETED'
"""


def upgrade() -> None:
    op.execute(SUBSCRIPTION)
    op.execute("create index webhook_subscription_of_contract on webhook_subscription (contract_id)")
    op.execute(IN_USE)


def downgrade() -> None:
    op.execute("drop view webhook_in_use")
    op.execute("drop table webhook_subscription")
