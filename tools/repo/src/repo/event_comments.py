"""What the `.proto` files say above each message and each field: the words of every page about events."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from google.protobuf.descriptor_pb2 import DescriptorProto, FileDescriptorSet

from repo.contracts import PROTO, ContractsBrokenError


def comment(full_name: str) -> str:
    """Return what the `.proto` file says above a message or a field."""
    return _comments().get(full_name, "")


@lru_cache
def _comments() -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "set.binpb"
        sources = [str(path.relative_to(PROTO)) for path in PROTO.glob("contracts/**/*.proto")]
        options = [f"-I{PROTO}", "--include_source_info", f"--descriptor_set_out={image}"]
        command = [sys.executable, "-m", "grpc_tools.protoc", *options, *sources]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            raise ContractsBrokenError(run.stderr)
        return dict(_all_comments(FileDescriptorSet.FromString(image.read_bytes())))


def _all_comments(files: FileDescriptorSet) -> Iterator[tuple[str, str]]:
    for file in files.file:
        for location in file.source_code_info.location:
            name = _name_at(list(location.path), list(file.message_type))
            if name and location.leading_comments:
                yield f"{file.package}.{name}", " ".join(location.leading_comments.split())


def _name_at(path: list[int], messages: list[DescriptorProto]) -> str | None:
    """Return the name at a path of the source info: [4, n] is the n-th message, [4, n, 2, m] its m-th field."""
    match path:
        case [4, place]:
            return messages[place].name
        case [4, place, 2, field]:
            return f"{messages[place].name}.{messages[place].field[field].name}"
        case _:
            return None
