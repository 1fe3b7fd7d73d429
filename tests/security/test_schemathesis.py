"""schemathesis, which knows nothing of us, looks for a server error behind every operation of every door."""

import asyncio
import os
import re
import shutil
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from chassis.identity.development import DevelopmentIssuer

DOORS = ("gateway", "inventory", "enrollment", "ejournal", "training")
EXAMPLES = 25
"""Of each operation; some are valid, some are not."""
SEED = 20_261_122
HERE = Path(__file__).parent
HOOKS = "schemathesis_hooks"
GRANTS = ("ministry@country:*", "auditor@country:*")


@pytest.mark.long
@pytest.mark.parametrize("door", DOORS)
async def test_no_operation_answers_with_a_server_error(
    door: str, apps: dict[str, Any], issuer: DevelopmentIssuer, tmp_path: Path, say: Callable[[str], None]
) -> None:
    async with served(apps[door]) as url:
        code, said = await run_schemathesis(url, issuer, tmp_path)

    say(f"schemathesis at {door}: {re.findall(r'[0-9]+ generated.*', said)}")
    assert code == 0, said[-4_000:]


async def run_schemathesis(url: str, issuer: DevelopmentIssuer, folder: Path) -> tuple[int, str]:
    command = Path(sys.executable).with_name("schemathesis")
    assert shutil.which(command), "schemathesis is among the tools of development: run `make env`."
    token = issuer.sign("schemathesis", client="tests", grants=GRANTS)
    running = await asyncio.create_subprocess_exec(
        *(str(command), "run", url, "--checks", "never_our_fault", "--max-examples", str(EXAMPLES)),
        *("--seed", str(SEED), "--header", f"Authorization: Bearer {token}", "--no-color"),
        cwd=folder,
        env={**os.environ, "COLUMNS": "200", "SCHEMATHESIS_HOOKS": HOOKS, "PYTHONPATH": str(HERE)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await running.communicate()
    return running.returncode or 0, said.decode(errors="replace")


@asynccontextmanager
async def served(app: Any) -> AsyncIterator[str]:
    """The application on a port of this machine; its lifespan is the fixtures' affair."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    server.config.load()
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup()
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/graphql"
    finally:
        await server.shutdown()
