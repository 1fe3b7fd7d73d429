"""How training's own events reach the webhooks of integrators."""

import strawberry

from chassis.events.webhooks.graph import ATTEMPT_COLUMNS, DELIVERY_COLUMNS, WebhookAttempt, WebhookDelivery
from readplan import Connection, Sql, bind, connection, relation
from training.policy import READS

_OWED = Sql("(select count(*)::int from webhook_owed where webhook_id = {t}.id)").typed("int4")


@strawberry.federation.type(keys=["id"], description="Where an integrator wants the events of its contract.")
class Webhook:
    """See chassis.events.webhooks; inventory owns it."""

    id: strawberry.ID = strawberry.field(description="The webhook's id.")
    training_delivery: WebhookDelivery | None = strawberry.field(
        description="How training's own events reach it."
    )
    training_attempts: Connection[WebhookAttempt] | None = connection(
        description="The attempts to deliver training's own events, in their order: `last: 20` gives the latest."
    )


_HERE = relation("webhook", required=["id", "state", "position"], **DELIVERY_COLUMNS)

webhook = bind(Webhook, _HERE, visible=READS["Webhook"])
webhook.one("training_delivery", WebhookDelivery, by="id")
webhook.connection("training_attempts", WebhookAttempt, by="webhook_id", order={"AT": "at"}, default="AT")

delivery = bind(WebhookDelivery, _HERE, visible=READS["WebhookDelivery"])
delivery.column("owed", _OWED)

attempt = bind(
    WebhookAttempt,
    relation("webhook_attempt", required=ATTEMPT_COLUMNS, **ATTEMPT_COLUMNS),
    visible=READS["WebhookAttempt"],
)

WEBHOOK_BINDINGS = (webhook, delivery, attempt)
