"""`paymo-agent` in processes of its own, which share nothing but a folder."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import studio

PROGRAM = Path(sys.executable).with_name("paymo-agent")
OK = 0


@dataclass
class Done:
    """A process that ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        found: dict[str, Any] = self.json["error"]
        return found


class Terminal:
    """Starts the program with a folder of its own and the studio's world."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self._env = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PAYMO_AGENT_DATA": str(self.data),
            "PAYMO_AGENT_WORLD": str(studio.WORLD),
            "PAYMO_AGENT_TODAY": studio.TODAY,
            "PAYMO_AGENT_USER": "Nora",
        }
        self._folder = folder

    def start(self, *args: str, stderr: int = subprocess.PIPE, **env: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [PROGRAM, *args],
            env={**self._env, **env},
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )

    def run(self, *args: str, **env: str) -> Done:
        process = self.start(*args, **env)
        out, err = process.communicate(timeout=60)
        assert "Traceback" not in out + err, err
        return Done(process.returncode, out, err)

    def ask(self, text: str, *args: str, **env: str) -> Any:
        """The JSON of an `ask` that must succeed."""
        done = self.run("ask", text, *args, "--json", **env)
        assert done.code == OK, done
        return done.json

    def together(self, *commands: list[str]) -> list[Done]:
        """Several at once, as people do and as it saves time."""
        with ThreadPoolExecutor(len(commands)) as pool:
            return list(pool.map(lambda args: self.run(*args), commands))

    def kill_when(self, event: str, process: subprocess.Popen[str]) -> str:
        """Kill -9 as soon as the audit log has an event; answers the action's id."""
        database = f"file:{self.data}/governance.db?mode=ro"
        until = time.monotonic() + 30
        while time.monotonic() < until:
            assert process.poll() is None, process.communicate()
            try:
                with sqlite3.connect(database, uri=True) as reader:
                    query = "SELECT action FROM audit WHERE event = ?"
                    found = reader.execute(query, [event]).fetchone()
                reader.close()
            except sqlite3.OperationalError:  # not made yet
                found = None
            if found:
                os.kill(process.pid, signal.SIGKILL)
                process.communicate()
                return str(found[0])
            time.sleep(0.001)
        raise AssertionError(f"no {event}")

    async def new_entries(self) -> list[dict[str, Any]]:
        """What the studio's first person has on the last Friday."""
        where = 'user_id=1 and time_interval in ("2026-10-30T00:00:00Z","2026-10-31T00:00:00Z")'
        return await studio.rows(studio.settings(self.data), "entries", where)
