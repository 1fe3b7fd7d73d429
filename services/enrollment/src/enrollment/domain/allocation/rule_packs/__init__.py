"""The rule packs that are shipped: data files, each with the legal act it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import Any, cast

from enrollment.domain.allocation import ijson
from enrollment.domain.allocation.reading import check_rule_pack
from enrollment.domain.allocation.shapes import RulePack

_SUFFIX = ".json"


class UnknownRulePack(LookupError):
    """No rule pack of this name is shipped."""

    def __init__(self, name: str) -> None:
        """Name the pack that was asked for and those that exist."""
        super().__init__(f"no rule pack {name!r} is shipped; there are {', '.join(shipped())}")


@dataclass(frozen=True, slots=True)
class ShippedPack:
    """A rule pack with its source, which is not copied into a document."""

    source: str
    rules: RulePack


def shipped() -> list[str]:
    """Return the ids of all shipped packs."""
    files = resources.files(__name__).iterdir()
    return sorted(file.name.removesuffix(_SUFFIX) for file in files if file.name.endswith(_SUFFIX))


def load(name: str) -> ShippedPack:
    """Return a shipped pack; each call returns a copy that its caller may put into a document."""
    if name not in shipped():
        raise UnknownRulePack(name)
    members = _parsed(name)
    source = members.pop("source")
    check_rule_pack(members)
    return ShippedPack(source, cast("RulePack", members))


def rule_pack(name: str) -> RulePack:
    """Return the rules of a shipped pack as they stand in a document."""
    return load(name).rules


def _parsed(name: str) -> dict[str, Any]:
    parsed: dict[str, Any] = ijson.read(resources.files(__name__).joinpath(name + _SUFFIX).read_bytes())
    return parsed
