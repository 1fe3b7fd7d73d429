"""Events pushed to offices by HTTP, as the Standard Webhooks specification says."""

from chassis.events.webhooks.addresses import AddressRefused, refuse_bad_url
from chassis.events.webhooks.schedule import Outcome
from chassis.events.webhooks.sending import Sender
from chassis.events.webhooks.signing import NotASecret, SharedSecret, Signer, SigningKey

__all__ = [
    "AddressRefused",
    "NotASecret",
    "Outcome",
    "Sender",
    "SharedSecret",
    "Signer",
    "SigningKey",
    "refuse_bad_url",
]
