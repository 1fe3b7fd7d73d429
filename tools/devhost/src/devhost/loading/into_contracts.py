"""Agrees with the integrator of a loaded district: everything that happens there, and no name."""

from datetime import UTC, datetime
from typing import Any

from chassis.work import Work
from devhost.loading.giving import ids_from, installer
from devhost.loading.ids import sandbox_contract_id
from devhost.loading.plan import DistrictPlan
from inventory.domain.contract import MOST_PERSONAL, ContractPurpose, PersonalData, Terms
from inventory.domain.ids import DistrictId
from inventory.graphql.contract_mutations import known_topics
from inventory.usecases.agree_contract import AgreeContract, agree_contract

CLIENT = "bilim-integrator"
FROM, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


async def sandbox(plan: DistrictPlan, work: Work[Any]) -> None:
    """The contract to try readers with."""
    degrees = list(PersonalData)
    most = degrees.index(MOST_PERSONAL[ContractPurpose.SANDBOX])
    topics = [name for name, known in known_topics().items() if degrees.index(known.personal_data) <= most]
    terms = Terms(
        purpose=ContractPurpose.SANDBOX,
        topics=dict.fromkeys(topics),
        is_countrywide=False,
        region_ids=[],
        district_ids=[DistrictId(plan.district_id)],
        school_ids=[],
        valid_from=FROM,
        valid_until=UNTIL,
    )
    await agree_contract(
        AgreeContract(CLIENT, terms),
        work=work,
        permit=installer,
        new_id=ids_from(sandbox_contract_id(plan.district.code)),
        topics=known_topics,
    )
