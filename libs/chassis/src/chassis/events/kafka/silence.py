"""Connections that were forgotten together are given up together.

A client has several to each broker: for events, for its group, for its transactions. aiokafka finds out one after the
other that nobody answers, each after the whole time that a request may take, and asks over the next one meanwhile.
"""

import time
from typing import Any

from aiokafka.conn import CloseReason

# A consumer hears of every broker twice a second: who was heard of just now is not suspected.
_JUST_NOW_SECONDS = 2.0


def distrusting(client: Any) -> None:
    """From the first request that nobody answered on, this client asks over no connection that was silent as long."""
    closed = client._on_connection_closed

    def on_closed(connection: Any, reason: CloseReason) -> None:
        closed(connection, reason)
        if reason == CloseReason.CONNECTION_TIMEOUT:
            for each in list(client._conns.values()):
                if each is not connection and _is_silent(each):
                    # What is under way fails at once, and is tried again by who asked.
                    each.close(reason=CloseReason.CONNECTION_BROKEN)

    client._on_connection_closed = on_closed


def _is_silent(connection: Any) -> bool:
    seconds: float = time.monotonic() - connection._last_action
    return bool(connection.connected()) and seconds > _JUST_NOW_SECONDS
