"""An office gets one file with everything that it needs to test its reader."""

import zipfile
from pathlib import Path

from contracts.catalogue import everything
from repo.consumer_kit import pack


def test_the_kit_has_every_event_its_contract_and_the_programs(tmp_path: Path) -> None:
    pack(tmp_path / "kit.zip")

    names = set(zipfile.ZipFile(tmp_path / "kit.zip").namelist())
    assert names >= {f"consumer-kit/recorded/{event.name}.json" for event in everything()}
    assert names >= {f"consumer-kit/proto/{event.message.DESCRIPTOR.file.name}" for event in everything()}
    assert names >= {
        "consumer-kit/README.md",
        "consumer-kit/asyncapi.json",
        "consumer-kit/examples/feed_reader.py",
    }


def test_packing_again_gives_the_same_bytes(tmp_path: Path) -> None:
    pack(tmp_path / "one.zip")
    pack(tmp_path / "two.zip")

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
