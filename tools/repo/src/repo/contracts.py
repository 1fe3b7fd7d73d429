"""Makes libs/contracts from proto/, and says whether what is committed still is what proto/ says."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet

ROOT = Path(__file__).resolve().parents[4]
PROTO = ROOT / "proto"
PACKAGE = ROOT / "libs/contracts/src/contracts"
RELEASED = PROTO / "released.binpb"
HEADER = "# Generated from proto/ by `python -m repo.contracts generate`, do not edit.\n"


class ContractsBrokenError(Exception):
    """proto/ does not lint, does not compile, or breaks a reader of the last release; the text says where."""


def main() -> None:
    """Run one of `generate`, `check` and `release`."""
    commands = {"generate": generate, "check": check, "release": release}
    if len(sys.argv) != 2 or sys.argv[1] not in commands:
        raise SystemExit(f"usage: python -m repo.contracts {'|'.join(commands)}")
    try:
        commands[sys.argv[1]]()
    except ContractsBrokenError as broken:
        raise SystemExit(str(broken)) from None


def generate() -> None:
    """Write everything that is made from proto/: Python, an example of each new event, the documents."""
    write_package()
    # They read the package that was just written, so each is a process of its own.
    for module in ("repo.event_examples", "repo.asyncapi"):
        subprocess.run([sys.executable, "-m", module], check=True)


def write_package() -> None:
    """Write every generated file of the package and remove those whose source has gone."""
    wanted = generated()
    for path in set(committed()) - set(wanted):
        (PACKAGE / path).unlink()
    for path, text in wanted.items():
        target = PACKAGE / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)


def check() -> None:
    """Refuse bad style, stale generated files, and a change that breaks a reader of the last release."""
    refuse_unstyled(PROTO)
    if stale := stale_files():
        raise ContractsBrokenError(f"stale: {', '.join(stale)}: run `python -m repo.contracts generate`")
    refuse_breaking(PROTO, released=RELEASED)


def release() -> None:
    """Make what proto/ says now the release that later changes are compared with."""
    check()
    build(PROTO, RELEASED)


def refuse_unstyled(proto: Path) -> None:
    """Refuse what buf's standard rules refuse."""
    buf("lint", str(proto))


def refuse_breaking(proto: Path, *, released: Path) -> None:
    """Refuse a change after which a reader of the release misunderstands an event or does not compile."""
    buf("breaking", str(proto), "--against", str(released))


def build(proto: Path, image: Path) -> None:
    """Write the descriptors to compare later changes with."""
    buf("build", str(proto), "--exclude-source-info", "-o", str(image))


def stale_files() -> list[str]:
    """Return the generated files that differ from what proto/ says, are missing, or should not be there."""
    wanted, present = generated(), committed()
    return sorted(path for path in wanted.keys() | present.keys() if wanted.get(path) != present.get(path))


def generated() -> dict[str, str]:
    """Return the text of every generated file by its path in the package `contracts`."""
    sources = sorted(path.relative_to(PROTO).as_posix() for path in PROTO.glob("contracts/**/*.proto"))
    with tempfile.TemporaryDirectory() as folder:
        compile_into(Path(folder), sources)
        files = dict(python_files(Path(folder) / "contracts"))
        descriptors = FileDescriptorSet.FromString((Path(folder) / "set.binpb").read_bytes())
    files |= {source.removeprefix("contracts/"): (PROTO / source).read_text() for source in sources}
    return files | dict(packages(list(descriptors.file)))


def compile_into(folder: Path, sources: list[str]) -> None:
    """Let protoc write Python, stubs and descriptors."""
    outputs = [f"--python_out={folder}", f"--pyi_out={folder}", f"--descriptor_set_out={folder}/set.binpb"]
    command = [sys.executable, "-m", "grpc_tools.protoc", f"-I{PROTO}", *outputs, *sources]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise ContractsBrokenError(run.stderr)


def python_files(folder: Path) -> Iterator[tuple[str, str]]:
    """Return what protoc wrote, with our header: its own stubs have none."""
    for path in folder.rglob("*.py*"):
        yield path.relative_to(folder).as_posix(), HEADER + path.read_text()


def packages(files: list[FileDescriptorProto]) -> Iterator[tuple[str, str]]:
    """Return an `__init__.py` for each package, from which readers import its messages."""
    for package in sorted({file.package for file in files}):
        folder = Path(*package.split(".")[1:])
        yield f"{folder.parent}/__init__.py", HEADER
        yield f"{folder}/__init__.py", exports([file for file in files if file.package == package])


def exports(files: list[FileDescriptorProto]) -> str:
    """Return the lines that lift messages and enums of a package's files into the package itself."""
    modules = sorted((module_of(file), sorted(names_of(file))) for file in files)
    imports = [f"from {module} import (\n{lines(names)})\n" for module, names in modules]
    everything = sorted(f'"{name}"' for _, names in modules for name in names)
    return f"{HEADER}{''.join(imports)}\n__all__ = [\n{lines(everything)}]\n"


def lines(names: list[str]) -> str:
    """Return one indented name a line, so that a new message is a diff of one line."""
    return "".join(f"    {name},\n" for name in names)


def module_of(file: FileDescriptorProto) -> str:
    """Return the Python module that protoc makes of a file."""
    return file.name.removesuffix(".proto").replace("/", ".") + "_pb2"


def names_of(file: FileDescriptorProto) -> list[str]:
    """Return what a file defines at its top."""
    return [*(each.name for each in file.enum_type), *(each.name for each in file.message_type)]


def committed() -> dict[str, str]:
    """Return the text of every generated file as it lies in the package."""
    files = (path for path in PACKAGE.glob("*/**/*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(PACKAGE).as_posix(): path.read_text() for path in files}


def buf(*arguments: str) -> None:
    """Run buf and turn its refusal into ours."""
    command = [str(Path(sys.executable).with_name("buf")), *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        raise ContractsBrokenError(run.stdout + run.stderr)


if __name__ == "__main__":
    main()
