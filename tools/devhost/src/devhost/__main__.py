"""`python -m devhost up | up-split | stop | token | load | reset`, as the Makefile calls it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from devhost.beside import keycloak_words
from devhost.folder import DataFolder
from devhost.layout import Ports, module
from devhost.refusals import CannotStart, NothingRuns
from devhost.running import Running, ask_for_token, stop_service
from devhost.up import Options, fill, run, up

REPOSITORY = Path(__file__).resolve().parents[4]
PROFILES = {"sergokala": (REPOSITORY / "data" / "sergokala" / "schools.csv",), "empty": ()}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 1 with one sentence when it cannot."""
    arguments = parser().parse_args(argv)
    try:
        arguments.run(arguments)
    except (CannotStart, NothingRuns) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
    return 0


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="python -m devhost", description="The whole platform on one machine.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    for name, is_split in (("up", False), ("up-split", True)):
        starting = commands.add_parser(name, help="start everything")
        starting.add_argument("--profile", choices=PROFILES, default="sergokala")
        starting.add_argument("--kafka", action="store_true", help="publish on a real Apache Kafka")
        starting.add_argument("--keycloak", action="store_true", help="log in at a real Keycloak")
        add_places(starting)
        starting.set_defaults(run=start, is_split=is_split)
    stopping = commands.add_parser("stop", help="stop one service of up-split")
    stopping.add_argument("service")
    add_places(stopping)
    stopping.set_defaults(run=lambda given: stop_service(DataFolder(given.data), given.service))
    telling = commands.add_parser("token", help="print a token and nothing else")
    telling.add_argument("persona")
    add_places(telling)
    telling.set_defaults(run=tell_token)
    loading = commands.add_parser("load", help="load a district's table")
    loading.add_argument("table", type=Path)
    loading.add_argument("--dry-run", action="store_true")
    loading.add_argument("--region")
    loading.add_argument("--district")
    add_places(loading)
    loading.set_defaults(run=load)
    forgetting = commands.add_parser("reset", help="delete the data")
    add_places(forgetting)
    forgetting.set_defaults(run=lambda given: DataFolder(given.data).delete())
    return top


def add_places(command: argparse.ArgumentParser) -> None:
    """The port and the folder, which every command understands."""
    command.add_argument("--port", type=int, default=8000)
    command.add_argument("--data", type=Path, default=Path(".data"))


def start(given: argparse.Namespace) -> None:
    """`up` and `up-split`."""
    up(
        Options(
            given.port,
            given.data,
            PROFILES[given.profile],
            given.is_split,
            with_kafka=given.kafka,
            with_keycloak=given.keycloak,
        )
    )


def tell_token(given: argparse.Namespace) -> None:
    """`token`, from whoever signs: the development issuer in the host, or Keycloak beside it."""
    folder = DataFolder(given.data.absolute())
    running = Running.read(folder)
    if running is not None and "BILIM_MACHINE_KEYS" in running.environment:
        words = keycloak_words(folder, Ports(given.port))
        run(module("full", "login", given.persona, *words))
    else:
        print(ask_for_token(given.persona, given.port))


def load(given: argparse.Namespace) -> None:
    """`load`, into the host that runs over the data folder; a dry run needs none."""
    folder = DataFolder(given.data.absolute())
    running = Running.read(folder)
    if running is None and not given.dry_run:
        raise NothingRuns(given.port)
    words = [
        word
        for name in ("region", "district")
        if (value := getattr(given, name))
        for word in (f"--{name}", value)
    ]
    words += ["--dry-run"] if given.dry_run else []
    fill(folder, [given.table], running.environment if running else {}, *words)


if __name__ == "__main__":
    sys.exit(main())
