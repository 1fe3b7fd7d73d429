"""A version of a country's rules is registered, and never changes again."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from enrollment.domain.admission.ids import RulePackId
from enrollment.domain.admission.rule_pack import RegisteredPack
from enrollment.usecases.admission.ports import AdmissionWork, NewId, Permit


@dataclass(frozen=True, slots=True)
class RegisterRulePack:
    """`rules` is the parsed JSON of a pack as a document brings it along; `source` the legal act."""

    rules: object
    source: str


async def register_rule_pack(
    command: RegisterRulePack, *, work: AdmissionWork, permit: Permit, new_id: NewId
) -> RulePackId:
    """Registers a pack; gives its id. Refuses a version that is registered (by the database)."""
    async with work() as unit:
        permit("register_rule_pack", Facts())
        pack = RegisteredPack.register(RulePackId(new_id()), command.rules, source=command.source)
        unit.rule_packs.add(pack)
        return pack.id
