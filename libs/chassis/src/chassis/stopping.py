"""That a process begins to stop: told once, and heard at once by everything that would otherwise go on without end."""

from collections.abc import Callable


class Stop:
    """Not begun until told; whoever watches after that is called at once."""

    def __init__(self) -> None:
        self._watching: dict[object, Callable[[], None]] = {}
        self.has_begun = False

    @property
    def watched_by(self) -> int:
        """How many would hear of it."""
        return len(self._watching)

    def begin(self) -> None:
        """Tells everybody who watches."""
        self.has_begun = True
        watching, self._watching = self._watching, {}
        for call in watching.values():
            call()

    def watch(self, call: Callable[[], None]) -> Callable[[], None]:
        """Has `call` called when the stop begins; gives what ends the watch."""
        if self.has_begun:
            call()
            return _nothing
        key = object()
        self._watching[key] = call
        return lambda: self._forget(key)

    def _forget(self, key: object) -> None:
        self._watching.pop(key, None)


def _nothing() -> None:
    """Who was called already is not called again."""
