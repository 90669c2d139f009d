"""The sandbox inside another process: an ASGI app over a database file, no port and no server."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette

from tools_server.sandbox.paymo.app import create_app
from tools_server.sandbox.paymo.world import load_world
from tools_server.sandbox.worlds.demo import build_demo_world


def open_embedded(
    database: Path, *, world: Path | None, today: date | None
) -> tuple[Starlette, str]:
    """The app, and the API key of the world's first user with one.

    A new file is filled from the world file, or with the demo agency as it is ``today``; an existing
    one is left as it is, and only its owner can read either. ``today`` also pins the sandbox's clock. Raises `WorldError` for a world
    file that does not fit the format.
    """

    def build() -> Mapping[str, Any]:
        return load_world(world) if world else build_demo_world(today or datetime.now(UTC).date())

    os.close(os.open(database, os.O_CREAT | os.O_RDWR, 0o600))
    app = create_app(database, world=build, clock=_clock(today))
    with app.state.database.reading() as connection:
        (key,) = connection.execute("SELECT key FROM api_keys ORDER BY rowid LIMIT 1").fetchone()
    return app, key


def _clock(today: date | None) -> Callable[[], datetime]:
    def now() -> datetime:
        moment = datetime.now(UTC)
        return datetime.combine(today, moment.timetz()) if today else moment

    return now
