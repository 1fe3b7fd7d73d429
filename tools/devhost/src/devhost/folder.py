"""The data folder of one installation: what is in it, and that one host at a time works there."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devhost.refusals import CannotStart

OURS = (
    "postgres",
    "postgres.log",
    "initdb-*",
    "issuer-key.json",
    "keycloak",
    "kafka",
    "personas.json",
    "loaded",
    "logs",
    "running.json",
)


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Paths of everything that outlives a start."""

    path: Path

    @property
    def database(self) -> Path:
        """PostgreSQL's own folder."""
        return self.path / "postgres"

    @property
    def key(self) -> Path:
        """The development issuer's private key."""
        return self.path / "issuer-key.json"

    @property
    def personas(self) -> Path:
        """Who can be logged in as; written by the loader."""
        return self.path / "personas.json"

    @property
    def state(self) -> Path:
        """What runs at this moment: addresses and process ids."""
        return self.path / "running.json"

    @property
    def loaded(self) -> Path:
        """Which tables were loaded whole, so that a start need not look for every row."""
        return self.path / "loaded"

    def log(self, program: str) -> Path:
        """Where a program's output goes."""
        return self.path / "logs" / f"{program}.log"

    def make(self) -> None:
        """Create the folder if need be. Raises CannotStart where nobody may write."""
        try:
            self.log("").parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotStart(
                f"The folder {self.path} cannot be made ({error.strerror}): choose another with DATA=."
            ) from error
        if not os.access(self.path, os.W_OK):
            raise CannotStart(f"The folder {self.path} is not writable: choose another with DATA=.")

    @property
    def lock(self) -> Path:
        """Held by the host that runs here; the sign that one ever did."""
        return self.path / "lock"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep every other host out. The lock goes with the process, so a crash leaves none behind."""
        self.make()
        with self.lock.open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CannotStart(
                    f"The data in {self.path} is in use by another `make up`: stop it, or choose another "
                    "folder with DATA= and another port with PORT=."
                ) from None
            yield

    def delete(self) -> bool:
        """Forget everything: databases, keys, personas; nothing that is not ours. Says whether there was anything.

        A person may name any folder here, a home folder too: only one that a host has worked in is touched.
        """
        if not self.lock.exists():
            return False
        with self.held():
            for path in self.ours():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.lock.unlink()
        if not any(self.path.iterdir()):
            self.path.rmdir()
        return True

    def ours(self) -> Iterator[Path]:
        """What the platform and its tools have written here."""
        for pattern in OURS:
            yield from self.path.glob(pattern)
