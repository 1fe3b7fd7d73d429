"""`python -m full kafka | keycloak | accounts | grants | login PERSONA`."""

import importlib
import sys

from full.refusals import CannotStartError

COMMANDS = ("kafka", "keycloak", "accounts", "grants", "login")


def main() -> None:
    """Hand the rest of the line to the part that is named first."""
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        raise SystemExit(f"usage: python -m full {'|'.join(COMMANDS)} [--help]")
    try:
        importlib.import_module(f"full.{sys.argv.pop(1)}").main()
    except CannotStartError as refusal:
        raise SystemExit(str(refusal)) from refusal


if __name__ == "__main__":
    main()
