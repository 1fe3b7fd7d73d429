"""A real broker starts, answers and stops; one that cannot start says why."""

import socket
from pathlib import Path

import pytest
from full import kafka
from full.kafka import KafkaNotStartedError, cluster


@pytest.mark.kafka
def test_a_node_answers_while_the_block_lasts_and_keeps_its_data(tmp_path: Path) -> None:
    with cluster(tmp_path) as started:
        host, _, port = started.bootstrap.partition(":")
        with socket.create_connection((host, int(port)), timeout=5):
            pass

    with pytest.raises(ConnectionRefusedError), socket.create_connection((host, int(port)), timeout=5):
        pass
    with cluster(tmp_path) as again:
        assert again.bootstrap


@pytest.mark.kafka
def test_a_busy_port_is_told_with_the_end_of_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        monkeypatch.setattr(kafka, "_answers", lambda place: False)
        ports = [taken.getsockname()[1], taken.getsockname()[1]]

        with pytest.raises(KafkaNotStartedError, match="Node 1 did not start"), cluster(tmp_path, ports=ports):
            pass
