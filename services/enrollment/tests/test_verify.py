"""`python -m enrollment verify` as a parents' committee runs it: a process, files, an exit code."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from enrollment.domain.allocation.rule_packs import rule_pack
from enrollment.verify import main

SEED = "0f" * 32


def run(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "enrollment", "verify", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False)


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A published input: two children want the one seat, and Amina was registered first."""
    path = tmp_path / "input.json"
    children = [
        {"ref": ref, "registeredAt": f"2027-04-01T00:00:00.{at}Z", "choices": ["p1"], "claims": [], "catchment": [],
         "distance": {}}
        for ref, at in [("timur", "002"), ("amina", "001")]
    ]  # fmt: skip
    document = {
        "format": "bilim-allocation/1",
        "campaign": "кампания",
        "publicRandomness": "",
        "rulePack": rule_pack("ru-grade1"),
        "programmes": [{"id": "p1", "school": "s1", "seats": 1}],
        "children": children,
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_it_prints_the_commitment_and_both_hashes_one_a_line(published: Path, tmp_path: Path) -> None:
    finished = run(published, "--seed", SEED, "--write", tmp_path / "result.json")

    commitment, input_hash, output_hash = finished.stdout.decode().splitlines()
    result = (tmp_path / "result.json").read_bytes()
    assert finished.returncode == 0
    assert finished.stderr == b""
    assert commitment == "commitment " + hashlib.sha256(bytes.fromhex(SEED)).hexdigest()
    assert input_hash == "inputHash " + json.loads(result)["inputHash"]
    assert output_hash == "outputHash " + hashlib.sha256(result).hexdigest()


def test_it_writes_exactly_the_canonical_bytes(published: Path, tmp_path: Path) -> None:
    run(published, "--seed", SEED, "--write", tmp_path / "result.json")

    written = (tmp_path / "result.json").read_text(encoding="utf-8")
    assert written == json.dumps(
        json.loads(written), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    assert json.loads(written)["placements"] == [
        {"child": "amina", "programme": "p1", "choice": 1, "stage": 2, "standing": 1}
    ]
    assert json.loads(written)["waitingLists"] == {"p1": ["timur"]}


def test_a_result_that_agrees_exits_0_however_it_is_written(published: Path, tmp_path: Path) -> None:
    result = tmp_path / "result.json"
    run(published, "--seed", SEED, "--write", result)
    result.write_text(json.dumps(json.loads(result.read_bytes()), indent=4), encoding="utf-8")

    assert run(published, "--seed", SEED, "--result", result).returncode == 0


def test_a_result_that_differs_exits_1_and_the_first_difference_is_named(
    published: Path, tmp_path: Path
) -> None:
    result = tmp_path / "result.json"
    run(published, "--seed", SEED, "--write", result)
    result.write_bytes(result.read_bytes().replace(b'"amina"', b'"timur"'))

    finished = run(published, "--seed", SEED, "--result", result)

    assert finished.returncode == 1
    assert finished.stderr == b'differs: /placements/0/child: published "timur", computed "amina"\n'
    assert finished.stdout.count(b"\n") == 3


def test_the_child_whose_placement_differs_is_named(published: Path, tmp_path: Path) -> None:
    result = tmp_path / "result.json"
    run(published, "--seed", SEED, "--write", result)
    result.write_bytes(result.read_bytes().replace(b'"choice":1', b'"choice":2'))

    finished = run(published, "--seed", SEED, "--result", result)

    assert finished.stderr == b'differs: /placements/0/choice of "amina": published 2, computed 1\n'


def test_an_invalid_document_exits_2_names_the_fault_and_writes_nothing(
    published: Path, tmp_path: Path
) -> None:
    published.write_bytes(published.read_bytes().replace(b'"seats": 1', b'"seats": 1.0'))

    finished = run(published, "--seed", SEED, "--write", tmp_path / "result.json")

    assert finished.returncode == 2
    assert finished.stderr == b"invalid: /programmes/0/seats\n"
    assert finished.stdout == b""
    assert not (tmp_path / "result.json").exists()


def test_what_cannot_be_parsed_is_named_by_the_empty_pointer(published: Path) -> None:
    published.write_bytes(b"\xef\xbb\xbf{}")

    finished = run(published, "--seed", SEED)

    assert (finished.returncode, finished.stderr) == (2, b"invalid: \n")


def test_a_hostile_key_cannot_write_to_the_terminal(published: Path) -> None:
    published.write_bytes(published.read_bytes().replace(b'"seats"', b'"\\u001b[2J\\n"'))

    finished = run(published, "--seed", SEED)

    assert finished.stderr in (
        b"invalid: /programmes/0/\\u001b[2J\\u000a\n",
        b"invalid: /programmes/0/seats\n",
    )
    assert b"\x1b" not in finished.stderr


@pytest.mark.parametrize(
    "seed", ["", "0f", "0f" * 31 + "0", "0f" * 33, "0g" * 32, "٠" * 64, " " + "0f" * 31 + "0"]
)
def test_a_seed_has_exactly_64_hex_digits(published: Path, seed: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([str(published), "--seed", seed])

    assert stopped.value.code == 64


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["INPUT"],
        ["--seed", SEED],
        ["INPUT", "--seed", SEED, "more"],
        ["INPUT", "--seed", SEED, "--res", "INPUT"],
    ],
)
def test_wrong_usage_exits_64(published: Path, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([argument.replace("INPUT", str(published)) for argument in arguments])

    assert stopped.value.code == 64


@pytest.mark.parametrize(
    "arguments",
    [
        ["missing", "--seed", SEED],
        [".", "--seed", SEED],
        ["input.json", "--seed", SEED, "--result", "missing"],
        ["input.json", "--seed", SEED, "--write", "no/such/directory"],
    ],
)
def test_a_file_that_cannot_be_read_or_written_exits_64(
    published: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(published.parent)

    assert main(arguments) == 64


@pytest.mark.parametrize("read", ["input.json", "result.json"])
def test_what_is_to_be_verified_is_never_overwritten(
    published: Path, monkeypatch: pytest.MonkeyPatch, read: str
) -> None:
    monkeypatch.chdir(published.parent)
    Path("result.json").write_bytes(b"{}")
    before = Path(read).read_bytes()
    Path("again.json").hardlink_to(read)

    with pytest.raises(SystemExit) as stopped:
        main(["input.json", "--seed", SEED, "--result", "result.json", "--write", "again.json"])

    assert stopped.value.code == 64
    assert Path(read).read_bytes() == before


def test_a_laptop_with_too_little_memory_is_not_taken_for_another_result(published: Path) -> None:
    os.truncate(published, 2**30)

    verify = f"ulimit -v {2**19}; exec {sys.executable} -m enrollment verify {published} --seed {SEED}"
    finished = subprocess.run(["sh", "-c", verify], capture_output=True, check=False, text=True)

    assert finished.returncode == 64
    assert finished.stderr == "verify: this computer has too little memory for a run of this size\n"


def test_an_upper_case_seed_is_the_same_seed(published: Path) -> None:
    assert run(published, "--seed", SEED.upper()).stdout == run(published, "--seed", SEED).stdout


def test_it_loads_neither_database_nor_framework(published: Path) -> None:
    script = "import sys, enrollment.verify; print(*sorted({name.split('.')[0] for name in sys.modules}))"

    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True
    ).stdout.split()

    assert not {"asyncpg", "sqlmodel", "strawberry", "fastapi", "pydantic", "chassis", "readplan"} & set(
        loaded
    )
