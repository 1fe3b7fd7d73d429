"""Every mutation leaves an entry of each aggregate that it changed, chained to the one before; a changed byte shows."""

from typing import Any

import asyncpg
import pytest

from chassis.audit.command import sentence
from chassis.audit.sealing import seal_all
from chassis.audit.verify import verify_audit
from chassis.testing.databases import Database, administrator
from chassis.testing.serving import Serving
from enrollment.domain.ids import GuardianId, StudentId

LINK = """mutation ($input: LinkGuardianInput!) { linkGuardian(input: $input) {
  student { id } userErrors { code } } }"""
UNLINK = (
    """mutation ($input: UnlinkGuardianInput!) { unlinkGuardian(input: $input) { userErrors { code } } }"""
)


@pytest.fixture
async def linked_and_unlinked(
    graph: Serving, askers: dict[str, Any], student: StudentId, mother: GuardianId
) -> list[str]:
    """The director ends the mother's guardianship and grants it again; what was answered."""
    pair = {"studentId": str(student), "guardianId": str(mother)}
    told = [
        await graph.ask(UNLINK, {"input": pair}, **askers["director"]),
        await graph.ask(LINK, {"input": {**pair, "kind": "PARENT"}}, **askers["director"]),
        await graph.ask(LINK, {"input": {**pair, "kind": "PARENT"}}, **askers["director"]),
    ]
    return [
        error["code"] for answer in told for done in answer["data"].values() for error in done["userErrors"]
    ]


async def test_what_was_done_is_written_down_and_what_was_refused_is_not(
    linked_and_unlinked: list[str], enrollment: Any
) -> None:
    rows = await enrollment.pool.fetch(
        "select actor, action, aggregate, number, detail from change_audit order by id"
    )

    assert linked_and_unlinked == ["ALREADY_GUARDIAN"]
    assert [(row["actor"], row["action"], row["aggregate"], row["number"]) for row in rows] == [
        ("somebody", "unlink_guardian", "Guardianship", 1),
        ("somebody", "link_guardian", "Guardianship", 1),
    ]
    assert rows[0]["detail"] == {"fields": ["ended_on"]}


async def test_no_value_of_a_record_is_in_its_audit(
    graph: Serving, askers: dict[str, Any], school: Any, enrollment: Any
) -> None:
    await graph.ask(
        "mutation ($input: RegisterGuardianInput!) { registerGuardian(input: $input) { userErrors { code } } }",
        {"input": {"schoolId": str(school), "displayName": "Канареева Канарейка"}},
        **askers["director"],
    )

    (row,) = await enrollment.pool.fetch("select * from change_audit")
    assert row["detail"]["fields"]
    assert "Канаре" not in str(dict(row))


@pytest.mark.usefixtures("linked_and_unlinked")
async def test_a_changed_byte_is_found_whoever_changed_it(enrollment: Any, database: Database) -> None:
    await seal_all(enrollment.pool)
    async with enrollment.pool.acquire() as connection:
        before = await verify_audit(connection)

    async with administrator(database.owner_url) as owner:
        await owner.execute("alter table change_audit disable trigger user")
        await owner.execute("update change_audit set actor = 'somebodz' where action = 'link_guardian'")

    async with enrollment.pool.acquire() as connection:
        after = await verify_audit(connection)
    assert before.is_sound
    assert sentence(before).startswith("3 entries under 1 seals")
    assert not after.is_sound
    assert "the audit was changed" in sentence(after)


@pytest.mark.parametrize(
    "statement",
    [
        "update change_audit set actor = 'nobody'",
        "update change_audit set seal = null",
        "delete from change_audit",
        "delete from read_audit",
        "update audit_seal set root = ''",
    ],
)
@pytest.mark.usefixtures("linked_and_unlinked")
async def test_the_application_s_role_may_change_nothing_of_it(enrollment: Any, statement: str) -> None:
    await seal_all(enrollment.pool)

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await enrollment.pool.execute(statement)
