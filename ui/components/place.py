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
    """Which Paymo it is: the sandbox and its world, the live one, or a server's address."""
    address = _address(settings)
    if address is None:
        return f"Sandbox, {settings.world.name if settings.world else 'demo agency'}"
    host = address.partition("://")[2].partition("/")[0]
    return "Live Paymo" if host == "app.paymoapp.com" else f"Paymo at {host}"


def in_demo_world(settings: Settings) -> bool:
    """Whether the names of the demo agency mean something here."""
    return _address(settings) is None and settings.world is None


def _address(settings: Settings) -> str | None:
    return getattr(settings.paymo, "base_url", None)  # the embedded sandbox has none
