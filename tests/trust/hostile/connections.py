"""Which addresses processes talk to: a Python in place of ours that notes them."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import pytest

from tests.trust.hostile.recorder import sitecustomize

_FOLDER = Path(sitecustomize.__file__).parent


class Connections:
    """The addresses that this process and the programs it starts have asked for since."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "connections.txt"
        self.file.touch()
        self._python = folder / "python"
        self._python.write_text(
            "#!/bin/sh\n"
            f"export PYTHONPATH={shlex.quote(str(_FOLDER))}\n"
            f"export HOSTILE_CONNECTIONS={shlex.quote(str(self.file))}\n"
            f"export HOSTILE_PYTHON={shlex.quote(str(self._python))}\n"
            f'exec {shlex.quote(sys.executable)} "$@"\n'
        )
        self._python.chmod(0o700)

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Note this process, and what it starts with `sys.executable`."""
        sitecustomize.install(str(self.file))
        monkeypatch.setattr(sys, "executable", str(self._python))

    @property
    def noted(self) -> list[list[str]]:
        """Event, host or program, and port of each."""
        return [line.split(" ", 2) for line in self.file.read_text().splitlines()]

    @property
    def addresses(self) -> set[str]:
        """Every host:port that was spoken to or looked up."""
        return {f"{host}:{port}" for event, host, port in self.noted if "socket." in event}

    @property
    def programs(self) -> set[str]:
        """Every program that was started, our Python apart."""
        ours = {str(self._python), os.path.realpath(sys.executable)}
        return {name for event, name, _ in self.noted if event == "subprocess.Popen"} - ours
