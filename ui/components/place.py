"""Where one is: which Paymo, which company, who asks, and which model answers."""

from __future__ import annotations

from typing import Any

from agent.settings import Settings
from ui.components import plain
from ui.components.turns import model_name


def place(settings: Settings, account: dict[str, Any] | None) -> None:
    """One line that is always there; without an account it says that Paymo was not reached."""
    who = "not connected"
    if account:
        company = account["company"] or "company unknown"
        who = f"{company} · {account['user']['name'] or 'user unknown'}"
    plain.small(f"{world(settings)} · {who} · {model_name(settings.model)}")


def world(settings: Settings) -> str:
    """Which Paymo it is, in words: a sandbox and its world, the live one, or a server's address."""
    match settings.paymo:
        case object(base_url=str(url)) if url.startswith("https://app.paymoapp.com/"):
            return "Live Paymo"
        case object(base_url=str(url)):
            return f"Paymo at {url.partition('://')[2].partition('/')[0]}"
    return f"Sandbox, {settings.world.name if settings.world else 'demo agency'}"
