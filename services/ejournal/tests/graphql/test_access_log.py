"""Reading a class list is written down once, with all who are on it, and each child's family sees it."""

from typing import Any

from chassis.ids import new_id
from chassis.testing.serving import Serving

CLASS = "query ClassPage($id: ID!) { class(id: $id) { students { displayName } } }"
COUNT = "query Count($id: ID!) { class(id: $id) { studentCount school { studentCount } } }"
LOG = """query Log($reps: [_Any!]!) { _entities(representations: $reps) { ... on Student {
  journalAccessLog { totalCount nodes { roles operation } } } } }"""


async def test_a_class_page_is_one_row_and_one_statement_more(
    graph: Serving, first_a: Any, surrounded: Any
) -> None:
    leader: dict[str, Any] = {
        "grants": [f"class_teacher@school:{new_id()}"],
        "person": [f"teacher:{first_a.leader}"],
    }
    await graph.ask(CLASS, {"id": str(first_a.id)}, **leader)

    async with graph.statements() as statements:
        await graph.ask(CLASS, {"id": str(first_a.id)}, **leader)

    rows = await surrounded.pool.fetch("select operation, children from read_audit")
    assert [row["operation"] for row in rows] == ["ClassPage", "ClassPage"]
    assert set(rows[1]["children"]) == {first_a.amina, first_a.timur}
    assert [one for one in statements if "read_audit" in one] == statements[-1:]
    assert len(statements) == 3


async def test_counting_reads_nobody_s_record(graph: Serving, first_a: Any, surrounded: Any) -> None:
    await graph.ask(COUNT, {"id": str(first_a.id)}, grants=["ministry@country:*"])

    assert await surrounded.pool.fetchval("select count(*) from read_audit") == 0


async def test_each_family_sees_the_reads_of_its_own_child(
    graph: Serving, first_a: Any, surrounded: Any
) -> None:
    leader: dict[str, Any] = {
        "grants": [f"class_teacher@school:{new_id()}"],
        "person": [f"teacher:{first_a.leader}"],
    }
    mother: dict[str, Any] = {
        "grants": [f"guardian@school:{new_id()}"],
        "person": [f"guardian:{first_a.mother}"],
    }
    children = [{"__typename": "Student", "id": str(one)} for one in (first_a.amina, first_a.timur)]
    await graph.ask(CLASS, {"id": str(first_a.id)}, **leader)

    answer = await graph.ask(LOG, {"reps": children}, **mother)

    seen = {"totalCount": 1, "nodes": [{"roles": ["class_teacher"], "operation": "ClassPage"}]}
    assert answer["data"]["_entities"] == [{"journalAccessLog": seen}, None]
