"""The programs of a journey, each a process of its own on a free port, all ended with the test."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
_READY_SECONDS = 60


class Program:
    """A started module that has said, on its first line, where it is."""

    def __init__(self, module: str, *options: str, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *options],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout
        self.line = self._process.stdout.readline().strip()
        assert "http://" in self.line, f"{module} did not start"

    @property
    def address(self) -> str:
        """The address on the first line."""
        return next(word for word in self.line.split() if word.startswith("http://"))

    @property
    def pid(self) -> int:
        return self._process.pid

    def children(self) -> list[int]:
        """The processes that this one has started, and theirs."""
        return _descendants(self.pid)

    def end(self, sign: signal.Signals = signal.SIGTERM) -> int:
        """Send the signal and wait. Answers the exit code."""
        if self._process.poll() is None:
            self._process.send_signal(sign)
        code = self._process.wait(20)
        if self._process.stdout:
            self._process.stdout.close()
        return code


@contextmanager
def running(
    module: str, *options: str, environment: Mapping[str, str] | None = None
) -> Iterator[Program]:
    """A program for as long as the block lasts."""
    program = Program(module, *options, environment=environment or {})
    try:
        yield program
    finally:
        program.end()


def gone(pids: list[int], within: float = 10) -> bool:
    """Whether all of these processes have ended, now or soon."""
    deadline = time.monotonic() + within
    while any(_alive(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _alive(pid: int) -> bool:
    with suppress(OSError):
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z"
    return False


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            found += [child, *_descendants(child)]
    return found
