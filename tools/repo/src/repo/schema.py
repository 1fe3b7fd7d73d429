"""Writes each service's schema.graphql from its code, or says which one is stale."""

import importlib
import sys
from pathlib import Path

from repo.members import SERVICES, Member

HEADER = "# Written from code by `make schema`; not edited by hand.\n\n"


def main() -> None:
    """Write all, or with --check refuse what differs."""
    if "--check" in sys.argv[1:]:
        stale = [service.package for service in SERVICES if not is_fresh(service)]
        sys.exit(f"stale: schema.graphql of {', '.join(stale)}: run `make schema`" if stale else 0)
    for service in SERVICES:
        file_of(service).write_text(written(service), encoding="utf-8")


def is_fresh(service: Member) -> bool:
    """Whether the committed schema is what the code says."""
    return file_of(service).exists() and file_of(service).read_text(encoding="utf-8") == written(service)


def written(service: Member) -> str:
    """The subgraph's SDL, as it should be committed."""
    app = importlib.import_module(f"{service.package}.app")
    return HEADER + str(app.SERVICE.schema()).strip() + "\n"


def file_of(service: Member) -> Path:
    """Beside the service's README."""
    return service.folder / "schema.graphql"


if __name__ == "__main__":
    main()
