"""Traces go to a third party when the person switched that on, and never by a variable alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from tests import studio
from tests.trust.test_canaries import serving


@pytest.mark.parametrize(("switch", "sent"), [("", False), ("1", True)])
def test_traces_are_sent_only_where_that_is_switched_on(
    tmp_path: Path, switch: str, sent: bool
) -> None:
    heard: list[str] = []

    async def collect(request: Request) -> JSONResponse:
        heard.append(request.url.path)
        return JSONResponse({})

    with serving(Route("/{path:path}", collect, methods=["GET", "POST", "PATCH"])) as address:
        command = [sys.executable, "-c", "from agent.cli import main; main()", "ask"]
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "PAYMO_AGENT_DATA": str(tmp_path / "data"),
            "PAYMO_AGENT_WORLD": str(studio.WORLD),
            "PAYMO_AGENT_TODAY": studio.TODAY,
            "PAYMO_AGENT_TRACING": switch,
            "LANGSMITH_TRACING": "true",
            "LANGCHAIN_TRACING_V2": "true",
            "LANGSMITH_ENDPOINT": address,
            "LANGSMITH_API_KEY": "lsv2-of-somebody",
        }
        done = subprocess.run(
            [*command, "Who are our clients?"],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
    assert "Northwind Traders" in done.stdout, done.stderr
    assert bool(heard) is sent, heard


def test_the_chat_page_reports_no_use_of_it() -> None:
    config = Path(__file__).parents[2] / "ui" / ".streamlit" / "config.toml"
    assert "[browser]\ngatherUsageStats = false" in config.read_text()
