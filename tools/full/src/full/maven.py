"""Fetches what is published as Java artifacts into `.tools/`, once."""

import shutil
import subprocess
from pathlib import Path

from full.refusals import CannotStartError

TOOLS = Path(__file__).resolve().parents[4] / ".tools"
_POM = """<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>bilim</groupId><artifactId>{name}</artifactId><version>1</version>
  <dependencies>{dependencies}</dependencies>
</project>
"""
_DEPENDENCY = (
    "<dependency><groupId>{0}</groupId><artifactId>{1}</artifactId><version>{2}</version></dependency>"
)


class JavaMissingError(CannotStartError):
    """There is no Java or no Maven here; the text says what to install."""


def require(*programs: str) -> None:
    """Refuse in one sentence when a program is missing."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        names = " and ".join(missing)
        raise JavaMissingError(f"The full profile needs {names}: install a JDK 17 or newer, and Maven.")


def fetch(name: str, artifacts: list[str]) -> Path:
    """Return a folder with the artifacts (`group:artifact:version`) and all that they need to run."""
    folder = TOOLS / name
    if not (folder / "complete").exists():
        require("mvn")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "pom.xml").write_text(_pom(name, artifacts))
        _copy_dependencies(folder)
        (folder / "complete").touch()
    return folder / "lib"


def _pom(name: str, artifacts: list[str]) -> str:
    return _POM.format(
        name=name, dependencies="".join(_DEPENDENCY.format(*each.split(":")) for each in artifacts)
    )


def _copy_dependencies(folder: Path) -> None:
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder / 'lib'}"]
    command = ["mvn", "--quiet", "--batch-mode", "--file", str(folder / "pom.xml"), *goal]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise JavaMissingError(f"Maven could not fetch {folder.name}:\n{run.stdout[-2000:]}")
