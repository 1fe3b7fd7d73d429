"""What a person reads while the platform starts and when it is ready."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

from devhost.layout import SERVICES

QUERY = (
    '{ district(code: "sergokala") '
    "{ name schools(first: 3) { totalCount nodes "
    "{ name studentCount staffCount devices { laptops } classes { grade letter } } } } }"
)
EMBEDDED = "(embedded)"
TEXT_COLUMNS = 84
INDENT = " " * 13


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
    data: Path
    is_empty: bool = False
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
    """Everything one needs to begin, on one screen; the last line is what tests wait for."""
    base = f"http://127.0.0.1:{around.port}"
    words = told_places(around)
    persona = "ministry" if around.is_empty else "district"
    others = ", ".join(f"/{service}" for service in SERVICES[1:])
    return f"""
  Bilim is up.
{picture(around)}
  GraphQL    {base}/graphql — in a browser: an editor that logs in for you
  Events     {base}/events/{SERVICES[0]}, and {others}
             {base}/asyncapi describes them all
  Personas   {listed(around.personas)}
  Token      make token PERSONA={persona}{words}
{something_to_try(around, base, words)}
  Screens: docs/ask   Events: docs/integrate   Running it: docs/operate   Logs: {around.data}/logs
  Ctrl-C stops everything; {what_stays(around)}.
"""


def what_stays(around: Surroundings) -> str:
    """Where the data is when nothing runs, and how it goes away."""
    if around.database != EMBEDDED:
        return f"the data stays in PostgreSQL at {around.database}"
    told = f" DATA={around.data}" if around.data != Path(".data") else ""
    return f"the data stays in {around.data} until `make reset{told}`"


def told_places(around: Surroundings) -> str:
    """What a command in another terminal must be told, where it is not what it takes by itself."""
    port = f" PORT={around.port}" if around.port != 8000 else ""
    return port + (f" DATA={around.data}" if around.data != Path(".data") else "")


def listed(personas: Sequence[str]) -> str:
    """Who one can be, no line longer than a terminal's."""
    return fill(", ".join(personas), width=TEXT_COLUMNS, break_on_hyphens=False).replace("\n", f"\n{INDENT}")


def something_to_try(around: Surroundings, base: str, words: str) -> str:
    """A question to paste, or what to load where there is nothing to ask about."""
    if around.is_empty:
        return f"""
  It is empty. A district's schools, from another terminal:

    make load FILE=data/sergokala/schools.csv{words}
"""
    return f"""
  From another terminal, four services in one answer:

    curl -s {base}/graphql \\
      -H "Authorization: Bearer $(make token PERSONA=district{words})" -H "Content-Type: application/json" \\
      -d '{{"query": "{QUERY.replace('"', chr(92) + '"')}"}}'

  The schools and their numbers are real (data/sergokala); every person is invented.
"""
