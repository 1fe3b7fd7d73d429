"""Run a published allocation again and compare: `verify INPUT.json --seed HEX`, without database or network.

Prints the commitment, the hash of the input and the hash of the result, one a line. Exit codes: 0 all is well,
1 the given result is another one, 2 the input document is invalid, 64 wrong usage or an unreadable file.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from enrollment.domain.allocation import InvalidDocument, allocate, commitment, read_document, result_bytes
from enrollment.domain.allocation.comparison import Difference, first_difference

AGREES, DIFFERS, INVALID, USAGE = 0, 1, 2, 64

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")


def main(argv: Sequence[str]) -> int:
    """Verify as the arguments say; return the exit code."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    if _would_overwrite(arguments):
        parser.error("--write would overwrite a file that is to be verified")
    try:
        with _no_collection():
            return _verify(arguments)
    except InvalidDocument as fault:
        print(f"invalid: {_printable(fault.pointer)}", file=sys.stderr)
        return INVALID
    except OSError as error:
        print(f"verify: {error}", file=sys.stderr)
        return USAGE
    except MemoryError:
        print("verify: this computer has too little memory for a run of this size", file=sys.stderr)
        return USAGE


def _would_overwrite(arguments: argparse.Namespace) -> bool:
    """Tell whether what was published would be lost, and with it the proof."""
    out: Path | None = arguments.write
    read = [arguments.input, arguments.result]
    return out is not None and out.exists() and any(f and f.exists() and f.samefile(out) for f in read)


def _verify(arguments: argparse.Namespace) -> int:
    published = arguments.result.read_bytes() if arguments.result else None
    result = allocate(read_document(arguments.input.read_bytes()), arguments.seed)
    computed = result_bytes(result)
    if arguments.write:
        arguments.write.write_bytes(computed)
    print("commitment", commitment(arguments.seed))
    print("inputHash", result["inputHash"])
    print("outputHash", hashlib.sha256(computed).hexdigest())
    difference = None if published is None else first_difference(published, computed)
    if difference is None:
        return AGREES
    _report(difference)
    return DIFFERS


@contextmanager
def _no_collection() -> Iterator[None]:
    """Do not look for reference cycles: a run makes none, and looking through millions of objects takes seconds."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _report(difference: Difference) -> None:
    place = difference.pointer or "the whole document"
    whose = f" of {difference.child}" if difference.child else ""
    line = f"differs: {place}{whose}: published {difference.published}, computed {difference.computed}"
    print(_printable(line), file=sys.stderr)


def _printable(text: str) -> str:
    """Escape control characters: a hostile file must not write to the reader's terminal."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class _Parser(argparse.ArgumentParser):
    """An argument parser whose wrong usage is 64, because 2 says that the document is invalid."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def _parser() -> _Parser:
    parser = _Parser(prog="python -m enrollment verify", description=__doc__, allow_abbrev=False)
    parser.add_argument("input", type=Path, metavar="INPUT.json", help="the published input document")
    parser.add_argument(
        "--seed", type=_seed, required=True, metavar="HEX", help="the published seed, 64 hex digits"
    )
    parser.add_argument(
        "--result", type=Path, metavar="RESULT.json", help="the published result to compare with"
    )
    parser.add_argument("--write", type=Path, metavar="OUT.json", help="write the computed result here")
    return parser


def _seed(text: str) -> bytes:
    if not re.fullmatch("[0-9a-fA-F]{64}", text):
        raise argparse.ArgumentTypeError("a seed has exactly 64 hex digits")
    return bytes.fromhex(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
