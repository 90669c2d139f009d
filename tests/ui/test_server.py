"""`python -m ui`: where it listens, what it says, and that it leaves nothing behind."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from tests import studio
from tests.journeys.processes import ROOT, Program, gone, running
from ui.server import listen

STUDIO = {"PAYMO_AGENT_WORLD": str(studio.WORLD), "PAYMO_AGENT_TODAY": studio.TODAY}


def with_tools_server(program: Program) -> list[int]:
    """The children, once the tools server is among them."""
    deadline = time.monotonic() + 30
    while not (children := program.children()):
        assert time.monotonic() < deadline, "the tools server did not start"
        time.sleep(0.05)
    return children


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_leaves_no_process(sign: signal.Signals) -> None:
    with running("ui", "--port", "0", environment=STUDIO) as program:
        assert program.line.startswith("Paymo Agent is at http://127.0.0.1:")
        assert httpx.get(f"{program.address}/_stcore/health").text == "ok"
        children = with_tools_server(program)
        assert program.end(sign) in (0, -sign)
        assert gone(children, within=0.5)


def test_even_a_kill_leaves_no_process() -> None:
    with running("ui", "--port", "0", environment=STUDIO) as program:
        children = with_tools_server(program)
        program.end(signal.SIGKILL)
        assert gone(children)


def test_a_taken_port_is_refused_when_it_was_asked_for() -> None:
    with listen(0) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "ui", "--port", port]
        refused = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Port {port} cannot be used: Address already in use.")
    assert "Traceback" not in refused.stderr


def test_another_port_is_taken_when_none_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with listen(0) as taken:
        monkeypatch.setattr("ui.server.USUAL_PORT", taken.getsockname()[1])
        with listen(None) as free:
            host, port = free.getsockname()
            assert (host, port) != taken.getsockname()
            with socket.create_connection((host, port)):
                pass


def test_the_first_page_waits_for_no_table_and_no_chart() -> None:
    check = "import sys, ui.chat; print(sorted({'pandas', 'altair'} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True)
    assert loaded.stdout == "[]\n", loaded
