"""An issuer whose key somebody stole, and every door that its tokens are shown at."""

import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from graphql import DirectiveNode, Visitor, parse, print_ast, visit

from chassis.identity.development import DevelopmentIssuer
from chassis.ids import new_id
from chassis.settings import PlatformSettings, ServiceSettings
from chassis.testing.databases import administrator
from chassis.testing.forgery import Forger
from chassis.testing.planting import plant
from gateway.app import create_app as create_gateway
from gateway.settings import GatewaySettings
from gateway.transport.in_process import InProcessTransport

ROOT = Path(__file__).parents[2]
SERVICES = ("inventory", "enrollment", "ejournal", "training")
TYPENAME = b'{"query":"{ __typename }"}'
RULES = {"authenticated", "requiresScopes", "policy"}
PLANTED: dict[str, dict[str, dict[str, Any]]] = {
    "inventory": {
        "asset": {"status": "IN_SERVICE", "kind": "LAPTOP"},
        "asset_model": {"kind": "LAPTOP"},
        "contract": {"state": "ACTIVE"},
        "school": {"kind": "SECONDARY"},
        "webhook_subscription": {"state": "ACTIVE", "secrets": "[]"},
    },
    "enrollment": {
        "allocation_run": {"state": "COMMITTED"},
        "appeal": {"state": "FILED"},
        "application": {"kind": "ADMISSION", "state": "DRAFT", "channel": "PORTAL"},
        "campaign": {"kind": "GRADE_1", "state": "PUBLISHED"},
        "child": {"birth_date": "2005-09-01"},
        "child_document": {"kind": "BIRTH_CERTIFICATE"},
        "child_guardian": {"kind": "PARENT"},
        "claim": {"state": "MADE"},
        "guardianship": {"kind": "PARENT"},
        "integrator_contract": {"valid_from": "2020-09-01", "valid_until": "2999-09-01", "ended_at": None},
        "job": {"kind": "SIMULATE", "state": "WAITING"},
        "offer": {"state": "OPEN"},
        "queue_fact": {"kind": "SUBMITTED"},
        "seat_proposal": {"state": "OPEN"},
        "rule_pack": {"rules": '{"tiers": [["FIRST"]], "interleave": null}'},
    },
    "ejournal": {"person": {"kind": "TEACHER"}, "guardianship": {"from_date": "2020-09-01"}},
    "training": {"employment": {"category": "TEACHER"}},
}
"""Words that a row must hold to be read as what it is."""

Application = Callable[[Any, Any, Any], Awaitable[None]]
Knock = Callable[[Any], Awaitable[int]]


@dataclass(frozen=True)
class Door:
    """Somewhere an Authorization header is read; knocking answers with an HTTP status."""

    name: str
    knock: Knock


@dataclass(frozen=True)
class Answer:
    """What came back over ASGI."""

    status: int
    headers: dict[bytes, bytes]
    body: bytes


@pytest.fixture(scope="session")
def stolen_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("issuer") / "issuer.json"


@pytest.fixture(scope="session")
def issuer(stolen_key: Path) -> DevelopmentIssuer:
    return DevelopmentIssuer(stolen_key)


@pytest.fixture
def forger(issuer: DevelopmentIssuer, stolen_key: Path) -> Forger:
    return Forger.of(stolen_key, issuer.expected, time.time)


@pytest.fixture(scope="session")
def platform(issuer: DevelopmentIssuer, stolen_key: Path) -> PlatformSettings:
    return PlatformSettings(key_file=str(stolen_key), issuer=issuer.expected.issuer)


@pytest.fixture(scope="session")
def here() -> UUID:
    """The id of whatever there is: a school, its only pupil, the pupil's guardian."""
    return new_id()


@pytest.fixture(scope="session")
async def services(
    templates: Any, platform: PlatformSettings, here: UUID
) -> AsyncIterator[dict[str, Application]]:
    """The four services, each on a database in which every table has one row, and every id in it is `here`."""
    async with AsyncExitStack() as stack:
        opened = {}
        for name in SERVICES:
            database = await templates.copy(name)
            async with administrator(database.owner_url) as owner:
                await plant(owner, here, PLANTED.get(name))
            settings = ServiceSettings(database_url=database.app_url, pool_size=2)
            app = import_module(f"{name}.app").create_app(settings, platform)
            await stack.enter_async_context(app.router.lifespan_context(app))
            opened[name] = app
        yield opened


@pytest.fixture(scope="session")
def gateway_app(platform: PlatformSettings, services: dict[str, Application]) -> Application:
    """The gateway with our configuration, over our supergraph and the four services in this process."""
    return create_gateway(
        GatewaySettings(verify_tokens=True),
        ROOT / "gateway" / "supergraph.graphql",
        connect=lambda name, _: InProcessTransport(services[name]),
        feeds=services,
        platform=platform,
    )


@pytest.fixture(scope="session")
def bare_gateway(
    tmp_path_factory: pytest.TempPathFactory, platform: PlatformSettings, services: dict[str, Application]
) -> Application:
    """A gateway that checks nobody: no token verified, no directive about access left in its supergraph."""
    bare = tmp_path_factory.mktemp("bare") / "supergraph.graphql"
    bare.write_text(without_rules((ROOT / "gateway" / "supergraph.graphql").read_text("utf-8")), "utf-8")
    return create_gateway(
        GatewaySettings(verify_tokens=False),
        bare,
        connect=lambda name, _: InProcessTransport(services[name]),
        platform=platform,
    )


@pytest.fixture(scope="session", name="without_rules")
def without_rules_fixture() -> Callable[[str], str]:
    """`without_rules`, for tests."""
    return without_rules


def without_rules(supergraph: str) -> str:
    """A supergraph in which nothing says who may read what."""
    return print_ast(visit(parse(supergraph, no_location=True), _NoRules()))


class _NoRules(Visitor):
    def enter_directive(self, node: DirectiveNode, *_: Any) -> Any:
        return self.REMOVE if node.name.value in RULES else None


@pytest.fixture(scope="session")
def doors(
    apps: dict[str, Application], services: dict[str, Application], gateway_app: Application
) -> list[Door]:
    """Every place where a token is read."""
    graphs = [Door(f"{name} /graphql", _knock_at_graph(app)) for name, app in apps.items()]
    feeds = [
        Door(f"{name} {path}", _knock_at_feed(app, path))
        for name, app in services.items()
        for path in ("/events", "/events/stream", "/snapshots")
    ]
    beside = [
        Door(f"gateway {path}", _knock_at_feed(gateway_app, path))
        for path in ("/events/inventory", "/events/inventory/stream", "/events/inventory/snapshots")
    ]
    return [*graphs, *feeds, *beside, Door("gateway WebSocket", _knock_at_socket(gateway_app))]


@pytest.fixture(scope="session")
def apps(services: dict[str, Application], gateway_app: Application) -> dict[str, Application]:
    """Everything that answers GraphQL."""
    return services | {"gateway": gateway_app}


@pytest.fixture(scope="session")
def say(pytestconfig: pytest.Config) -> Callable[[str], None]:
    """Prints a figure past pytest's capture."""
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")

    def aloud(text: str) -> None:
        with capture.global_and_fixture_disabled():
            print(f"\n{text}")  # noqa: T201 - what was measured is worth knowing.

    return aloud


@pytest.fixture(scope="session", name="ask")
def ask_fixture() -> Callable[..., Awaitable[Answer]]:
    """`ask`, for tests: importing from this module is not possible where tests are no packages."""
    return ask


async def ask(
    app: Application,
    method: str,
    path: str,
    *,
    headers: list[tuple[bytes, bytes]],
    body: bytes = b"",
    query: bytes = b"",
) -> Answer:
    """Send a request over ASGI with exactly these header bytes, as no client library would."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    sent: list[Any] = []
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Any:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start = next(message for message in sent if message["type"] == "http.response.start")
    content = b"".join(
        message.get("body", b"") for message in sent if message["type"] == "http.response.body"
    )
    return Answer(start["status"], {name.lower(): value for name, value in start["headers"]}, content)


def _knock_at_graph(app: Application) -> Knock:
    async def knock(authorization: str) -> int:
        headers = [(b"authorization", authorization.encode()), (b"content-type", b"application/json")]
        answer = await ask(app, "POST", "/graphql", headers=headers, body=TYPENAME)
        if answer.status == 401:
            assert answer.headers[b"www-authenticate"].startswith(b"Bearer ")
            assert json.loads(answer.body)["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        return answer.status

    return knock


def _knock_at_feed(app: Application, path: str) -> Knock:
    query = b"" if "snapshots" in path else b"limit=1" if "stream" not in path else b"since=0"

    async def knock(authorization: str) -> int:
        headers = [(b"authorization", authorization.encode())]
        return (await ask(app, "GET", path, headers=headers, query=query)).status

    return knock


def _knock_at_socket(app: Application) -> Knock:
    async def knock(authorization: object) -> int:
        first = json.dumps({"type": "connection_init", "payload": {"authorization": authorization}})
        scope = {
            "type": "websocket",
            "path": "/graphql",
            "headers": [],
            "query_string": b"",
            "scheme": "ws",
            "subprotocols": ["graphql-transport-ws"],
        }
        sent: list[Any] = []
        waiting = [{"type": "websocket.receive", "text": first}, {"type": "websocket.connect"}]

        async def receive() -> Any:
            return waiting.pop() if waiting else {"type": "websocket.disconnect", "code": 1000}

        async def send(message: Any) -> None:
            sent.append(message)

        await app(scope, receive, send)
        if any("connection_ack" in (message.get("text") or "") for message in sent):
            return 200
        assert sent[-1]["type"] == "websocket.close"
        return 401 if sent[-1]["code"] in (4401, 4403) else int(sent[-1]["code"])

    return knock
