"""Enums of a domain in a schema: the domain knows no framework, so their words are said beside the schema."""

from enum import Enum

import strawberry


def describe_enum(enum: type[Enum], description: str, /, **values: str) -> None:
    """Makes a domain's enum one of the schema, with a description of each value.

    Raises TypeError when a value lacks a description or a description its value.
    """
    strawberry.enum(enum, description=description)
    definition = enum.__strawberry_definition__  # type: ignore[attr-defined]
    if {value.name for value in definition.values} != values.keys():
        raise TypeError(
            f"{enum.__name__}: describe exactly {', '.join(value.name for value in definition.values)}."
        )
    for value in definition.values:
        value.description = values[value.name]
