"""What noting a read costs: `make bench-audit` asks the journal for a class of 30, with and without the note.

Printed are milliseconds of CPU a request, of this process and of PostgreSQL's (durable, as in production), and the
median wait. The two are asked in turns, so that what else runs on the machine weighs on both.
"""

import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import psutil

from chassis.app import create_service_app
from chassis.database import migrate
from chassis.graphql import GraphQLRequest
from chassis.identity import Caller, Grant, Person, Viewer
from chassis.plan_engine import PlanEngine
from chassis.settings import PlatformSettings
from chassis.testing.databases import prepare_database
from chassis.testing.embedded import FOREVER_SAFE, EmbeddedServer
from ejournal.app import SERVICE

PUPILS, ROUNDS, BATCH = 30, 12, 100
QUERY = "query ClassPage($id: ID!) { class(id: $id) { grade letter students { id displayName } } }"
TEACHER = UUID(int=7)


def main() -> None:
    """Measures and prints."""
    with (
        tempfile.TemporaryDirectory(prefix="bilim-audit-") as folder,
        EmbeddedServer(Path(folder) / "pg", FOREVER_SAFE) as server,
    ):
        asyncio.run(measure(server.url, Path(folder)))


async def measure(server_url: str, folder: Path) -> None:
    """Asks in turns as somebody whose reads are noted, and as somebody whose are not."""
    database = await prepare_database(server_url, "ejournal")
    await migrate("ejournal", database.owner_url)
    school_class = await fill(database.app_url)
    settings = SERVICE.settings(database_url=database.app_url, pool_size=1)
    app = create_service_app(SERVICE, settings, PlatformSettings(key_file=str(folder / "key.json")))
    async with app.router.lifespan_context(app):
        engine: PlanEngine = app.graph._engine  # type: ignore[union-attr, assignment]
        request = GraphQLRequest(QUERY, None, {"id": str(school_class)}, {}, None, only_queries=False)
        noted = caller("class_teacher")
        await engine.execute(request, noted)
        backend = psutil.Process(await app.state.pool.fetchval("select pg_backend_pid()"))
        costs: dict[str, list[tuple[float, float, float]]] = {"noted": [], "not noted": []}
        for _ in range(ROUNDS):
            for name, found in costs.items():
                found.append(await batch(engine, request, noted, backend, note=name == "noted"))
    for name, found in costs.items():
        ours, theirs, wait = (statistics.median(column) for column in zip(*found, strict=True))
        print(
            f"{name:10} {ours:6.3f} ms CPU here, {theirs:6.3f} ms in PostgreSQL, {wait:6.3f} ms until answered"
        )
    print(f"load average {os.getloadavg()[0]:.1f}")


async def batch(
    engine: PlanEngine, request: GraphQLRequest, who: Caller, backend: psutil.Process, *, note: bool
) -> tuple[float, float, float]:
    """CPU of both and the wait, in ms a request."""
    before, database, began = time.process_time(), cpu_of(backend), time.perf_counter()
    for _ in range(BATCH):
        given = await engine.plans.execute(request.query or "", request.variables, None, caller=who)
        if note:
            await engine.note(given, who)
    spent = (time.process_time() - before, cpu_of(backend) - database, time.perf_counter() - began)
    return spent[0] * 1000 / BATCH, spent[1] * 1000 / BATCH, spent[2] * 1000 / BATCH


def cpu_of(backend: psutil.Process) -> float:
    """Seconds of CPU of the session that answers."""
    times = backend.cpu_times()
    return float(times.user + times.system)


def caller(role: str) -> Caller:
    """A class teacher."""
    grant = Grant.parse(f"{role}@school:{uuid4()}")
    persons = tuple(filter(None, [Person.parse(f"teacher:{TEACHER}")]))
    return Caller(Viewer("teacher", grants=tuple(filter(None, [grant])), persons=persons), request_id="r")


async def fill(url: str) -> UUID:
    """A class of thirty, led by the teacher."""
    year, school, school_class = uuid4(), uuid4(), uuid4()
    connection = await asyncpg.connect(url)
    await connection.execute(
        "insert into academic_year (id, code, start_date, end_date) values ($1, '2026-27', '2026-09-01', '2027-08-31')",
        year,
    )
    await connection.execute(
        """insert into school_class (id, school_id, academic_year_id, grade, letter, language, capacity, placed,
           class_teacher_id) values ($1, $2, $3, 1, 'А', 'ru', 30, 30, $4)""",
        *(school_class, school, year, TEACHER),
    )
    pupils = [uuid4() for _ in range(PUPILS)]
    await connection.execute(
        """insert into stay (id, student_id, school_id, academic_year_id, grade, language, class_id, from_date)
           select gen_random_uuid(), pupil, $2, $3, 1, 'ru', $4, '2026-09-01' from unnest($1::uuid[]) as pupil""",
        *(pupils, school, year, school_class),
    )
    await connection.execute(
        """insert into person (id, kind, display_name, sort_key)
           select pupil, 'STUDENT', 'Магомедова Амина', '{"ru": "м"}' from unnest($1::uuid[]) as pupil""",
        pupils,
    )
    await connection.close()
    return school_class


if __name__ == "__main__":
    main()
