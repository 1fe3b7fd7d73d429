"""WebSockets whose buffers are bounded: who does not read is not read from, and who does not answer is let go."""

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

MOST_MESSAGE_BYTES = 128 * 1024
"""A message's bytes, whole or in fragments, after decompression too."""


class BoundedSocket(WebSocketsSansIOProtocol):
    """Stops reading while its answers are not read: every ping is answered, so pings would fill the memory."""

    def pause_writing(self) -> None:
        """What was sent is not being read."""
        super().pause_writing()
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        """It is being read again."""
        super().resume_writing()
        if not self.read_paused:
            self.transport.resume_reading()

    async def receive(self) -> Any:
        """The next message; that it was taken is no reason to read on while nothing can be answered."""
        message = await super().receive()
        if not self.writable.is_set():
            self.transport.pause_reading()
        return message

    def shutdown(self) -> None:
        """The process stops: the application, told before, says goodbye when what was asked is answered."""
        if not self.handshake_complete or self.close_sent:
            super().shutdown()

    def keepalive_timeout(self) -> None:
        """Nobody answered a ping: hanging up politely would wait for what is unsent to be read."""
        super().keepalive_timeout()
        self.transport.abort()
