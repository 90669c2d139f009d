"""For whom something is: "for her" where the message names one person."""

from __future__ import annotations

import re

from agent.models.builtin.desk import Desk
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.request import read_request
from agent.models.builtin.text.fold import fold

FOR_SOMEBODY = re.compile(
    r"\b(?:for|to|on)\s+(?P<who>her|him|them|us|both|both of (?:them|us))\b"
    r"(?=\s*(?:$|[,.;!?)]|(?:in|on|by|due|until|and(?! (?:me|myself)\b)|to|with|please|pls|as|"
    r"tomorrow|today|next|this|from)\b))"
)


def with_person(desk: Desk, text: str, message: str) -> str:
    """The text with the name of the one person that the message names in the place of "her" or
    "him"; as it is where nobody or several people are named."""
    match = FOR_SOMEBODY.search(fold(text))
    if not match or match["who"] not in ("her", "him", "them"):
        return text
    desk.entries("user", "client", "project")
    request = read_request(message, desk.context.calendar, desk.names)
    names = {m.text for m in request.firm.mentions if _is_somebody(m)}
    if len(names) != 1:
        return text
    return f"{text[: match.start('who')]}{names.pop()}{text[match.end('who') :]}"


def _is_somebody(mention: Mention) -> bool:
    return mention.best("user") > max(mention.best("client"), mention.best("project"))
