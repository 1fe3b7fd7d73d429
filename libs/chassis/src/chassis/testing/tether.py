"""Starts programs that end when we do: not even SIGKILL leaves one of them behind."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1


def start(
    command: Sequence[str | Path],
    *,
    output: IO[bytes] | int | None = None,
    user: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` tied to this process; `output` takes both its streams. Call it from the main thread."""
    prefix = [sys.executable, "-I", "-S", __file__, str(os.getpid()), user or ""]
    return subprocess.Popen(  # noqa: S603 - the program that our caller named.
        [*prefix, *map(str, command)],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        env=dict(environment) if environment is not None else None,
        # Ctrl-C goes to the whole foreground group; we stop our programs ourselves, in order.
        process_group=0,
    )


def become(parent: int, user: str, command: Sequence[str]) -> None:
    """Turn this process into `command`, as `user` and told when `parent` dies."""
    if user:
        entry = pwd.getpwnam(user)
        os.initgroups(user, entry.pw_gid)
        os.setgid(entry.pw_gid)
        os.setuid(entry.pw_uid)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
    if os.getppid() != parent:
        sys.exit(1)
    os.execv(command[0], list(command))  # noqa: S606 - the program that our caller named.


if __name__ == "__main__":
    become(int(sys.argv[1]), sys.argv[2], sys.argv[3:])
