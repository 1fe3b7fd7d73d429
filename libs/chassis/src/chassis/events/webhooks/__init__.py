"""Events pushed to offices by HTTP, as the Standard Webhooks specification says."""

from chassis.events.webhooks.addresses import AddressRefused, refuse_bad_url
from chassis.events.webhooks.delivery import Deliverer, Source
from chassis.events.webhooks.hearing import webhook_handlers
from chassis.events.webhooks.keys import reachable_from, sealer_of, signing_keys_of
from chassis.events.webhooks.schedule import Outcome, Schedule
from chassis.events.webhooks.sealing import MalformedKeys, Sealer, Unsealable
from chassis.events.webhooks.sending import Sender
from chassis.events.webhooks.signing import NotASecret, SharedSecret, Signer, SigningKey
from chassis.events.webhooks.store import Stopped, Webhook, Webhooks

__all__ = [
    "AddressRefused",
    "Deliverer",
    "MalformedKeys",
    "NotASecret",
    "Outcome",
    "Schedule",
    "Sealer",
    "Sender",
    "SharedSecret",
    "Signer",
    "SigningKey",
    "Source",
    "Stopped",
    "Unsealable",
    "Webhook",
    "Webhooks",
    "reachable_from",
    "refuse_bad_url",
    "sealer_of",
    "signing_keys_of",
    "webhook_handlers",
]
