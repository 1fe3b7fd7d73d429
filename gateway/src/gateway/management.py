"""/health, /ready and /metrics, for a port that the world does not see."""

from gateway.app import GatewayApp, Receive, Scope, Send, nothing_here
from gateway.feeds import Application
from gateway.metrics import render


def management_app(app: GatewayApp) -> Application:
    """The application for that port."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await _lifespan(scope, receive, send)
        elif scope["path"] == "/health":
            await _send(send, 200, b"alive\n")
        elif scope["path"] == "/ready":
            await _send(send, 200 if app.is_ready else 503, b"ready\n" if app.is_ready else b"not ready\n")
        elif scope["path"] == "/metrics":
            await _send(send, 200, render(app.gateway, app.traffic, app.tokens))
        else:
            await nothing_here(scope, receive, send)

    return answer


async def _lifespan(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})


async def _send(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
