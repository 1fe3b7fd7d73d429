"""The embedded server outlives no crash of ours, and no crash of ours outlives it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import psutil
import pytest

from chassis.testing.embedded import (
    FAST_AND_FORGETFUL,
    DatabaseDidNotStart,
    EmbeddedServer,
    pid_file_lines,
    reason,
    server_process,
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedServer]:
    """A server with a database that remembers one word."""
    with EmbeddedServer(tmp_path / "pg", FAST_AND_FORGETFUL) as running:
        yield running


async def remember(server: EmbeddedServer, word: str) -> None:
    connection = await asyncpg.connect(server.url)
    await connection.execute("create table memory (word text)")
    await connection.execute("insert into memory values ($1)", word)
    await connection.execute("checkpoint")
    await connection.close()


async def remembered(server: EmbeddedServer) -> str:
    connection = await asyncpg.connect(server.url)
    word = await connection.fetchval("select word from memory")
    await connection.close()
    return str(word)


async def test_a_database_left_by_a_killed_server_is_recovered(server: EmbeddedServer) -> None:
    await remember(server, "урок")

    assert server.process is not None
    server.process.kill()
    server.process.wait()
    server.start()

    assert await remembered(server) == "урок"


async def test_a_server_that_nobody_owns_any_more_is_taken_over(server: EmbeddedServer) -> None:
    await remember(server, "урок")
    orphan = server.process
    assert orphan is not None

    with EmbeddedServer(server.folder, FAST_AND_FORGETFUL) as heir:
        assert await remembered(heir) == "урок"

    assert orphan.wait(5) == 0


async def test_a_pid_that_belongs_to_another_program_now_does_not_stop_the_start(
    server: EmbeddedServer,
) -> None:
    await remember(server, "урок")
    server.stop()
    (server.folder / "postmaster.pid").write_text(f"{os.getpid()}\n{server.folder}\n")

    server.start()

    assert await remembered(server) == "урок"
    assert psutil.pid_exists(os.getpid())


def test_a_killed_owner_takes_its_server_along(tmp_path: Path) -> None:
    folder = tmp_path / "pg"
    program = (
        "import sys, pathlib; from chassis.testing.embedded import *;"
        "EmbeddedServer(pathlib.Path(sys.argv[1]), FAST_AND_FORGETFUL).start(); print('up', flush=True); input()"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", program, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == b"up\n"
        server = server_process(int(pid_file_lines(folder)[0]), folder)

        owner.send_signal(signal.SIGKILL)
        owner.wait()

    assert server is not None
    server.wait(10)
    assert server_process(server.pid, folder) is None


def test_a_folder_with_something_else_in_it_is_refused_with_a_reason(tmp_path: Path) -> None:
    folder = tmp_path / "pg"
    folder.mkdir()
    (folder / "PG_VERSION").write_text("9.6\n")

    with pytest.raises(DatabaseDidNotStart, match="did not start in"):
        EmbeddedServer(folder, FAST_AND_FORGETFUL).start()


def test_of_all_that_initdb_says_the_reason_is_told() -> None:
    said = b"creating directory ... ok\nFATAL:  could not write: No space left on device\nremoving contents"

    assert reason(said) == "FATAL:  could not write: No space left on device"
    assert reason(b"") == "initdb said nothing"
