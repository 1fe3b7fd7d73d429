"""The corpus of forged tokens: every service and the gateway must refuse each, and let in the genuine ones."""

from chassis.testing.forgery.algorithms import forged_algorithms, forged_keys
from chassis.testing.forgery.claims import forged_audiences, forged_issuers, forged_subjects, forged_times
from chassis.testing.forgery.forger import Forger, Presented
from chassis.testing.forgery.forms import forged_forms
from chassis.testing.forgery.genuine import genuine_tokens
from chassis.testing.forgery.headers import forged_headers, forged_types

__all__ = ["Forger", "Presented", "forgeries", "genuine_tokens"]


def forgeries(forger: Forger) -> list[Presented]:
    """The whole corpus."""
    kinds = (
        forged_algorithms,
        forged_keys,
        forged_headers,
        forged_types,
        forged_audiences,
        forged_issuers,
        forged_times,
        forged_subjects,
        forged_forms,
    )
    return [presented for kind in kinds for presented in kind(forger)]
