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
    params = {"where": where} if where else {}
    async with _browser(settings) as browser:
        answer = await browser.get(collection, params=params)
    answer.raise_for_status()
    found: list[dict[str, Any]] = answer.json()[collection]
    return found


async def change(settings: Settings, *, path: str, **values: Any) -> None:
    """Somebody changes a record in Paymo, or adds one where ``path`` names a collection."""
    async with _browser(settings) as browser:
        answer = await browser.post(path, json=values)
    answer.raise_for_status()


def _browser(settings: Settings) -> httpx.AsyncClient:
    place = settings.paymo
    assert isinstance(place, EmbeddedSandbox)
    app, key = open_embedded(place.database, world=place.world, today=settings.today)
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://sandbox/api/", auth=(key, "X")
    )
