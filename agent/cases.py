"""Drafts of evaluation cases out of conversations, and the folder they are kept in."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from agent.conversation import Turn
from agent.desk import Desk
from agent.kept_case import Setting, case_text
from tools_server.errors import NotFound
from tools_server.settings import PaymoServer


class Cases:
    """Makes a draft with what the desk knows besides the turns: the log, the world, the day."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def drafted(
        self, thread: str, said: Sequence[Turn], *, turns: int | None, wish: str, id: str | None
    ) -> str:
        """The draft in YAML, as `Session.as_case` promises it."""
        if turns is not None and not 1 <= turns <= len(said):
            raise NotFound(f"The conversation has {len(said)} turns.", hint="Name one of them.")
        log = await asyncio.to_thread(self._desk.audit.entries)
        own = [entry for entry in log if entry.action.rpartition("-")[0] == thread]
        id = id or f"conversation-{thread}-{turns or len(said)}"
        return case_text(id, list(said[:turns]), own, await self._setting(thread), wish)

    def keep(self, id: str, text: str) -> Path:
        """Write a draft beside those that were kept before; its owner alone can read it."""
        folder = self._desk.settings.cases_folder
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / f"{id}.yaml"
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8")
        return path

    async def _setting(self, thread: str) -> Setting:
        settings = self._desk.settings
        account = await self._desk.tools.account()
        world = None
        if not isinstance(settings.paymo, PaymoServer):
            world = str(settings.paymo.world) if settings.paymo.world else "demo"
        day = settings.today or await self._last_day(thread, ZoneInfo(account["timezone"]))
        return Setting(day.isoformat(), world, settings.timezone)

    async def _last_day(self, thread: str, zone: ZoneInfo) -> date:
        """The day on which the conversation was last gone on with."""
        listed = await asyncio.to_thread(self._desk.library.threads)
        (moment,) = [info.updated_at for info in listed if info.id == thread]
        return datetime.fromisoformat(moment).astimezone(zone).date()
