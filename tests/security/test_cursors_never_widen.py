"""A cursor that was edited, or that belongs to somebody else, shows nobody a row that is not theirs."""

import base64
import json
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest

from chassis.identity.development import DevelopmentIssuer
from chassis.ids import new_id

Ask = Callable[..., Awaitable[Any]]
Header = tuple[bytes, bytes]

TRIES = 500
ASSETS = 12
PAGE = """query($school: ID!, $after: String) {
  school(id: $school) { assets(first: 5, after: $after) { nodes { id } pageInfo { endCursor } } } }"""


@pytest.fixture(scope="module")
async def equipment(services: dict[str, Any]) -> dict[UUID, set[str]]:
    """Two schools and what each owns."""
    pool = services["inventory"].state.pool
    region, district, model = new_id(), new_id(), new_id()
    name = {"ru": "Сергокала"}
    await pool.execute("insert into region (id, code, name) values ($1, $2, $3)", region, str(region), name)
    await pool.execute(
        "insert into district (id, region_id, code, name) values ($1, $2, $3, $4)",
        *(district, region, str(district), name),
    )
    await pool.execute(
        "insert into asset_model (id, name, kind) values ($1, $2, 'LAPTOP')", model, str(model)
    )
    found: dict[UUID, set[str]] = {}
    for school in (new_id(), new_id()):
        await pool.execute(
            "insert into school (id, national_code, name, sort_key, kind, district_id, languages, time_zone,"
            " effective_from) values ($1, $2, $3, $3, 'SECONDARY', $4, '[]', 'Europe/Moscow', '1965-09-01')",
            *(school, str(school), name, district),
        )
        assets = [new_id() for _ in range(ASSETS)]
        await pool.executemany(
            "insert into asset (id, school_id, inventory_number, model_id, kind, status, has_internet, version)"
            " values ($1, $2, $3, $4, 'LAPTOP', 'IN_SERVICE', false, 1)",
            [(asset, school, f"{number:03}", model) for number, asset in enumerate(assets)],
        )
        found[school] = {str(asset) for asset in assets}
    return found


async def test_five_hundred_cursors_widen_nothing(
    equipment: dict[UUID, set[str]],
    services: dict[str, Any],
    ask: Ask,
    issuer: DevelopmentIssuer,
    say: Callable[[str], None],
) -> None:
    (theirs, _), (ours, our_assets) = equipment.items()
    headers = {school: director_of(issuer, school) for school in equipment}
    given = {
        school: (await page(ask, services["inventory"], school, None, header))["pageInfo"]["endCursor"]
        for school, header in headers.items()
    }
    chance = random.Random(20_261_122)
    outcomes: Counter[str] = Counter()
    for _ in range(TRIES):
        cursor = tampered(chance, given[ours], given[theirs])
        # At their own list, and at the other's, which shows them nothing at all.
        for school in (ours, theirs):
            told = await answered(ask, services["inventory"], school, cursor, headers[ours])
            seen = {
                node["id"]
                for node in ((told["data"]["school"] or {}).get("assets") or {"nodes": ()})["nodes"]
            }
            assert seen <= our_assets, cursor
            outcomes["refused" if told.get("errors") else "nothing widened"] += 1

    say(f"cursors: {TRIES} edited or foreign, each at two lists: {dict(outcomes)}")
    assert outcomes["refused"] > TRIES


async def test_an_honest_cursor_goes_on_where_the_page_ended(
    equipment: dict[UUID, set[str]], services: dict[str, Any], ask: Ask, issuer: DevelopmentIssuer
) -> None:
    school, assets = next(iter(equipment.items()))
    header = director_of(issuer, school)
    seen: list[str] = []
    after = None
    while len(seen) < ASSETS:
        found = await page(ask, services["inventory"], school, after, header)
        seen += [node["id"] for node in found["nodes"]]
        after = found["pageInfo"]["endCursor"]

    assert sorted(seen) == sorted(assets)


def tampered(chance: random.Random, own: str, foreign: str) -> str:
    """A cursor that nobody was given for this list."""
    raw = bytearray(base64.urlsafe_b64decode(own + "=" * (-len(own) % 4)))
    match chance.randrange(6):
        case 0:
            return foreign
        case 1:
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        case 2:
            del raw[chance.randrange(1, len(raw)) :]
        case 3:
            raw[16:] = json.dumps(
                [chance.choice([None, "", "000", "zzz", "' or true --"]), str(new_id())]
            ).encode()
        case 4:
            other = base64.urlsafe_b64decode(foreign + "=" * (-len(foreign) % 4))
            raw[:16] = other[:16]
        case _:
            raw = bytearray(chance.randbytes(chance.randint(1, 80)))
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def director_of(issuer: DevelopmentIssuer, school: UUID) -> Header:
    token = issuer.sign(f"director-{school}", client="tests", grants=[f"director@school:{school}"])
    return b"authorization", f"Bearer {token}".encode()


async def page(ask: Ask, app: Any, school: UUID, after: str | None, header: Header) -> Any:
    return (await answered(ask, app, school, after, header))["data"]["school"]["assets"]


async def answered(ask: Ask, app: Any, school: UUID, after: str | None, header: Header) -> Any:
    body = json.dumps({"query": PAGE, "variables": {"school": str(school), "after": after}}).encode()
    answer = await ask(
        app, "POST", "/graphql", headers=[header, (b"content-type", b"application/json")], body=body
    )
    assert answer.status == 200, answer.body
    return json.loads(answer.body)
