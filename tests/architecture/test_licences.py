"""Whatever runs with us may be distributed with us, and a page says under which licence."""

import re

from repo.licences import LOCK, PAGE, Package, packages
from repo.reading import locked_versions


def test_nothing_that_runs_binds_us() -> None:
    running = [one for one in packages() if one.runs]

    assert len(running) > 40
    assert [one for one in running if not one.is_joinable] == []


def test_a_licence_that_binds_is_noticed() -> None:
    for licence in (
        "LGPL-3.0-or-later",
        "GPL-2.0-only",
        "AGPL-3.0",
        "MIT AND GPL-3.0",
        "unknown",
        "BUSL-1.1",
    ):
        assert not Package("any", "1", licence, runs=True).is_joinable


def test_what_binds_is_for_tools_alone_and_known() -> None:
    """python-keycloak, by which the realm's accounts are made, brings jwcrypto."""
    assert {one.name for one in packages() if not one.is_joinable} <= {"jwcrypto"}


def test_the_page_lists_what_is_locked_under_the_licence_it_has() -> None:
    """Run `python -m repo.licences` after a change of the lock; on another system fewer packages are installed."""
    page = PAGE.read_text("utf-8")
    listed = set(re.findall(r"^\| ([a-z0-9._-]+) \|", page, re.MULTILINE)) - {"package"}

    assert [one.row for one in packages() if one.row not in page] == []
    assert listed <= set(locked_versions(LOCK))
