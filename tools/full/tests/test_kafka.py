"""A real broker starts, answers and stops; one that cannot says why."""

import socket
from pathlib import Path

import pytest

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
def test_a_busy_port_is_told_and_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with (
            pytest.raises(KafkaNotStartedError, match=f"Port {port} is in use"),
            cluster(tmp_path, ports=[port, 1]),
        ):
            pass
