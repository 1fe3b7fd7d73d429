"""A record out of the caller's reach is answered byte for byte like one that does not exist."""

import json
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.identity.development import DevelopmentIssuer
from chassis.ids import new_id

Ask = Callable[..., Awaitable[Any]]
Header = tuple[bytes, bytes]

ASSET = (
    "query($of: [_Any!]!) { _entities(representations: $of) { ... on Asset { id inventoryNumber status } } }"
)
CHANGE = """mutation($id: ID!) { changeAssetStatus(input: {assetId: $id, status: FAULTY, reason: "broken"}) {
    asset { id } userErrors { __typename code message path } } }"""


@pytest.fixture(scope="module")
async def asset(services: dict[str, Any]) -> tuple[UUID, UUID]:
    """A laptop and its school."""
    pool = services["inventory"].state.pool
    region, district, school, model, laptop = (new_id() for _ in range(5))
    name = {"ru": "Аймаумахи"}
    await pool.execute("insert into region (id, code, name) values ($1, $2, $3)", region, str(region), name)
    await pool.execute(
        "insert into district (id, region_id, code, name) values ($1, $2, $3, $4)",
        *(district, region, str(district), name),
    )
    await pool.execute(
        "insert into school (id, national_code, name, sort_key, kind, district_id, languages, time_zone,"
        " effective_from) values ($1, $2, $3, $3, 'SECONDARY', $4, '[]', 'Europe/Moscow', '1965-09-01')",
        *(school, str(school), name, district),
    )
    await pool.execute(
        "insert into asset_model (id, name, kind) values ($1, $2, 'LAPTOP')", model, f"Model {model}"
    )
    await pool.execute(
        "insert into asset (id, school_id, inventory_number, model_id, kind, status, has_internet, version)"
        " values ($1, $2, '1', $3, 'LAPTOP', 'IN_SERVICE', false, 1)",
        *(laptop, school, model),
    )
    return laptop, school


@pytest.fixture
def director_of(issuer: DevelopmentIssuer) -> Callable[[UUID], Header]:
    """The director of a school."""

    def header(school: UUID) -> Header:
        token = issuer.sign("director", client="tests", grants=[f"director@school:{school}"])
        return b"authorization", f"Bearer {token}".encode()

    return header


async def test_its_own_director_reads_it(
    asset: tuple[UUID, UUID], services: dict[str, Any], ask: Ask, director_of: Any
) -> None:
    laptop, school = asset

    told = await read(ask, services["inventory"], laptop, director_of(school))

    expected = {"id": str(laptop), "inventoryNumber": "1", "status": "IN_SERVICE"}
    assert json.loads(told)["data"]["_entities"] == [expected]


async def test_another_director_reads_nothing_of_it_nor_that_it_exists(
    asset: tuple[UUID, UUID], services: dict[str, Any], ask: Ask, director_of: Any
) -> None:
    stranger = director_of(uuid4())

    elsewhere = await read(ask, services["inventory"], asset[0], stranger)
    nowhere = await read(ask, services["inventory"], uuid4(), stranger)

    assert elsewhere == nowhere
    assert json.loads(nowhere) == {"data": {"_entities": [None]}}


@pytest.mark.parametrize("through", ["inventory", "gateway"])
async def test_another_director_changes_nothing_and_learns_nothing(
    through: str, asset: tuple[UUID, UUID], apps: dict[str, Any], ask: Ask, director_of: Any
) -> None:
    stranger = director_of(uuid4())

    elsewhere = await change(ask, apps[through], asset[0], stranger)
    nowhere = await change(ask, apps[through], uuid4(), stranger)

    assert elsewhere == nowhere
    assert json.loads(nowhere)["data"]["changeAssetStatus"]["userErrors"][0]["code"] == "NOT_FOUND"


@pytest.mark.parametrize("through", ["inventory", "gateway"])
async def test_who_has_no_row_hears_the_same_of_both(
    through: str, asset: tuple[UUID, UUID], apps: dict[str, Any], ask: Ask, issuer: DevelopmentIssuer
) -> None:
    token = issuer.sign("guardian", client="tests", grants=[f"guardian@school:{asset[1]}"])
    guardian = (b"authorization", f"Bearer {token}".encode())

    elsewhere = await change(ask, apps[through], asset[0], guardian)
    nowhere = await change(ask, apps[through], uuid4(), guardian)

    assert codes(elsewhere) == codes(nowhere) == ["FORBIDDEN"]


async def read(ask: Ask, app: Any, asset: UUID, header: Header) -> bytes:
    return await _told(ask, app, ASSET, {"of": [{"__typename": "Asset", "id": str(asset)}]}, header)


async def change(ask: Ask, app: Any, asset: UUID, header: Header) -> bytes:
    return await _told(ask, app, CHANGE, {"id": str(asset)}, header)


def codes(told: bytes) -> list[str]:
    return [error["extensions"]["code"] for error in json.loads(told)["errors"]]


async def _told(ask: Ask, app: Any, query: str, variables: Any, header: Header) -> bytes:
    body = json.dumps({"query": query, "variables": variables}).encode()
    answer = await ask(
        app, "POST", "/graphql", headers=[header, (b"content-type", b"application/json")], body=body
    )
    assert answer.status == 200, answer.body
    told: bytes = answer.body
    return told
