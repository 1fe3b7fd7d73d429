"""The members of the workspace: their folders, and their names as distributions and as imports."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[4]
PATTERNS = ("libs/*", "services/*", "gateway", "gateway/planner", "tools/*")


@dataclass(frozen=True, slots=True)
class Member:
    """One distribution of ours."""

    folder: Path
    distribution: str
    package: str

    @property
    def source(self) -> Path:
        """Where its package is."""
        return self.folder / "src" / self.package

    @property
    def project(self) -> dict[str, Any]:
        """Its pyproject.toml."""
        return tomllib.loads((self.folder / "pyproject.toml").read_text())


def read_member(project: Path) -> Member:
    """What a pyproject.toml says of its member."""
    name = tomllib.loads(project.read_text())["project"]["name"]
    return Member(project.parent, name, name.removeprefix("bilim-").replace("-", "_"))


PROJECTS = sorted(path for pattern in PATTERNS for path in ROOT.glob(f"{pattern}/pyproject.toml"))
MEMBERS = tuple(member for member in map(read_member, PROJECTS) if (member.source / "__init__.py").exists())
"""Those in Python; the planner is a Rust crate."""
SERVICES = tuple(member for member in MEMBERS if member.folder.parent.name == "services")
