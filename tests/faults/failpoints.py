"""Where the nemesis has laid a file, the process that comes by ends at once."""

import contextlib
import os
from pathlib import Path

from setting import Setting


class FailPoints:
    """Ends this process where the nemesis has laid a file."""

    def __init__(self, setting: Setting, part: str) -> None:
        self._folder = Path(setting.fail_points) if setting.fail_points else None
        self._part = part

    async def __call__(self, point: str) -> None:
        if self._folder is None:
            return
        with contextlib.suppress(FileNotFoundError):
            (self._folder / f"{self._part}-{point}").unlink()
            os._exit(1)
