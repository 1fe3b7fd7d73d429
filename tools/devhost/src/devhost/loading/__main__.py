"""`python -m devhost.loading TABLE… --data FOLDER`: fills a running platform; with --dry-run only checks the tables."""

import argparse
import asyncio
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from chassis.identity.personas import read_personas, write_personas
from chassis.settings import platform_settings
from devhost.folder import DataFolder
from devhost.loading.form import Place
from devhost.loading.mistakes import TableIsWrong
from devhost.loading.personas import NoSuchSchool, personas_of, personas_without_data
from devhost.loading.plan import DistrictPlan, SchoolYear, plan_district
from devhost.loading.summary import summary
from devhost.loading.table import read_table
from devhost.refusals import NotHeard


def main() -> None:
    """Check every table before the first is loaded."""
    given = arguments()
    try:
        plans = [plan_of(table, given) for table in given.tables]
        if given.dry_run:
            print("\n".join(map(summary, plans)))
            return
        folder = DataFolder(given.data)
        for plan in plans:
            fill(plan)
            know_personas(folder, plan)
        if not read_personas(folder.personas):
            write_personas(folder.personas, personas_without_data())
    except (NotHeard, OSError) as refusal:
        sys.exit(str(refusal))


def arguments() -> argparse.Namespace:
    """Tables, and the district of those that do not name theirs."""
    parser = argparse.ArgumentParser(prog="python -m devhost.loading")
    parser.add_argument("tables", nargs="*", type=Path)
    parser.add_argument("--data", type=Path, default=Path(".data"))
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--region", help="code of the region, for a table without this column")
    parser.add_argument("--district", help="code of the district, likewise")
    return parser.parse_args()


def plan_of(table: Path, given: argparse.Namespace) -> DistrictPlan:
    """The plan of a table; ends the program with all its mistakes if it is wrong."""
    region, district = (Place(code, code) if code else None for code in (given.region, given.district))
    today = datetime.now(UTC).date()
    try:
        read = read_table(table.read_bytes(), today=today, region=region, district=district)
    except OSError as error:
        sys.exit(f"{table} cannot be read: {error.strerror}.")
    except TableIsWrong as wrong:
        listed = "\n".join(f"  {mistake.message('ru')}  |  {mistake.message()}" for mistake in wrong.mistakes)
        sys.exit(f"{table}: nothing was loaded, {len(wrong.mistakes)} mistakes:\n{listed}")
    return plan_district(read, SchoolYear.of(today))


def fill(plan: DistrictPlan) -> None:
    """Load one district and say how it goes."""
    # The services' code comes in only now: a table is refused without waiting for it.
    from devhost.loading.load import load

    started = time.monotonic()
    written = asyncio.run(load(plan, platform_settings(), say))
    if written:
        print(f"{plan.district.name}: {summary(plan)}, in {time.monotonic() - started:.1f} s", flush=True)


def say(title: str, done: int, of: int) -> None:
    """One line a step, rewritten as it goes where somebody watches."""
    if sys.stdout.isatty():
        print(f"\r  {title}: {done} of {of}", end="\n" if done == of else "", flush=True)
    elif done == of:
        print(f"  {title}: {done} of {of}", flush=True)


def know_personas(folder: DataFolder, plan: DistrictPlan) -> None:
    """The first district that is loaded gives the personas their places; later ones change nothing."""
    known = read_personas(folder.personas)
    if known and known["district"].grants and known["student"].person:
        return
    try:
        write_personas(folder.personas, personas_of(plan))
    except NoSuchSchool:
        print(
            f"No school of {plan.district.name} has everybody that the personas stand for.", file=sys.stderr
        )


if __name__ == "__main__":
    main()
