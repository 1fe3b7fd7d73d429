"""A rule pack as it is registered: one version of a country's rules, which never changes again."""

from dataclasses import dataclass, field
from typing import Any, cast

from enrollment.domain.admission.applying_refusals import RulePackInvalid
from enrollment.domain.admission.ids import RulePackId
from enrollment.domain.allocation.invalid import InvalidDocument
from enrollment.domain.allocation.reading import check_rule_pack
from enrollment.domain.allocation.shapes import CATCHMENT, RulePack


@dataclass(eq=False)
class RegisteredPack:
    """The rules as a document brings them along, and the legal act that they come from."""

    id: RulePackId
    name: str
    version: int
    source: str
    rules: RulePack
    events: list[Any] = field(default_factory=list)

    @classmethod
    def register(cls, pack_id: RulePackId, rules: object, *, source: str) -> "RegisteredPack":
        """A pack that the allocation can run. Refuses any other, by the value at fault."""
        try:
            check_rule_pack(rules)
        except InvalidDocument as fault:
            raise RulePackInvalid(fault.pointer) from fault
        pack = cast("RulePack", rules)
        return cls(pack_id, pack["id"], pack["version"], source.strip(), pack)

    @property
    def categories(self) -> frozenset[str]:
        """What a family may claim under it."""
        tiers = {category for tier in self.rules["tiers"] for category in tier}
        return frozenset(tiers | {reserve["category"] for reserve in self.rules["reserves"]}) - {CATCHMENT}
