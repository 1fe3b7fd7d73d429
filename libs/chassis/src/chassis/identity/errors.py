"""What the door says to a request it does not let in, and what policy says to a caller who may not act."""

from typing import ClassVar


class DoorRefusal(Exception):
    """A request that is turned away before anything runs; it carries what the HTTP answer needs."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "BAD_REQUEST"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    @property
    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """Headers that belong to the answer."""
        return ()


class InvalidToken(DoorRefusal):
    """A token was presented and it is not one that we accept; never treated as anonymous."""

    status: ClassVar[int] = 401
    code: ClassVar[str] = "UNAUTHENTICATED"

    @property
    def www_authenticate(self) -> str:
        """The challenge of RFC 6750; reasons are our own fixed sentences: nothing is echoed."""
        return f'Bearer realm="bilim", error="invalid_token", error_description="{self.reason}"'

    @property
    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """The challenge as a header."""
        return ((b"www-authenticate", self.www_authenticate.encode("ascii")),)


class InvalidHeader(DoorRefusal):
    """A header that changes what a request does is unreadable; ignoring it would surprise the sender."""


class Refused(Exception):
    """Policy does not let this caller do this."""

    code: ClassVar[str] = "FORBIDDEN"


class Forbidden(Refused):
    """No row of the policy lets any of the caller's roles do this."""


class Unauthenticated(Refused):
    """As forbidden, and the caller did not say who they are."""

    code: ClassVar[str] = "UNAUTHENTICATED"


class OutOfScope(Refused):
    """The role may, but not here: to be answered exactly as if the thing did not exist."""

    code: ClassVar[str] = "NOT_FOUND"
