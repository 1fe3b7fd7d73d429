"""Who may do what: a service's `policy.py` is written in these words."""

from chassis.identity.policy.acting import Decision, Facts
from chassis.identity.policy.parameters import MalformedPolicy
from chassis.identity.policy.reading import Asking, answer
from chassis.identity.policy.rendering import as_markdown
from chassis.identity.policy.resources import READ, Resource, resource, total
from chassis.identity.policy.rules import (
    CONTRACT,
    COUNTRY,
    DISTRICT,
    OWN_CLASS,
    OWN_LESSONS,
    PUBLIC,
    REGION,
    SCHOOL,
    SELF,
    SERVICE,
    WARDS,
    Rule,
    Scope,
    View,
    may,
    reach,
)
from chassis.identity.policy.table import Cell, Policy, refusal, snake_case

__all__ = [
    "CONTRACT",
    "COUNTRY",
    "DISTRICT",
    "OWN_CLASS",
    "OWN_LESSONS",
    "PUBLIC",
    "READ",
    "REGION",
    "SCHOOL",
    "SELF",
    "SERVICE",
    "WARDS",
    "Asking",
    "Cell",
    "Decision",
    "Facts",
    "MalformedPolicy",
    "Policy",
    "Resource",
    "Rule",
    "Scope",
    "View",
    "answer",
    "as_markdown",
    "may",
    "reach",
    "refusal",
    "resource",
    "snake_case",
    "total",
]
