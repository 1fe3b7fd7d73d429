"""Who may see how a service delivers to webhooks: the integrator its own, the ministry and the auditor all."""

from chassis.identity.policy import CONTRACT, COUNTRY, Resource, may, reach, resource

_OWN = "{t}.contract_id = any({contract_ids})"

WEBHOOK_HERE = resource(
    "Webhook",
    "A webhook of an integrator, as a service knows it that delivers to it.",
    reach(contract=_OWN),
    read=may(ministry=COUNTRY, integrator=CONTRACT, auditor=COUNTRY),
)
"""For every service but the one that owns webhooks."""

WEBHOOK_DELIVERY = resource(
    "WebhookDelivery",
    "How a service's events reach a webhook.",
    reach(contract=_OWN),
    read=may(ministry=COUNTRY, integrator=CONTRACT, auditor=COUNTRY),
)

WEBHOOK_ATTEMPT = resource(
    "WebhookAttempt",
    "One attempt to deliver an event to a webhook.",
    reach(contract="{t}.webhook_id in (select id from webhook where contract_id = any({contract_ids}))"),
    read=may(ministry=COUNTRY, integrator=CONTRACT, auditor=COUNTRY),
)

WEBHOOK_DELIVERIES: tuple[Resource, ...] = (WEBHOOK_DELIVERY, WEBHOOK_ATTEMPT)
"""For every service."""
