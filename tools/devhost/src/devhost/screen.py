"""What a person reads while the platform starts and when it is ready."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devhost.layout import SERVICES

QUERY = (
    '{ district(code: "sergokala") '
    "{ name schools(first: 50) { totalCount nodes { name studentCount staffCount devices { laptops } } } } }"
)


@contextmanager
def step(title: str) -> Iterator[None]:
    """A line when something begins, and how long it took when it is done."""
    print(f"{title} …", end="", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        print(flush=True)
        raise
    print(f" {time.monotonic() - started:.1f} s", flush=True)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What runs, and where."""

    port: int
    personas: Sequence[str]
    database: str
    kafka: int | None
    keycloak: int | None
    passwords: Path
    for_integrators: int | None = None


def _integrators(around: Surroundings) -> str:
    return f"; :{around.for_integrators} ──► integrators, with a token" if around.for_integrators else ""


def picture(around: Surroundings) -> str:
    """Who talks to whom, where something real stands beside the platform."""
    if around.kafka is None and around.keycloak is None:
        return ""
    signs = f"Keycloak :{around.keycloak}" if around.keycloak else "development issuer"
    told = (
        f"Kafka :{around.kafka} ──► the other services{_integrators(around)}"
        if around.kafka
        else "feeds ──► the other services"
    )
    login = (
        f"""
  Log in     as any persona at http://127.0.0.1:{around.keycloak}/realms/bilim/account,
             or with the console's client; passwords are in {around.passwords}"""
        if around.keycloak
        else ""
    )
    return f"""
  client ──► gateway :{around.port} ──► {", ".join(SERVICES)} ──► PostgreSQL {around.database}
                │                └─► {told}
                └─ who signs tokens: {signs}
{login}
"""


def welcome(around: Surroundings) -> str:
    """Everything one needs to begin, on one screen."""
    port, personas = around.port, around.personas
    base = f"http://127.0.0.1:{port}"
    words = f" PORT={port}" if port != 8000 else ""
    return f"""
  Bilim is up.
{picture(around)}
  GraphQL    {base}/graphql   (GraphiQL in a browser)
  Events     {base}/events/{{{",".join(SERVICES)}}}
  Personas   {", ".join(personas) or "none: load a table with `make load FILE=…`"}
  Token      make token PERSONA=district{words}

  Try it:

    curl -s {base}/graphql \\
      -H "Authorization: Bearer $(make token PERSONA=district{words})" -H "Content-Type: application/json" \\
      -d '{{"query": "{QUERY.replace('"', chr(92) + '"')}"}}'

  Every person in it is invented; the numbers are those of data/sergokala.
  Ctrl-C stops everything; the data stays.
"""
