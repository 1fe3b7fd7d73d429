"""What the door answers to a request that is not a GraphQL request: one class a reason."""

from typing import ClassVar

from chassis.graphql.errors import Code
from chassis.identity import DoorRefusal


class BadRequest(DoorRefusal):
    """The request cannot be understood."""

    code: ClassVar[str] = Code.BAD_REQUEST


class TooDeep(DoorRefusal):
    """JSON nested deeper, or with longer numbers, than any honest request."""

    code: ClassVar[str] = Code.LIMIT_EXCEEDED


class BodyTooLarge(DoorRefusal):
    """More bytes than the door takes; files have their own door."""

    status: ClassVar[int] = 413
    code: ClassVar[str] = Code.BODY_TOO_LARGE


class BodyTooSlow(DoorRefusal):
    """The body did not come in the time that a whole request may take."""

    status: ClassVar[int] = 408
    code: ClassVar[str] = Code.TIMEOUT

    @property
    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """The rest of the body would be taken for the next request."""
        return ((b"connection", b"close"),)


class UnsupportedMediaType(DoorRefusal):
    """The body is not JSON in UTF-8."""

    status: ClassVar[int] = 415
    code: ClassVar[str] = Code.UNSUPPORTED_MEDIA_TYPE


class NotAcceptable(DoorRefusal):
    """The client reads none of the forms we write."""

    status: ClassVar[int] = 406
    code: ClassVar[str] = Code.NOT_ACCEPTABLE


class MethodNotAllowed(DoorRefusal):
    """Neither GET nor POST."""

    status: ClassVar[int] = 405
    code: ClassVar[str] = Code.METHOD_NOT_ALLOWED

    @property
    def headers(self) -> tuple[tuple[bytes, bytes], ...]:
        """Which methods there are."""
        return ((b"allow", b"GET, HEAD, POST, OPTIONS"),)


class CrossSite(DoorRefusal):
    """Another site made the browser send this."""

    status: ClassVar[int] = 403
    code: ClassVar[str] = Code.CROSS_SITE
