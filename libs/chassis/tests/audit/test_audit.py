"""What was read and changed is kept, sealed, shown to guardians, and cannot be changed without being found out."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from chassis.audit import note_change, note_read, reads_of_child, seal, unsealed_age, verify_audit
from chassis.database.pool import Pool, open_pool
from chassis.identity import Caller, Grant, Purpose, Viewer
from chassis.ids import new_id
from chassis.testing.databases import Database, administrator

NOON = datetime(2026, 11, 21, 12, 0, 0, 123_456, tzinfo=UTC)
AMINA, TIMUR = UUID(int=1), UUID(int=2)


def caller(*grants: str, subject: str = "marat", purpose: str | None = None) -> Caller:
    viewer = Viewer(subject, grants=tuple(filter(None, map(Grant.parse, grants))))
    return Caller(viewer, purpose=purpose, request_id="r-1")


TEACHER = caller(f"class_teacher@school:{UUID(int=9)}", purpose=Purpose.SUPPORT)
GUARDIAN = caller(f"guardian@school:{UUID(int=9)}")


@pytest.fixture(scope="module")
async def database(templates: Any) -> Database:
    copied: Database = await templates.copy("chassis")
    return copied


@pytest.fixture
async def owner(database: Database) -> AsyncIterator[asyncpg.Connection]:
    async with administrator(database.owner_url) as connection:
        await connection.execute("truncate read_audit, change_audit, audit_seal")
        yield connection


@pytest.fixture
async def pool(database: Database, owner: asyncpg.Connection) -> AsyncIterator[Pool]:
    opened = await open_pool(database.app_url, application="audit", size=2)
    yield opened
    await opened.close()


@pytest.fixture
async def app(pool: Pool) -> AsyncIterator[Any]:
    async with pool.acquire() as connection:
        yield connection


@pytest.fixture
async def history(app: Any) -> Any:
    """Two seals: three reads and a change, then two more changes."""
    for child in (AMINA, TIMUR, AMINA):
        await note_read(app, TEACHER, "ClassPage", [child], entry_id=new_id(), at=NOON)
    await note_change(app, TEACHER, "place_student", ("Class", AMINA), {"grade": 5}, at=NOON)
    await seal(app, now=NOON)
    for grade in (6, 7):
        detail = {"grade": grade, "by": "order 17", "zone": None}
        await note_change(app, TEACHER, "place_student", ("Class", AMINA), detail, at=NOON)
    await seal(app, now=NOON)
    return app


async def test_staff_reading_children_leave_one_row_a_request(app: Any) -> None:
    await note_read(app, TEACHER, "ClassPage", [TIMUR, AMINA, AMINA], entry_id=new_id(), at=NOON)

    row = await app.fetchrow("select * from read_audit")
    assert (row["reader"], row["roles"], row["purpose"], row["operation"], row["request_id"]) == (
        *("marat", ["class_teacher"]),
        *("SUPPORT", "ClassPage", "r-1"),
    )
    assert row["children"] == [AMINA, TIMUR]


@pytest.mark.parametrize(
    ("who", "children"), [(GUARDIAN, [AMINA]), (Caller(Viewer()), [AMINA]), (TEACHER, [])]
)
async def test_families_and_requests_without_children_leave_none(
    app: Any, who: Caller, children: list[UUID]
) -> None:
    await note_read(app, who, "ChildPage", children, entry_id=new_id(), at=NOON)

    assert await app.fetchval("select count(*) from read_audit") == 0


async def test_a_teacher_who_is_a_parent_too_is_noted(app: Any) -> None:
    both = caller(f"class_teacher@school:{UUID(int=9)}", f"guardian@school:{UUID(int=9)}")

    await note_read(app, both, "ClassPage", [AMINA], entry_id=new_id(), at=NOON)

    assert await app.fetchval("select count(*) from read_audit") == 1


async def test_a_guardian_sees_who_read_their_child_latest_first(history: Any) -> None:
    reads = await reads_of_child(history, AMINA)
    older = await reads_of_child(history, AMINA, before=reads[0].id)

    assert [read.reader for read in reads] == ["marat", "marat"]
    assert [read.id for read in older] == [reads[1].id]
    assert reads[0].id > reads[1].id


async def test_everything_is_sealed_and_verifies(history: Any) -> None:
    report = await verify_audit(history)

    assert report.is_sound
    assert (report.seals, report.entries) == (2, 6)


async def test_nothing_new_makes_no_seal(history: Any) -> None:
    assert await seal(history, now=NOON) == 0

    assert (await verify_audit(history)).seals == 2


async def test_the_age_of_what_is_unsealed_is_known(app: Any) -> None:
    later = NOON + timedelta(seconds=3)
    assert await unsealed_age(app, now=later) == 0

    await note_read(app, TEACHER, "ClassPage", [AMINA], entry_id=new_id(), at=NOON)

    assert await unsealed_age(app, now=later) == pytest.approx(3)


async def test_what_a_transaction_took_back_was_never_written(app: Any) -> None:
    change = app.transaction()
    await change.start()
    await note_change(app, TEACHER, "place_student", ("Class", AMINA), {}, at=NOON)
    await change.rollback()

    assert await seal(app, now=NOON) == 0


SLIPPED_IN = """
insert into {table} select (jsonb_populate_record(entry, jsonb_build_object('id', gen_random_uuid(), {other}))).*
from {table} entry where seal = 1 limit 1
"""


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        (SLIPPED_IN.format(table="read_audit", other="'reader', 'nobody'"), "entries were sealed"),
        (SLIPPED_IN.format(table="change_audit", other="'number', 9"), "entries were sealed"),
        ("update read_audit set reader = 'nobody' where children @> array['{amina}'::uuid]", "changed after"),
        ("update read_audit set at = at + interval '1 microsecond'", "changed after"),
        (
            "update read_audit set children = array['{timur}'::uuid] where children[1] = '{amina}'",
            "changed after",
        ),
        ("delete from read_audit where children @> array['{timur}'::uuid]", "entries were sealed"),
        ("update change_audit set detail = '{{}}' where number = 2", "change 2 does not follow"),
        ("update change_audit set actor = 'nobody' where number = 2", "changed after"),
        ("delete from change_audit where number = 3", "entries were sealed"),
        ("delete from change_audit where number = 2", "change 3 does not follow"),
        ("update audit_seal set root = '\\x00' where number = 1", "does not follow"),
        ("update audit_seal set leaves = 5 where number = 2", "does not follow"),
        ("update read_audit set seal = 2 where children @> array['{timur}'::uuid]", "entries were sealed"),
    ],
)
async def test_a_change_of_the_past_is_found(history: Any, owner: Any, tampering: str, found: str) -> None:
    """As the owner with the triggers off: worse than anything that the application could do."""
    async with owner.transaction():
        for table in ("read_audit", "change_audit"):
            await owner.execute(f"alter table {table} disable trigger user")
        await owner.execute(tampering.format(amina=AMINA, timur=TIMUR))
        for table in ("read_audit", "change_audit"):
            await owner.execute(f"alter table {table} enable trigger user")

    report = await verify_audit(history)

    assert any(found in fault for fault in report.faults)


async def test_a_seal_cut_out_of_the_middle_is_missed(history: Any, owner: Any) -> None:
    await note_read(history, TEACHER, "ClassPage", [AMINA], entry_id=new_id(), at=NOON)
    await seal(history, now=NOON)
    await owner.execute("delete from change_audit where seal = 2")
    await owner.execute("delete from audit_seal where number = 2")

    assert "seal 2 is missing" in (await verify_audit(history)).faults


async def test_seals_cut_off_at_the_end_show_in_the_head(history: Any, owner: Any) -> None:
    before = (await verify_audit(history)).head
    await owner.execute("delete from change_audit where seal = 2")
    await owner.execute("delete from audit_seal where number = 2")

    report = await verify_audit(history)

    assert report.is_sound
    assert report.head != before


@pytest.mark.parametrize(
    "statement",
    [
        "update read_audit set reader = 'nobody'",
        "update read_audit set seal = 2",
        "update read_audit set seal = null",
        "delete from read_audit",
        "truncate read_audit",
        "update change_audit set hash = '\\x00'",
        "delete from change_audit",
        "update audit_seal set root = '\\x00'",
        "delete from audit_seal",
    ],
)
async def test_the_application_can_add_and_no_more(history: Any, statement: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await history.execute(statement)


async def test_a_class_page_costs_one_short_statement(app: Any) -> None:
    children = [UUID(int=number) for number in range(30)]

    await note_read(app, TEACHER, "ClassPage", children, entry_id=new_id(), at=NOON)

    assert len(await app.fetchval("select children from read_audit")) == 30
