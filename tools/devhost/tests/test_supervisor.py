"""Programs are kept running, and none outlives its supervisor."""

import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from devhost.folder import DataFolder
from devhost.layout import Program
from devhost.refusals import CannotStart, NothingRuns
from devhost.running import Running, ask_for_token, is_ready, refuse_busy, stop_service
from devhost.supervisor import Supervisor

SERVER = """
import http.server, sys
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/ready" else 404); self.end_headers()
    def do_POST(self):
        self.send_response(200 if self.path.endswith("/district") else 404); self.end_headers()
        self.wfile.write(b"a.b.c" if self.path.endswith("/district") else b'{"personas": ["district"]}')
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Ready).serve_forever()
"""


@pytest.fixture
def port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(port: int) -> Program:
    """A program that is ready when its port answers."""
    return Program("inventory", (sys.executable, "-c", SERVER, str(port)), ready_port=port)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """An empty data folder."""
    folder = DataFolder(tmp_path)
    folder.make()
    return folder


@pytest.fixture
def supervisor(folder: DataFolder) -> Iterator[Supervisor]:
    """A supervisor of nothing yet."""
    with Supervisor(folder, {"BILIM_PUBLIC_URL": "http://127.0.0.1"}) as running:
        yield running


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def test_starting_returns_when_the_program_answers(
    supervisor: Supervisor, server: Program, port: int
) -> None:
    supervisor.start([server])

    assert is_ready(port)


def test_stopping_leaves_no_process(supervisor: Supervisor, server: Program, folder: DataFolder) -> None:
    supervisor.start([server])
    running = Running.read(folder)
    assert running is not None

    supervisor.stop()

    assert not psutil.pid_exists(running.pids["inventory"])
    assert Running.read(folder) is None


def test_a_program_that_was_killed_is_started_again(
    supervisor: Supervisor, server: Program, port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    supervisor.start([server])
    first = supervisor.children[0].process

    first.kill()
    first.wait()
    supervisor.look()

    until(lambda: is_ready(port))
    assert supervisor.children[0].process.pid != first.pid
    assert "ended by itself (-9); starting it again" in capsys.readouterr().out


def test_a_program_that_keeps_ending_is_given_up_with_its_last_words(supervisor: Supervisor) -> None:
    supervisor.start([Program("workers", (sys.executable, "-c", "raise SystemExit('no database')"))])

    with pytest.raises(CannotStart, match="no database"):
        supervisor.watch()


def test_a_service_that_was_stopped_on_purpose_stays_away(
    supervisor: Supervisor, server: Program, folder: DataFolder, port: int
) -> None:
    worker = Program("inventory-work", (sys.executable, "-c", "import time; time.sleep(60)"))
    supervisor.start([server, worker])

    stop_service(folder, "inventory")

    until(lambda: all(child.process.poll() is not None for child in supervisor.children))
    supervisor.look()
    assert [child.stopped for child in supervisor.children] == [True, True]
    assert not is_ready(port)


def test_a_program_that_lives_and_does_not_answer_is_told_apart_from_one_that_ended(
    supervisor: Supervisor,
) -> None:
    supervisor.patience = 0
    silent = Program("host", (sys.executable, "-c", "import time; time.sleep(60)"), ready_port=1)

    with pytest.raises(CannotStart, match=r"host does not answer after 0 s.*busy"):
        supervisor.start([silent])


def test_stopping_what_does_not_run_says_how_to_start_it(folder: DataFolder) -> None:
    with pytest.raises(CannotStart, match="make up-split"):
        stop_service(folder, "inventory")


def test_stopping_nothing_in_particular_says_what_there_is(folder: DataFolder) -> None:
    with pytest.raises(CannotStart, match=r"make stop SERVICE=inventory.*training"):
        stop_service(folder, "")


def test_a_busy_port_is_refused_before_anything_starts(port: int) -> None:
    with (
        socket.create_server(("127.0.0.1", port)),
        pytest.raises(CannotStart, match=f"Port {port} .*in use.*PORT="),
    ):
        refuse_busy({"gateway": port})

    refuse_busy({"gateway": port})


def test_a_token_is_asked_of_the_running_host(supervisor: Supervisor, server: Program, port: int) -> None:
    with pytest.raises(NothingRuns, match="make up"):
        ask_for_token("district", port)

    supervisor.start([server])

    assert ask_for_token("district", port) == "a.b.c"
    with pytest.raises(CannotStart, match="try one of district"):
        ask_for_token("nobody", port)


def test_a_program_that_cannot_run_is_told_with_its_last_words(supervisor: Supervisor) -> None:
    broken = Program("gateway", (sys.executable, "-c", "raise SystemExit('no supergraph')"), ready_port=1)

    with pytest.raises(CannotStart, match="no supergraph"):
        supervisor.start([broken])
