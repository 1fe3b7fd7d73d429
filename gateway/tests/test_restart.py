"""Two gateways, one after the other, on one open socket: nobody notices."""

import asyncio
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process, create_subprocess_exec
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from chassis.server import listen

from .conftest import SCHOOLS

WITHIN = 60.0
Start = Callable[[], Awaitable[Process]]


def free_port() -> int:
    with closing(listen("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.fixture
def shared() -> Iterator[socket.socket]:
    with closing(listen("127.0.0.1", 0)) as opened:
        yield opened


@pytest.fixture
async def start(supergraph_file: Callable[..., Path], shared: socket.socket) -> AsyncIterator[Start]:
    file, running = supergraph_file(SCHOOLS), []

    async def started() -> Process:
        port, descriptor = free_port(), shared.fileno()
        words = ("--supergraph", str(file), "--fd", str(descriptor), "--management-port", str(port))
        running.append(
            await create_subprocess_exec(
                *(sys.executable, "-m", "gateway", "serve", *words),
                pass_fds=[descriptor],
                stdout=DEVNULL,
                stderr=DEVNULL,
            )
        )
        await until_ready(port)
        return running[-1]

    yield started
    for process in running:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def until_ready(port: int) -> None:
    async with asyncio.timeout(WITHIN), aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/ready") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)


@pytest.mark.node
async def test_a_gateway_takes_over_from_another_and_nobody_is_refused(
    start: Start, shared: socket.socket
) -> None:
    url = f"http://127.0.0.1:{shared.getsockname()[1]}/graphql"
    old = await start()
    await start()
    told: list[int] = []
    is_over = asyncio.Event()

    async def keep_asking() -> None:
        async with aiohttp.ClientSession() as session:
            while not is_over.is_set():
                async with session.get(f"{url}?query={{__typename}}") as answer:
                    told.append(answer.status)

    async def come_again() -> None:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True)) as session:
            while not is_over.is_set():
                async with session.post(url, json={"query": "{ __typename }"}) as answer:
                    told.append(answer.status)

    async with asyncio.timeout(WITHIN), asyncio.TaskGroup() as asking:
        for asks in (keep_asking, keep_asking, come_again, come_again):
            asking.create_task(asks())
        old.send_signal(signal.SIGTERM)
        ended = await old.wait()
        async with aiohttp.ClientSession() as session, session.get(f"{url}?query={{__typename}}") as answer:
            told.append(answer.status)
        is_over.set()

    assert ended == 0
    assert set(told) == {200}


async def test_what_is_no_listening_socket_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with (tmp_path / "file").open("w") as plain:
        words = ("serve", "--supergraph", str(_OURS), "--fd", str(plain.fileno()))
        process = await create_subprocess_exec(
            *(sys.executable, "-m", "gateway", *words), pass_fds=[plain.fileno()], stdout=DEVNULL, stderr=PIPE
        )
        _, said = await process.communicate()

    assert process.returncode == 2
    assert b"is no listening socket" in said


_OURS = Path(__file__).resolve().parents[1] / "supergraph.graphql"
