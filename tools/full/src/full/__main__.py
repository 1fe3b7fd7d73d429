"""`python -m full kafka`, `python -m full keycloak`, `python -m full login PERSONA`."""

import importlib
import sys

COMMANDS = ("kafka", "keycloak", "login")


def main() -> None:
    """Hand the rest of the line to the part that is named first."""
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        raise SystemExit(f"usage: python -m full {'|'.join(COMMANDS)} [--help]")
    importlib.import_module(f"full.{sys.argv.pop(1)}").main()


if __name__ == "__main__":
    main()
