"""Every state is led to and left by something that people or timers do: read off the code, not off a list of ours.

A verb counts as done if a use case calls it by its name, or another verb of the domain that counts does.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

import pytest

import enrollment
from enrollment.domain.admission.allocation_run import RunState
from enrollment.domain.admission.appeal import AppealState
from enrollment.domain.admission.application_states import TRANSITIONS, ApplicationState
from enrollment.domain.admission.campaign import CampaignState
from enrollment.domain.admission.job import JobState
from enrollment.domain.admission.offer import OfferState
from enrollment.domain.admission.seat_proposal import ProposalState

SOURCE = Path(enrollment.__file__).parent
LAST: dict[type[StrEnum], set[str]] = {
    ApplicationState: {"ENROLLED", "WITHDRAWN", "REJECTED_FINAL"},
    CampaignState: {"ARCHIVED"},
    RunState: {"CONFIRMED", "ANNULLED"},
    OfferState: {"ACCEPTED"},
    AppealState: {"UPHELD"},
    JobState: {"DONE"},
    ProposalState: {"ACCEPTED", "DECLINED"},
}
"""The kinds of states, and those that are an end."""
_SHORT: dict[type[StrEnum], str] = {ApplicationState: "S"}
_MOVES = {"_move": 0, "_step": 1, "_decide": 0}
"""Which argument says where these lead."""

Verb = ast.FunctionDef | ast.AsyncFunctionDef


def parsed(folder: str) -> Iterator[ast.Module]:
    for path in sorted((SOURCE / folder).rglob("*.py")):
        yield ast.parse(path.read_text())


def functions(modules: Iterable[ast.Module]) -> list[Verb]:
    return [node for module in modules for node in ast.walk(module) if isinstance(node, Verb)]


def called(tree: ast.AST) -> set[str]:
    """The names of what is called, or taken as a property, below a node."""
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} | {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name)
    }


def done() -> list[Verb]:
    """The verbs of the domain that something does."""
    verbs = functions(parsed("domain"))
    names = set().union(*(called(module) for module in parsed("usecases")))
    while True:
        found = [verb for verb in verbs if verb.name in names]
        more = set().union(*(called(verb) for verb in found)) - names
        if not more:
            return found
        names |= more


def led_to(verb: Verb, states: type[StrEnum]) -> set[str]:
    """The states that a verb leads to: what it assigns to `state`, moves to, or decides."""
    found: set[str] = set()
    for node in ast.walk(verb):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                found |= _assigned(target, node.value, states)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _MOVES:
            found |= named(node.args[_MOVES[node.func.attr]], states)
    return found


def _assigned(target: ast.expr, value: ast.expr, states: type[StrEnum]) -> set[str]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=True)
        return set().union(*(_assigned(*pair, states) for pair in pairs))
    is_state = isinstance(target, ast.Attribute) and target.attr == "state"
    return named(value, states) if is_state else set()


def named(tree: ast.AST, states: type[StrEnum]) -> set[str]:
    """The states that are named below a node."""
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in (states.__name__, _SHORT.get(states))
        and node.attr in states.__members__
    }


@pytest.mark.parametrize("states", LAST)
def test_something_leads_to_every_state(states: type[StrEnum]) -> None:
    reached = set().union(*(led_to(verb, states) for verb in done()))

    assert states.__members__.keys() - reached <= {next(iter(states)).name}


def test_whatever_leads_to_a_state_is_done_by_somebody() -> None:
    verbs = functions(parsed("domain/admission"))
    leading = {verb.name for verb in verbs if any(led_to(verb, states) for states in LAST)}
    through = {verb.name for verb in verbs if called(verb) & leading}

    assert (leading | through) - {verb.name for verb in done()} == set()


@pytest.mark.parametrize("states", [CampaignState, RunState, OfferState, AppealState, ProposalState])
def test_something_leads_out_of_every_state_that_is_not_the_last(states: type[StrEnum]) -> None:
    left = set().union(*(named(verb, states) - led_to(verb, states) for verb in done()))

    assert states.__members__.keys() - left <= LAST[states]


def test_every_transition_of_an_application_is_made_by_something() -> None:
    reached = set().union(*(led_to(verb, ApplicationState) for verb in done()))

    unmade = {after for those in TRANSITIONS.values() for after in those} - reached
    dead_ends = {state.name for state, after in TRANSITIONS.items() if not after}
    assert (unmade, dead_ends) == (set(), LAST[ApplicationState])
