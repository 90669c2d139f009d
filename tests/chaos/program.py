"""Starts the real program in real processes and finds those that it left behind."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from tests.chaos import victim
from tests.chaos.cuts import Cut, Orders

LONGEST = 40.0  # seconds; a process that takes longer hangs

_CRASHED = 70

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Done:
    """A process that ended: its exit code (-9 where it was killed) and what it printed."""

    command: str
    code: int
    out: str
    err: str
    seconds: float
    hung: bool = False

    @property
    def json(self) -> dict[str, Any]:
        """The printed JSON; empty where the process did not come to print it."""
        try:
            content: dict[str, Any] = json.loads(self.out)
        except ValueError:
            return {}
        return content


@dataclass(frozen=True)
class Launch:
    """A process that is about to start."""

    arguments: list[str]
    out: Path
    orders: Orders

    def command(self) -> list[str]:
        """Its command line."""
        launcher = [sys.executable, "-m", "tests.chaos.victim", "agent", self.orders.as_text()]
        return [*launcher, *self.arguments]

    def redirect(self) -> None:
        """Let this process read nothing and write to the files of the launch."""
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for handle, name in ((1, f"{self.out}.out"), (2, f"{self.out}.err")):
            os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT, 0o600), handle)
        sys.stdout = os.fdopen(1, "w", closefd=False)
        sys.stderr = os.fdopen(2, "w", closefd=False)


class Program:
    """`paymo-agent` with one data folder. Processes are forked from this one, which has the program
    imported already; with ``fresh`` each starts its own interpreter, two seconds slower.
    """

    def __init__(self, folder: Path, environment: dict[str, str], *, fresh: bool = False) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "PAYMO_AGENT_DATA": str(self.data),
            **environment,
        }
        self._fresh = fresh
        self._started = 0

    def run(self, *arguments: str, **options: Any) -> Done:
        """Run to the end of the process, by itself or by the cut; options as of `start`."""
        return self.start(*arguments, **options).wait()

    def start(
        self,
        *arguments: str,
        cut: Cut | None = None,
        hasty: bool = False,
        where: Path | None = None,
    ) -> Running:
        """Start a process and come back at once. ``hasty`` shortens the tools server's wait for
        Paymo's answer; ``where`` keeps the deaths of the cut, the run's own folder unless given.
        """
        self._started += 1
        out = self.folder / f"{self._started}-{arguments[0]}"
        orders = Orders(where or self.folder, cut, hasty)
        launch = Launch([*arguments, "--json"], out, orders)
        pid = self._exec(launch) if self._fresh else self._fork(launch)
        return Running(" ".join(arguments), pid, out)

    def _fork(self, launch: Launch) -> int:
        return os.fork() or self._become(launch)

    def _become(self, launch: Launch) -> NoReturn:
        code = _CRASHED
        try:
            os.setsid()
            os.chdir(ROOT)
            os.environ.clear()
            os.environ.update(self._environment)
            random.seed()
            launch.redirect()
            victim.run_agent(launch.orders, launch.arguments)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        finally:
            if code == _CRASHED:
                sys.excepthook(*sys.exc_info())
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _exec(self, launch: Launch) -> int:
        with Path(f"{launch.out}.out").open("w") as out, Path(f"{launch.out}.err").open("w") as err:
            process = subprocess.Popen(
                launch.command(),
                env=self._environment,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
        process.returncode = 0  # whoever waits is `Running`
        return process.pid

    def left_behind(self, within: float) -> list[int]:
        """The processes of this data folder that have not ended in that many seconds."""
        until = time.monotonic() + within
        while pids := self._alive():
            if time.monotonic() > until:
                return pids
            time.sleep(0.02)
        return []

    def end(self) -> None:
        """Kill what is left, so that one bad run does not spoil the next."""
        for pid in self._alive():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _alive(self) -> list[int]:
        mark = f"PAYMO_AGENT_DATA={self.data}".encode()
        found = []
        for process in Path("/proc").iterdir():
            if process.name.isdecimal() and int(process.name) != os.getpid():
                with suppress(OSError):
                    if mark in (process / "environ").read_bytes().split(b"\0"):
                        found.append(int(process.name))
        return found


class Running:
    """A process under way."""

    def __init__(self, command: str, pid: int, out: Path) -> None:
        self._command = command
        self._pid = pid
        self._out = out
        self._started = time.monotonic()

    def wait(self) -> Done:
        """What came of it; one that hangs is killed."""
        until = self._started + LONGEST
        hung = False
        while True:
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > until and not hung:
                hung = True
                os.kill(self._pid, signal.SIGKILL)
            time.sleep(0.01)
        return Done(
            self._command,
            os.waitstatus_to_exitcode(status),
            Path(f"{self._out}.out").read_text(),
            Path(f"{self._out}.err").read_text(),
            time.monotonic() - self._started,
            hung,
        )
