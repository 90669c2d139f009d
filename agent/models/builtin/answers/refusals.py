"""Plain words for what did not work, and for what is not done here."""

from __future__ import annotations

import re
from typing import Any

from agent.models.builtin.text.fold import fold

_MOST_WORDS = 14
_OTHER_SIDE = {
    "me": "you", "my": "your", "mine": "yours", "us": "you", "our": "your", "ours": "yours",
    "i": "you", "i'm": "you are", "we": "you", "myself": "yourself",
    "yourself": "myself", "your": "my", "you": "me",
}  # fmt: skip
# What Paymo sends itself.
_SENT_BY_PAYMO = re.compile(r"\b(?:invoices?|inv-\S+|estimates?|statements?|drafts?)\b")


def failure_text(error: dict[str, Any]) -> str:
    """What happened and the next step, from a tool's error."""
    message = str(error.get("message") or "Something went wrong").rstrip(". ")
    hint = str(error.get("hint") or "").strip()
    if error.get("code") == "upstream_unavailable" and not hint:
        hint = "Please try again in a moment."
    return f"{message}. {hint}".strip()


def cannot(order: str, kind: str, *, ours: bool) -> str:
    """The refusal of an order in the person's own words, and where it is done if that is Paymo.

    ``kind`` is one of `intents.orders.Kind`; ``ours``: it names a record of Paymo's.
    """
    asked = _turned(order)
    if kind == "send":
        reason = "sending is done in Paymo itself" if _SENT_BY_PAYMO.search(fold(order)) else (
            "I send no messages"
        )  # fmt: skip
    elif kind == "pay":
        reason = "I take and make no payments"
    elif kind == "elsewhere" or (kind == "file" and not ours):
        reason = "I only work with Paymo"
    elif ours:
        reason = "that is done in Paymo itself"
    else:
        return f"I cannot {asked}."
    return f"I cannot {asked}; {reason}."


def _turned(order: str) -> str:
    """An order as it is told of the other one: "my entry" is "your entry"."""
    words = order.strip(" ,.;:!?").split()
    words[0] = words[0].lower()
    turned = [
        _OTHER_SIDE.get(fold(word), word) if word.islower() or word == "I" else word
        for word in words[:_MOST_WORDS]
    ]
    return " ".join(turned) + ("..." if len(words) > _MOST_WORDS else "")
