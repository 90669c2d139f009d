"""Tool contexts on a sandbox: the small agency of the world file, or a world made for one test."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from pydantic import SecretStr

from tools_server.paymo.client import PaymoClient
from tools_server.sandbox.paymo.app import create_app
from tools_server.tools.context import ToolContext

STUDIO = json.loads((Path(__file__).parents[2] / "worlds" / "studio.json").read_text())
TODAY = date(2026, 11, 2)
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


class Account:
    """A context with the sandbox behind it, and the requests that reached it."""

    def __init__(
        self,
        world: Mapping[str, Any],
        *,
        key: str | None = None,
        now: datetime = NOON,
        timezone: ZoneInfo | None = None,
        pinned_day: date | None = None,
    ) -> None:
        self.app = create_app(None, world=world, clock=lambda: now)
        self.context = ToolContext(
            PaymoClient(
                "http://sandbox/api/",
                SecretStr(key or next(iter(world["api_keys"]))),
                transport=httpx.ASGITransport(self.app, raise_app_exceptions=False),
            ),
            timezone=timezone,
            pinned_day=pinned_day,
            clock=lambda: now,
        )

    @property
    def requests(self) -> list[str]:
        """Paths under /api/, in order."""
        return [line.path.removeprefix("/api/") for line in self.app.state.requests]


def world(timezone: str | None = "Europe/Dublin", **collections: Any) -> dict[str, Any]:
    """A world of one admin, one client and one project with one task list, and what is given."""
    return {
        "company": {"name": "Test Ltd", "timezone": timezone, "default_currency": "EUR"},
        "api_keys": {"KEY": 1},
        "users": [{"id": 1, "name": "Ann", "email": "ann@test.example", "type": "Admin"}],
        "clients": [{"id": 1, "name": "Acme"}],
        "projects": [{"id": 1, "name": "Site", "client_id": 1, "users": [1], "billable": True}],
        "tasklists": [{"id": 1, "name": "Work", "project_id": 1}],
        "tasks": [{"id": 1, "name": "Do it", "tasklist_id": 1, "users": [1]}],
        **collections,
    }
