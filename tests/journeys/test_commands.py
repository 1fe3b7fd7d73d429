"""The commands that people type, as they type them."""

import subprocess
import urllib.request
from pathlib import Path

from devhost.testing import Platform
from repo.members import ROOT


def make(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(["make", *words], cwd=ROOT, capture_output=True, text=True, check=False)


def test_make_token_prints_a_token_and_nothing_else(platform: Platform) -> None:
    done = make("token", "PERSONA=district", f"PORT={platform.port}")

    assert done.returncode == 0
    assert done.stdout.count(".") == 2
    assert len(done.stdout.split()) == 1


def test_make_token_without_a_host_says_so_in_one_sentence() -> None:
    done = make("token", "PERSONA=district", "PORT=1")

    assert done.stdout == ""
    assert (
        done.stderr.splitlines()[0] == "Nothing answers on port 1: start the platform with `make up PORT=1`."
    )


def test_make_token_for_nobody_says_whom_there_is(platform: Platform) -> None:
    done = make("token", f"PORT={platform.port}", f"DATA={platform.data}")

    assert done.stdout == ""
    assert "Whose token? Say it as in `make token PERSONA=district`" in done.stderr
    assert "class-teacher" in done.stderr


def test_the_bare_address_leads_a_browser_to_the_editor(platform: Platform) -> None:
    request = urllib.request.Request(f"{platform.url()}/", headers={"accept": "text/html"})

    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.url == f"{platform.url()}/graphql"
        assert "GraphiQL" in answer.read().decode()


def test_make_load_checks_a_table_without_loading_it(tmp_path: Path) -> None:
    table = tmp_path / "schools.csv"
    table.write_text((ROOT / "data/sergokala/schools.csv").read_text().replace(",СОШ,48,", ",СОШ,many,"))

    done = make("load", f"FILE={table}", "DRY_RUN=1")

    assert done.returncode != 0
    assert "row 2, students: “many” is not a whole number" in done.stderr


def test_make_load_twice_adds_nothing(platform: Platform) -> None:
    before = platform.feed("enrollment", platform.token("ministry"), since=0)["head"]

    done = make("load", "FILE=data/sergokala/schools.csv", f"DATA={platform.data}", f"PORT={platform.port}")

    assert done.returncode == 0, done.stderr
    assert platform.feed("enrollment", platform.token("ministry"), since=0)["head"] == before


def test_make_reset_refuses_while_the_platform_runs(platform: Platform) -> None:
    done = make("reset", f"DATA={platform.data}")

    assert done.returncode != 0
    assert "in use by another `make up`" in done.stderr


def test_make_up_on_a_busy_port_says_which(platform: Platform, tmp_path: Path) -> None:
    done = make("up", f"PORT={platform.port}", f"DATA={tmp_path}")

    assert done.returncode != 0
    assert f"Port {platform.port} (gateway) is in use" in done.stderr
