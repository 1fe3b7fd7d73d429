"""The page asks nobody but its gateway, unless it is told where people log in; then it does so with PKCE."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from gateway.graphiql import LogIn, page
from repo.node import program

HERE = Path(__file__).parent
ISSUER = "https://id.example/realms/bilim"


async def test_a_browser_gets_the_page(url: str) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(url, headers={"accept": "text/html"}) as answer,
    ):
        content = await answer.read()

    assert answer.status == 200
    assert content == page()
    assert re.search(rb"connect-src 'self';", content)


def test_the_page_is_told_where_to_log_in_and_may_ask_there_only() -> None:
    content = page(LogIn(ISSUER, "bilim-graphiql"))

    told = re.search(rb'<meta name="log-in" content="([^"]+)">', content)
    assert told is not None
    assert json.loads(told[1].replace(b"&quot;", b'"')) == {"issuer": ISSUER, "client": "bilim-graphiql"}
    assert b"connect-src 'self' https://id.example;" in content


def test_what_is_told_cannot_become_a_script() -> None:
    content = page(LogIn(ISSUER, '"><script>alert(1)</script>'))

    assert content.count(b"<script>") == page().count(b"<script>")


@pytest.fixture(scope="module")
def played() -> Any:
    """The log-in of one person, played through."""
    done = subprocess.run([program("node"), HERE / "log_in.mjs"], capture_output=True, check=True, text=True)
    return json.loads(done.stdout)


@pytest.mark.node
def test_the_page_asks_the_issuer_with_a_challenge_that_only_it_can_meet(played: Any) -> None:
    asked = played["asked"]

    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert (asked["client_id"], asked["redirect_uri"]) == ("page", "https://graph/graphql")
    assert played["exchange"] == {
        "client_id": "page",
        "grant_type": "authorization_code",
        "code": "c1",
        "redirect_uri": "https://graph/graphql",
    }
    assert played["matches"]


@pytest.mark.node
def test_a_code_that_nobody_here_asked_for_is_left_alone(played: Any) -> None:
    assert (played["before"], played["forged"]) == ("", "")


@pytest.mark.node
def test_a_token_is_renewed_once_when_it_is_about_to_end(played: Any) -> None:
    assert played["access"] == "access 1"
    assert played["renewed"] == ["access 2", "access 2"]
    assert played["posted"] == [
        ["https://issuer/token", "authorization_code"],
        ["https://issuer/token", "refresh_token"],
        ["https://issuer/logout", "log out"],
    ]


@pytest.mark.node
def test_nothing_stays_behind_in_the_address_the_tab_or_after_logging_out(played: Any) -> None:
    assert (played["shown"], played["kept"], played["after"]) == ("/graphql", [], "")
