"""The several questions of the message before, asked of somebody or something else: "and Acme?"."""

from __future__ import annotations

import re
from dataclasses import replace

from agent.models.builtin.desk import Desk
from agent.models.builtin.dialogue.rewrite import Rewritten, rewritten
from agent.models.builtin.request import read_request
from agent.models.builtin.text.fold import BLANK, blank, fold

_OPENER = re.compile(
    r"(?:(?:and|ok(?:ay)?|so|now|then|also|please|what about|how about|the same|same|ditto|"
    r"questions?|thing|for|with|of|on|the|project|client|too|as well)\b[\s,.:!?]*)*"
)


def asked_again(desk: Desk, text: str) -> list[Rewritten]:
    """Each question of the message before with the name that this one says, where it says nothing
    but a name."""
    query = desk.conversation.memory.get("query") or {}
    before = query.get("before")
    if not before or "asked" not in desk.conversation.memory:
        return []
    message = read_request(text, desk.context.calendar, desk.names)
    named = [mention for mention in message.mentions if not mention.loose]
    rest = blank(message.folded, *(mention.span for mention in named)).replace(BLANK, " ")
    if len(named) != 1 or not _OPENER.fullmatch(fold(rest).strip(" .?!,")):
        return []
    found = [rewritten(desk, text, each, listed=False) for each in (*before, query)]
    return [replace(each, origin={}) for each in found]
