"""Every door of the running platform speaks GraphQL over HTTP as the specification's own audit wants it."""

import pytest

from devhost.layout import SERVICES
from devhost.testing import Platform
from repo.audit import audit

CHECKS = 61


@pytest.mark.node
def test_every_check_of_the_audit_passes_at_every_door(platform: Platform) -> None:
    # Within one process a service has no address of its own: `up-split` opens its door.
    doors = [None, *(SERVICES if platform.layout == "up-split" else ())]

    found = {door or "gateway": audit(f"{platform.url(door)}/graphql") for door in doors}

    assert {door: len(checks) for door, checks in found.items()} == dict.fromkeys(found, CHECKS)
    assert [(door, check) for door, checks in found.items() for check in checks if check.status != "ok"] == []
