"""Brings the accounts of a running Keycloak to what the data folder says, as its start does."""

import argparse
from pathlib import Path

from full.keycloak_server import Keycloak
from full.provision import provision


def main() -> None:
    """Make accounts of the personas that were loaded since Keycloak was started."""
    parser = argparse.ArgumentParser(prog="python -m full accounts", description=main.__doc__)
    parser.add_argument("--port", type=int, default=8080, help="Keycloak's port")
    parser.add_argument("--data", type=Path, default=Path(".data"), help="where personas.json is")
    parser.add_argument("--public-url", default="http://127.0.0.1:8000", help="where the gateway is reached")
    options = parser.parse_args()
    secret = (options.data / "keycloak" / "admin-secret").read_text("utf-8")
    provision(Keycloak(f"http://127.0.0.1:{options.port}", secret), options.data)
