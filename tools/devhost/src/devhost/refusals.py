"""Reasons not to go on that a person can do something about."""


class CannotStart(Exception):
    """The platform cannot be started as asked; the text says why and what to do."""


class NothingRuns(Exception):
    """A command needs a running host and there is none."""

    def __init__(self, port: int) -> None:
        super().__init__(f"Nothing answers on port {port}: start the platform with `make up PORT={port}`.")


class NotHeard(Exception):
    """A service does not hear another one; the text says which and why."""
