"""In production a service tells nobody its schema, whoever asks past the gateway; in development it does."""

from importlib import import_module
from typing import Any

import orjson
import pytest

from chassis.settings import Environment, PlatformSettings, ServiceSettings

SERVICES = ("inventory", "enrollment", "ejournal", "training")
QUESTIONS = (
    "{ _service { sdl } }",
    "{ __schema { types { name } } }",
    '{ __type(name: "Query") { name } }',
    "query { ...Told } fragment Told on Query { told: _service { sdl } }",
)
JSON = (b"content-type", b"application/json")


@pytest.fixture
async def in_production(templates: Any, request: pytest.FixtureRequest) -> Any:
    database = await templates.copy(request.param)
    platform = PlatformSettings(
        env=Environment.PRODUCTION,
        secret="a secret of this installation",
        issuer="https://id.example/realms/bilim",
        jwks_url="https://id.example/keys",
    )
    settings = ServiceSettings(database_url=database.app_url, pool_size=2)
    app = import_module(f"{request.param}.app").create_app(settings, platform)
    async with app.router.lifespan_context(app):
        yield app


@pytest.mark.parametrize("in_production", SERVICES, indirect=True)
async def test_a_service_in_production_does_not_tell_its_schema(in_production: Any, ask: Any) -> None:
    told = [
        orjson.loads((await ask(in_production, "POST", "/graphql", headers=[JSON], body=asking(query))).body)
        for query in (*QUESTIONS, "{ __typename }")
    ]

    *refused, answered = told
    assert [one["errors"][0]["extensions"]["code"] for one in refused] == ["FORBIDDEN"] * len(QUESTIONS)
    assert all("data" not in one for one in refused)
    assert answered == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_in_development_tells_it(service: str, services: dict[str, Any], ask: Any) -> None:
    answer = await ask(services[service], "POST", "/graphql", headers=[JSON], body=asking(QUESTIONS[0]))

    assert "type Query" in orjson.loads(answer.body)["data"]["_service"]["sdl"]


def asking(query: str) -> bytes:
    return orjson.dumps({"query": query})
