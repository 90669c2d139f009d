"""The sandbox inside another process: an ASGI app over a database file, no port and no server."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from tools_server.sandbox.paymo.app import api_keys, create_app
from tools_server.sandbox.paymo.clock import clock_on
from tools_server.sandbox.paymo.world import load_world
from tools_server.sandbox.worlds.demo import build_demo_world


def open_embedded(
    database: Path, *, world: Path | None, today: date | None
) -> tuple[Starlette, str]:
    """The app, and the world's first API key.

    A new file is filled from the world file, or with the demo agency as it is ``today``; an
    existing one is left as it is; only its owner can read it. ``today`` also pins the sandbox's
    clock. Raises `WorldError` for a world file that does not fit the format.
    """
    clock = clock_on(today)

    def build() -> Mapping[str, Any]:
        return load_world(world) if world else build_demo_world(today or clock().date())

    os.close(os.open(database, os.O_CREAT | os.O_RDWR, 0o600))
    app = create_app(database, world=build, clock=clock)
    return app, next(iter(api_keys(app)))
