"""Costs that are known now, or when the variables are."""

from collections.abc import Callable, Mapping
from typing import Any

Cost = int | Callable[[Mapping[str, Any]], int]
Size = int | tuple[str, int]
"""How long a list is: a number, or a variable with the number to assume without it."""

MOST_SIZE = 1_000_000


def plus(left: Cost, right: Cost) -> Cost:
    """Both."""
    if isinstance(left, int):
        if isinstance(right, int):
            return left + right
        return (lambda variables: left + right(variables)) if left else right
    if isinstance(right, int):
        return plus(right, left)
    return lambda variables: left(variables) + right(variables)


def times(cost: Cost, size: Size) -> Cost:
    """So much for each of a list."""
    if isinstance(size, int):
        if isinstance(cost, int):
            return cost * max(size, 0)
        return lambda variables: cost(variables) * max(size, 0)
    name, assumed = size
    return lambda variables: _value(cost, variables) * _given(variables, name, assumed)


def _value(cost: Cost, variables: Mapping[str, Any]) -> int:
    return cost if isinstance(cost, int) else cost(variables)


def _given(variables: Mapping[str, Any], name: str, assumed: int) -> int:
    value = variables.get(name)
    return min(max(value, 0), MOST_SIZE) if isinstance(value, int) else assumed
