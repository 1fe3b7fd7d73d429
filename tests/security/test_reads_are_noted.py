"""No type can be read by a child's family alone and by staff unnoted: whoever may be a ward is told to the audit."""

from importlib import import_module
from typing import Any

import pytest

from chassis.identity.policy import READ, Policy
from readplan.binding import Binding

SERVICES = ("inventory", "enrollment", "ejournal", "training")
NOT_RECORDS = {
    "Teacher": "who teaches a child is no record of the child",
    "RecordRead": "the audit itself",
    "Claim": "reached through its application alone, which is noted",
    "Choice": "reached through its application alone, which is noted",
}


@pytest.mark.parametrize("service", SERVICES)
def test_a_type_that_families_read_says_whom_it_is_about(service: str) -> None:
    policy: Policy = import_module(f"{service}.policy").POLICY
    bindings = import_module(f"{service}.graphql.bindings").BINDINGS
    families = {name for name, one in policy.resources.items() if "guardian" in one.rows.get(READ, {})}
    bound: dict[str, Binding] = {name_of(one): one for one in bindings if isinstance(one, Binding)}

    silent = {
        name for name in families & bound.keys() if bound[name].about is None and is_of_wards(policy, name)
    }

    assert silent <= NOT_RECORDS.keys()


def is_of_wards(policy: Policy, name: str) -> bool:
    return any(rule.scope.value == "wards" for rule in policy.resources[name].rows[READ]["guardian"])


def name_of(binding: Any) -> str:
    return str(binding.entity.__strawberry_definition__.name)


@pytest.mark.parametrize("name", ["Student", "Enrolment", "Child", "Application", "Offer", "Appeal"])
def test_records_of_children_are_among_them(name: str) -> None:
    bindings = import_module("enrollment.graphql.bindings").BINDINGS

    assert {name_of(one): one.about for one in bindings if isinstance(one, Binding)}[name] is not None
