"""Packs what an office needs to test its reader without us: recorded events, contracts, programs."""

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from repo.contracts import PROTO, ROOT
from repo.event_examples import RECORDED

_EPOCH = (1980, 1, 1, 0, 0, 0)


def main() -> None:
    """Write consumer-kit.zip here, or where the first argument says."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "consumer-kit.zip")
    pack(target)
    sys.stdout.write(f"{target}\n")


def pack(target: Path) -> None:
    """Write the kit; the same content gives the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as kit:
        for name, path in sorted(contents()):
            kit.writestr(zipfile.ZipInfo(f"consumer-kit/{name}", _EPOCH), path.read_bytes())


def contents() -> Iterator[tuple[str, Path]]:
    """Return the name in the kit and the file for everything in it."""
    yield "README.md", ROOT / "docs/integrate/README.md"
    yield "events.md", ROOT / "docs/integrate/events.md"
    yield "asyncapi.json", ROOT / "libs/contracts/src/contracts/asyncapi.json"
    yield from (_under("recorded", path, RECORDED) for path in RECORDED.glob("*.json"))
    yield from (_under("proto", path, PROTO) for path in PROTO.glob("contracts/**/*.proto"))
    examples = ROOT / "docs/integrate/examples"
    yield from (_under("examples", path, examples) for path in examples.iterdir() if path.is_file())


def _under(folder: str, path: Path, base: Path) -> tuple[str, Path]:
    return f"{folder}/{path.relative_to(base).as_posix()}", path


if __name__ == "__main__":
    main()
