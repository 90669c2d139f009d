"""Plain words for what did not work."""

from __future__ import annotations

from typing import Any


def failure_text(error: dict[str, Any]) -> str:
    """What happened and the next step, from a tool's error."""
    message = str(error.get("message") or "Something went wrong").rstrip(". ")
    hint = str(error.get("hint") or "").strip()
    if error.get("code") == "upstream_unavailable" and not hint:
        hint = "Please try again in a moment."
    return f"{message}. {hint}".strip()
