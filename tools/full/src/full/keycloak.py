"""The command that runs Keycloak with the accounts of the personas."""

import argparse
import contextlib
import json
import signal
from pathlib import Path

from full.keycloak_server import VERSION, keycloak, realm_import
from full.provision import provision


def main() -> None:
    """Run Keycloak until Ctrl-C, with the accounts of the personas; or print the realm."""
    parser = argparse.ArgumentParser(prog="python -m full keycloak", description=main.__doc__)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument(
        "--data", type=Path, default=Path(".data"), help="where personas.json is, and Keycloak's data"
    )
    parser.add_argument("--public-url", default="http://127.0.0.1:8000", help="where the gateway is reached")
    parser.add_argument(
        "--print-realm", action="store_true", help="the realm as one JSON document, and no more"
    )
    options = parser.parse_args()
    if options.print_realm:
        print(json.dumps(realm_import(), ensure_ascii=False, indent=2))
        return
    _serve(options.data, options.port, options.public_url)


def _serve(data: Path, port: int, public_url: str) -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    folder = data / "keycloak"
    folder.mkdir(parents=True, exist_ok=True)
    with (
        keycloak(folder, port=port, public_url=public_url) as running,
        contextlib.suppress(KeyboardInterrupt),
    ):
        changed = provision(running, data)
        print(
            f"Keycloak {VERSION} is ready: {running.url} · issuer {running.issuer} · {len(changed)} changes · "
            f"passwords in {folder}",
            flush=True,
        )
        signal.pause()
