"""Events pushed to offices by HTTP, as the Standard Webhooks specification says."""

from chassis.events.webhooks.addresses import AddressRefused, refuse_bad_url
from chassis.events.webhooks.delivery import Deliverer
from chassis.events.webhooks.schedule import Outcome
from chassis.events.webhooks.sending import Sender
from chassis.events.webhooks.signing import NotASecret, SharedSecret, Signer, SigningKey
from chassis.events.webhooks.store import State, Webhook, Webhooks

__all__ = [
    "AddressRefused",
    "Deliverer",
    "NotASecret",
    "Outcome",
    "Sender",
    "SharedSecret",
    "Signer",
    "SigningKey",
    "State",
    "Webhook",
    "Webhooks",
    "refuse_bad_url",
]
