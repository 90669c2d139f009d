"""The small agency of `worlds/studio.json`, whose today is 2026-11-02, behind real settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx

from agent.settings import Settings
from tools_server.sandbox.embedded import open_embedded
from tools_server.settings import EmbeddedSandbox

WORLD = Path(__file__).parent / "worlds" / "studio.json"
TODAY = "2026-11-02"


def settings(data: Path, **changes: Any) -> Settings:
    """Settings whose embedded sandbox starts with the studio."""
    values = {"data": data, "world": WORLD, "today": TODAY, "user": "Nora", **changes}
    return Settings.model_validate(values)


async def rows(settings: Settings, collection: str, where: str = "") -> list[dict[str, Any]]:
    """What the sandbox of these settings holds, asked over its API."""
    place = settings.paymo
    assert isinstance(place, EmbeddedSandbox)
    app, key = open_embedded(place.database, world=place.world, today=settings.today)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox/api/") as client:
        params = {"where": where} if where else {}
        answer = await client.get(collection, params=params, auth=(key, "X"))
    answer.raise_for_status()
    found: list[dict[str, Any]] = answer.json()[collection]
    return found
