"""`python -m devhost up | up-split | stop | token | load | reset`, as the Makefile calls it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from chassis.identity.personas import read_personas
from chassis.settings import SettingsRefused
from devhost.beside import keycloak_words
from devhost.folder import DataFolder
from devhost.layout import HIGHEST_PORT, SERVICES, Ports, module
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
    except (CannotStart, NothingRuns, SettingsRefused) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
    return 0


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(prog="python -m devhost", description="The whole platform on one machine.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    add_starting(commands, "up", "start everything: two programs beside PostgreSQL", is_split=False)
    add_starting(commands, "up-split", "the same, every service a program of its own", is_split=True)
    stopping = commands.add_parser("stop", help="stop one service of up-split")
    stopping.add_argument("service", help=", ".join(SERVICES))
    stopping.set_defaults(run=lambda given: stop_service(DataFolder(given.data), given.service))
    telling = commands.add_parser("token", help="print a token and nothing else")
    telling.add_argument("persona", help="who: the screen of `up` names them")
    telling.set_defaults(run=tell_token)
    loading = commands.add_parser("load", help="load a district's table into what runs")
    loading.add_argument("table", type=Path, help="a CSV file in the form that data/README.md describes")
    loading.add_argument("--dry-run", action="store_true", help="only check it; nothing needs to run")
    loading.add_argument("--region", help="code of the region, for a table without this column")
    loading.add_argument("--district", help="code of the district, likewise")
    loading.set_defaults(run=load)
    forgetting = commands.add_parser("reset", help="delete databases, keys and personas")
    forgetting.set_defaults(run=reset)
    for command in (stopping, telling, loading, forgetting):
        add_places(command)
    return top


def add_starting(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, said: str, *, is_split: bool
) -> None:
    """`up` or `up-split`."""
    command = commands.add_parser(name, help=said)
    command.add_argument(
        "--profile",
        choices=PROFILES,
        default="sergokala",
        help="what is loaded: 22 real schools with invented people, or nothing",
    )
    command.add_argument("--kafka", action="store_true", help="publish on a real Apache Kafka")
    command.add_argument("--keycloak", action="store_true", help="log in at a real Keycloak")
    add_places(command)
    command.set_defaults(run=start, is_split=is_split)


def add_places(command: argparse.ArgumentParser) -> None:
    """The port and the folder, which every command understands."""
    command.add_argument("--port", type=port, default=8000, help="where the gateway listens (8000)")
    command.add_argument("--data", type=Path, default=Path(".data"), help="where the data is kept (.data)")


def port(word: str) -> int:
    """A port that leaves room for those above it: services, Kafka, Keycloak."""
    if not (word.isascii() and word.isdigit() and 0 < int(word) <= HIGHEST_PORT):
        raise argparse.ArgumentTypeError(f"{word!r} is not a number from 1 to {HIGHEST_PORT}")
    return int(word)


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
    if not given.persona:
        known = ", ".join(read_personas(folder.personas)) or "the screen of `make up` names them"
        raise CannotStart(f"Whose token? Say it as in `make token PERSONA=district`: {known}.")
    running = Running.read(folder)
    if running is not None and "BILIM_MACHINE_KEYS" in running.environment:
        words = keycloak_words(folder, Ports(given.port))
        run(module("full", "login", given.persona, *words))
    else:
        print(ask_for_token(given.persona, given.port))


def load(given: argparse.Namespace) -> None:
    """`load`, into the host that runs over the data folder; a dry run needs none."""
    if not given.table.is_file():
        example = "make load FILE=data/sergokala/schools.csv"
        raise CannotStart(f"{given.table} is not a file: name a table, as in `{example}`.")
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


def reset(given: argparse.Namespace) -> None:
    """`reset`, which says what it did."""
    folder = DataFolder(given.data.absolute())
    deleted = folder.delete()
    print(f"Deleted what the platform kept in {folder.path}." if deleted else f"No data in {folder.path}.")


if __name__ == "__main__":
    sys.exit(main())
