"""What inventory answers, and to whom."""

from dataclasses import replace

import pytest

from chassis.ids import new_id
from chassis.testing.serving import Serving
from chassis.testing.surroundings import Surroundings, anybody
from inventory.domain.ids import AssetModelId, SchoolId
from inventory.persistence.unit_of_work import SqlInventoryUnit
from inventory.usecases.register_asset import RegisterAsset, register_asset
from inventory.usecases.register_school import RegisterSchool, register_school

LIST = """
{ schools(first: 100) { totalCount nodes {
    nationalCode name district { code region { code } } devices { laptops } connectivity { downMbps }
    assets(first: 2) { nodes { inventoryNumber model { name } } } } } }
"""


async def _books(
    inventory: Surroundings[SqlInventoryUnit], school: SchoolId, laptop: AssetModelId, number: int
) -> None:
    for inventory_number in range(number):
        await register_asset(
            RegisterAsset(school, laptop, f"{inventory_number:03}"),
            work=inventory.work,
            permit=anybody,
            new_id=new_id,
        )


async def test_the_registry_is_open_to_everybody(graph: Serving, school: SchoolId) -> None:
    answer = await graph.ask(
        '{ school(nationalCode: "05-001") { id name kind timeZone district { region { name } } } }'
    )

    assert answer == {
        "data": {
            "school": {
                "id": str(school),
                "name": "Аймаумахинская СОШ",
                "kind": "SECONDARY",
                "timeZone": "Europe/Moscow",
                "district": {"region": {"name": "Республика Дагестан"}},
            }
        }
    }


async def test_the_books_of_a_school_are_for_its_own_people(
    graph: Serving, inventory: Surroundings[SqlInventoryUnit], school: SchoolId, laptop: AssetModelId
) -> None:
    await _books(inventory, school, laptop, 3)
    query = "query($id: ID) { school(id: $id) { assets { totalCount nodes { inventoryNumber } } } }"

    async def total(*grants: str) -> int:
        answer = await graph.ask(query, {"id": str(school)}, grants=grants)
        return int(answer["data"]["school"]["assets"]["totalCount"])

    assert await total(f"director@school:{school}") == 3
    assert await total(f"director@school:{new_id()}") == 0
    assert await total("ministry@country:*") == 3


async def test_a_role_without_a_row_is_told_so_and_nobody_is_asked_to_log_in(
    graph: Serving, school: SchoolId
) -> None:
    query = "query($id: ID) { school(id: $id) { name assets { totalCount } } }"

    guardian = await graph.ask(query, {"id": str(school)}, person=[f"guardian:{new_id()}"])
    nobody = await graph.ask(query, {"id": str(school)})

    assert [error["extensions"]["code"] for error in guardian["errors"]] == ["FORBIDDEN"]
    assert [error["extensions"]["code"] for error in nobody["errors"]] == ["UNAUTHENTICATED"]


async def test_what_is_out_of_scope_answers_like_what_does_not_exist(
    graph: Serving, inventory: Surroundings[SqlInventoryUnit], school: SchoolId, laptop: AssetModelId
) -> None:
    await _books(inventory, school, laptop, 1)
    hidden = await inventory.pool.fetchval("select id from asset")
    stranger = [f"director@school:{new_id()}"]
    query = "query($id: ID!) { asset(id: $id) { inventoryNumber } }"
    entities = (
        """query($r: [_Any!]!) { _entities(representations: $r) { ... on Asset { inventoryNumber } } }"""
    )

    for asset in (hidden, new_id()):
        one = await graph.ask(query, {"id": str(asset)}, grants=stranger)
        many = await graph.ask(entities, {"r": [{"__typename": "Asset", "id": str(asset)}]}, grants=stranger)

        assert one == {"data": {"asset": None}}
        assert many == {"data": {"_entities": [None]}}


async def test_an_entity_is_found_by_each_of_its_keys(graph: Serving, school: SchoolId) -> None:
    answer = await graph.ask(
        """query($r: [_Any!]!) { _entities(representations: $r) {
            ... on School { name } ... on District { name } ... on Region { name } } }""",
        {
            "r": [
                {"__typename": "School", "nationalCode": "05-001"},
                {"__typename": "District", "code": "sergokala"},
                {"__typename": "School", "id": str(school)},
                {"__typename": "Region", "code": "dagestan"},
                {"__typename": "School", "nationalCode": "none"},
            ]
        },
    )

    assert [found and found["name"] for found in answer["data"]["_entities"]] == [
        "Аймаумахинская СОШ",
        "Сергокалинский район",
        "Аймаумахинская СОШ",
        "Республика Дагестан",
        None,
    ]


@pytest.mark.parametrize("number", [1, 10, 100])
async def test_a_list_costs_the_same_number_of_statements_whatever_its_length(
    graph: Serving,
    inventory: Surroundings[SqlInventoryUnit],
    village_school: RegisterSchool,
    laptop: AssetModelId,
    number: int,
) -> None:
    async with inventory.work.together() as work:
        for place in range(number):
            command = replace(village_school, national_code=f"05-{place:03}")
            school = await register_school(command, work=work, permit=anybody, new_id=new_id)
            await register_asset(RegisterAsset(school, laptop, "1"), work=work, permit=anybody, new_id=new_id)

    # A new connection asks PostgreSQL once what types there are.
    await graph.ask(LIST, grants=["ministry@country:*"])

    async with graph.statements() as statements:
        answer = await graph.ask(LIST, grants=["ministry@country:*"])

    assert "errors" not in answer
    schools = answer["data"]["schools"]
    assert schools["totalCount"] == len(schools["nodes"]) == number
    assert len(statements) == 7, statements


async def test_a_caller_is_told_who_they_are_and_nobody_is_nobody(graph: Serving) -> None:
    school, guardian = new_id(), new_id()

    known = await graph.ask(
        "{ viewer { grants persons } }",
        grants=[f"director@school:{school}"],
        person=[f"guardian:{guardian}"],
    )
    unknown = await graph.ask("{ viewer { grants } }")

    assert known == {
        "data": {"viewer": {"grants": [f"director@school:{school}"], "persons": [f"guardian:{guardian}"]}}
    }
    assert unknown == {"data": {"viewer": None}}


async def test_a_text_of_too_many_words_is_refused_before_it_is_parsed(graph: Serving) -> None:
    answer = await graph.ask("{ " + "a: __typename " * 2_000 + "}", {}, grants=["ministry@country:*"])

    assert answer["errors"][0]["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": "tokens", "most": 1_000}


async def test_a_list_is_refused_when_its_variables_make_it_too_dear(graph: Serving) -> None:
    query = (
        "query($n: Int!) { schools(first: $n) { nodes { assets(first: 50) { nodes { model { name } } } } } }"
    )

    cheap = await graph.ask(query, {"n": 1}, grants=["ministry@country:*"])
    dear = await graph.ask(query, {"n": 100}, grants=["ministry@country:*"])

    assert "errors" not in cheap
    assert dear["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert "data" not in dear
