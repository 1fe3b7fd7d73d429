"""The data folder of one installation: what is in it, and that one host at a time works there."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devhost.refusals import CannotStart


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

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep every other host out. The lock goes with the process, so a crash leaves none behind."""
        self.make()
        with (self.path / "lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CannotStart(
                    f"The data in {self.path} is in use by another `make up`: stop it, or choose another "
                    "folder with DATA= and another port with PORT=."
                ) from None
            yield

    def delete(self) -> None:
        """Forget everything: databases, keys, personas."""
        if not self.path.exists():
            return
        with self.held():
            shutil.rmtree(self.path)
