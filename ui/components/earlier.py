"""Reports that were made before, to open again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from agent.library import ReportInfo
from ui import actions
from ui.components import plain
from ui.components.press import press

_SHOWN = 12


def earlier(infos: Sequence[ReportInfo], timezone: str, *, nothing: str) -> None:
    """One line each, the latest first; ``nothing`` says what to do where there is none."""
    if not infos:
        plain.small(nothing)
    for info in infos[:_SHOWN]:
        press(
            plain.label(f"{info.title} ({made(info, timezone)})"),
            f"report-{info.id}",
            actions.open_report,
            info.id,
            type="tertiary",
            icon=":material/description:",
        )


def made(info: ReportInfo, timezone: str) -> str:
    """When it was made, on the account's clock."""
    at = datetime.fromisoformat(info.created_at).astimezone(ZoneInfo(timezone))
    return f"{at.day} {at:%b %Y, %H:%M}"
