"""`tools`, `sandbox` and `ui`: servers. Each replaces this process with its own program."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn


def tools(*, http: int | None, read_only: bool) -> NoReturn:
    """Become the MCP server."""
    options = [] if http is None else ["--http", str(http)]
    _become("tools_server", [*options, *(["--read-only"] if read_only else [])])


def sandbox(args: Sequence[str]) -> NoReturn:
    """Become the Paymo sandbox."""
    _become("tools_server.sandbox", args)


def ui(*, port: int | None) -> NoReturn:
    """Become the web app."""
    _become("ui", [] if port is None else ["--port", str(port)])


def _become(module: str, args: Sequence[str]) -> NoReturn:
    # The layers above and below are programs to the command line, never imports.
    os.execv(sys.executable, [sys.executable, "-m", module, *args])  # noqa: S606
