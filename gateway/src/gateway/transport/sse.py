"""Reads server-sent events as GraphQL servers send them: `next` carries a result, `complete` is the end."""

MOST_BYTES = 4 * 1024 * 1024


class EventTooLarge(Exception):
    """An event that never ends."""


class Events:
    """Takes bytes as they come, gives results as they become whole."""

    __slots__ = ("_data", "_kind", "_rest", "is_complete")

    def __init__(self) -> None:
        self._rest = b""
        self._kind = b""
        self._data: list[bytes] = []
        self.is_complete = False

    def feed(self, chunk: bytes) -> list[bytes]:
        """The results that these bytes complete. Raises EventTooLarge."""
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        if len(self._rest) > MOST_BYTES:
            raise EventTooLarge
        return [found for line in lines if (found := self._line(line.removesuffix(b"\r"))) is not None]

    def _line(self, line: bytes) -> bytes | None:
        if line.startswith(b"event:"):
            self._kind = line[6:].strip()
        elif line.startswith(b"data:"):
            self._data.append(line[5:].removeprefix(b" "))
        elif not line:
            return self._end()
        return None

    def _end(self) -> bytes | None:
        kind, data = self._kind, b"\n".join(self._data)
        self._kind, self._data = b"", []
        if kind == b"complete":
            self.is_complete = True
            return None
        return data or None
