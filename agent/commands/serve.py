"""`tools`, `sandbox`, `ui` and `eval`: programs of their own. Each replaces this process."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn


def tools(
    *,
    http: int | None,
    host: str | None,
    public_hosts: Sequence[str],
    switches: Mapping[str, bool],
) -> NoReturn:
    """Become the MCP server, which says itself what does not go together."""
    values = [("--http", http), ("--host", host)]
    values += [("--public-host", name) for name in public_hosts]
    options = [f"{option}={value}" for option, value in values if value is not None]
    _become("tools_server", [*options, *(switch for switch, on in switches.items() if on)])


def sandbox(args: Sequence[str]) -> NoReturn:
    """Become the Paymo sandbox."""
    _become("tools_server.sandbox", args)


def ui(*, port: int | None) -> NoReturn:
    """Become the web app."""
    _become("ui", [] if port is None else ["--port", str(port)])


def evaluate(args: Sequence[str]) -> NoReturn:
    """Become the evaluation harness."""
    _become("evals", args)


def _become(module: str, args: Sequence[str]) -> NoReturn:
    # The layers above and below are programs to the command line, never imports.
    # -P: a folder of the same name, where somebody happens to stand, is not our program.
    os.execv(sys.executable, [sys.executable, "-P", "-m", module, *args])  # noqa: S606
