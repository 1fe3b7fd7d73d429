"""Where each field of webhooks lives."""

from chassis.events.webhooks.graph import ATTEMPT_COLUMNS, DELIVERY_COLUMNS, WebhookAttempt, WebhookDelivery
from chassis.identity import Kind
from inventory.graphql.webhook_secrets import opened, public_keys
from inventory.graphql.webhook_types import Webhook
from inventory.policy import READS
from readplan import Sql, bind, relation

WEBHOOK = {
    "id": "uuid",
    "contract_id": "uuid",
    "url": "text",
    "types": "text[]",
    "is_paused": "bool",
    "secrets": "text",
    "version": "int4",
    "created_at": "timestamptz",
    "updated_at": "timestamptz",
}

# Left out by the statement itself: what never leaves the database cannot be shown by mistake.
OWN_SECRETS = Sql(
    "(case when {t}.contract_id = any({contracts}::uuid[]) then {t}.secrets end)",
    contracts=lambda caller: caller.viewer.ids({"integrator"}, Kind.CONTRACT),
).typed("text")

webhook = bind(Webhook, relation("webhook_in_use", required=WEBHOOK, **WEBHOOK), visible=READS["Webhook"])
webhook.derived("secret", needs=["id", OWN_SECRETS], fn=opened)
webhook.derived("public_keys", needs=["id"], fn=public_keys)
webhook.one("inventory_delivery", WebhookDelivery, by="id")
webhook.connection("inventory_attempts", WebhookAttempt, by="webhook_id", order={"AT": "at"}, default="AT")

delivery = bind(
    WebhookDelivery,
    relation("webhook", required=["id", "state", "position"], **DELIVERY_COLUMNS),
    visible=READS["WebhookDelivery"],
)
delivery.column(
    "owed", Sql("(select count(*)::int from webhook_owed where webhook_id = {t}.id)").typed("int4")
)

attempt = bind(
    WebhookAttempt,
    relation("webhook_attempt", required=ATTEMPT_COLUMNS, **ATTEMPT_COLUMNS),
    visible=READS["WebhookAttempt"],
)

WEBHOOK_BINDINGS = (webhook, delivery, attempt)
