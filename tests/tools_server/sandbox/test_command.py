"""`python -m tools_server.sandbox` from the outside."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx

STUDIO = Path(__file__).parents[2] / "worlds" / "studio.json"
COMMAND = [sys.executable, "-m", "tools_server.sandbox", "--port", "0"]


def test_it_says_where_it_is_and_serves_until_interrupted() -> None:
    command = [*COMMAND, "--world", str(STUDIO), "--rate-limit", "1/60"]
    env = {**os.environ, "PAYMO_AGENT_TODAY": "2026-11-02", "PAYMO_AGENT_WORLD": "nowhere.json"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/api/", line)
        assert found, line
        assert "ADMIN-KEY, EMPLOYEE-KEY" in line
        body = {"name": "Today", "project_id": 101}
        made = httpx.post(f"{found[0]}tasks", json=body, auth=("ADMIN-KEY", "X"))
        assert made.json()["tasks"][0]["created_on"].startswith("2026-11-02T")
        assert httpx.get(f"{found[0]}me", auth=("ADMIN-KEY", "X")).status_code == 429
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) in (0, -signal.SIGINT)


def test_a_wrong_world_is_a_usage_error(tmp_path: Path) -> None:
    world = tmp_path / "world.json"
    world.write_text('{"tasks": [{}]}', encoding="utf-8")
    env = {**os.environ, "PAYMO_AGENT_WORLD": str(world)}
    done = subprocess.run(COMMAND, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 2
    assert "world.json: tasks[0].name: missing" in done.stderr
