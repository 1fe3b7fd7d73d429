"""The development issuer's three addresses: personas, a token for one of them, the public key."""

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chassis.identity.development import DevelopmentIssuer, UnknownPersona

NO_STORE = {"cache-control": "no-store"}


def development_routes(issuer: DevelopmentIssuer) -> list[Route]:
    """Routes to mount at the root of the development host, or of the gateway in the split layout."""

    async def personas(_: Request) -> Response:
        entries = [
            {"name": p.name, "displayName": p.displayName, "grants": p.grants, "person": p.person}
            for p in issuer.personas.values()
        ]
        return _json(entries)

    async def token(request: Request) -> Response:
        name = request.path_params["persona"]
        try:
            return Response(issuer.token_for(name), media_type="text/plain", headers=NO_STORE)
        except UnknownPersona:
            known = sorted(issuer.personas)
            return _json({"error": "There is no such persona.", "personas": known}, status=404)

    async def jwks(_: Request) -> Response:
        return _json(issuer.jwks)

    return [
        Route("/dev/personas", personas, methods=["GET"]),
        Route("/dev/token/{persona}", token, methods=["POST"]),
        Route("/dev/.well-known/jwks.json", jwks, methods=["GET"]),
    ]


def _json(content: object, status: int = 200) -> Response:
    return Response(orjson.dumps(content), status, media_type="application/json", headers=NO_STORE)
