"""The GraphQL-over-HTTP audit, in full."""

import asyncio

import pytest

from repo.audit import audit


@pytest.mark.node
async def test_every_check_of_the_audit_passes(url: str) -> None:
    checks = await asyncio.to_thread(audit, url)

    assert len(checks) == 61
    assert [check for check in checks if check.status != "ok"] == []
