"""Where a process kills itself: before or after the n-th call of one function of the program.

The program has no hooks for this. The launcher wraps the function in the victim's own process.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Literal

Process = Literal["agent", "server"]


@dataclass(frozen=True)
class Cut:
    """One place and who dies there.

    ``target`` is `module:Class.method` or `module:function`; only calls whose arguments show
    ``match`` count. ``dies`` is the process that gets there, the other one of agent and tools
    server, or both. ``pause`` seconds pass before the kill, ``hold`` seconds after it where the
    process that got there lives on. ``times`` processes die, one after the other.
    """

    target: str
    process: Process
    when: Literal["before", "after"] = "before"
    dies: Literal["self", "other", "both"] = "self"
    nth: int = 1
    match: str = ""
    pause: float = 0.0
    hold: float = 0.0
    times: int = 1

    def place(self) -> tuple[Any, str, Callable[..., Any]]:
        """What holds the function, its name there, and the function. Raises where there is none."""
        module, _, path = self.target.partition(":")
        *outer, name = path.split(".")
        owner: Any = importlib.import_module(module)
        for each in outer:
            owner = getattr(owner, each)
        return owner, name, getattr(owner, name)

    def deaths(self, folder: Path) -> int:
        """How often it was reached, noted in the folder."""
        return sum((folder / f"cut-{n}").exists() for n in range(self.times))


@dataclass(frozen=True)
class Orders:
    """What a process is told: its cut, the folder that remembers deaths, and whether its tools
    server is to be ``hasty``: to wait for an answer of Paymo's for a moment only.
    """

    folder: Path
    cut: Cut | None = None
    hasty: bool = False

    def as_text(self) -> str:
        """The orders as an argument of a process."""
        return json.dumps({**asdict(self), "folder": str(self.folder)})

    @classmethod
    def from_text(cls, text: str) -> Orders:
        """What `as_text` said."""
        told = json.loads(text)
        cut = Cut(**told["cut"]) if told["cut"] else None
        return cls(Path(told["folder"]), cut, told["hasty"])

    def arm(self, process: Process) -> None:
        """Put the cut into this process, if it is for this kind of process."""
        if self.cut and self.cut.process == process:
            Armed(self.cut, self.folder)


class Armed:
    """A cut inside the process where it happens; ``folder`` remembers deaths over processes."""

    def __init__(self, cut: Cut, folder: Path) -> None:
        self._cut = cut
        self._folder = folder
        self._parent = os.getppid()
        self._calls = 0
        owner, name, function = cut.place()
        setattr(owner, name, self._wrapped(function))

    def _wrapped(self, function: Callable[..., Any]) -> Callable[..., Any]:
        if inspect.iscoroutinefunction(function):

            @wraps(function)
            async def later(*args: Any, **kwargs: Any) -> Any:
                here = self._is_here(args, kwargs)
                self._reach("before", here)
                result = await function(*args, **kwargs)
                self._reach("after", here)
                return result

            return later

        @wraps(function)
        def now(*args: Any, **kwargs: Any) -> Any:
            here = self._is_here(args, kwargs)
            self._reach("before", here)
            result = function(*args, **kwargs)
            self._reach("after", here)
            return result

        return now

    def _is_here(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        if self._cut.match and self._cut.match not in repr((args[1:], kwargs)):
            return False
        self._calls += 1
        return self._calls == self._cut.nth

    def _reach(self, when: str, here: bool) -> None:
        if not here or when != self._cut.when or not self._first():
            return
        time.sleep(self._cut.pause)
        if self._cut.dies != "self":
            self._kill_other()
        if self._cut.dies != "other":
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(self._cut.hold)

    def _first(self) -> bool:
        """Whether this death is still to be had; a process that took over goes on unharmed."""
        for n in range(self._cut.times):
            with suppress(FileExistsError):
                (self._folder / f"cut-{n}").touch(exist_ok=False)
                return True
        return False

    def _kill_other(self) -> None:
        others = _children() if self._cut.process == "agent" else [self._parent]
        for pid in others:
            os.kill(pid, signal.SIGKILL)


def _children() -> list[int]:
    found: list[int] = []
    for task in Path("/proc/self/task").iterdir():
        found += map(int, (task / "children").read_text().split())
    return found
