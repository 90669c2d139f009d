"""The request that a question of ours was about, with the reply in its place."""

from __future__ import annotations

import re
from typing import Any

from agent.models.builtin.text.dates.words import DAY_NAME
from agent.models.builtin.text.fold import fold
from agent.models.builtin.writing.wording import DO_SO


def combined(original: str, question: dict[str, Any], reply: str) -> str:
    """The original with the reply in place of the phrase that was not clear, or added to it."""
    phrase, expects = str(question["phrase"]), question["expects"]
    reply = _ONLY.sub("", reply.strip().rstrip(".!"))
    if expects == "duration" and re.fullmatch(r"\d+(?:[.,]\d+)?", reply):
        reply = f"{reply} hours"
    place = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", original) if phrase else None
    if place:
        written = _in_place(phrase, reply, question)
        return f"{original[: place.start()]}{written}{original[place.end() :]}"
    told = _TOLD.search(original) if expects == "duration" else None
    head, tail = (original[: told.start()], told.group()) if told else (original, "")
    return f"{head.rstrip(' .!?')}{_joint(question, reply)}{reply}{tail}"


# "I was on the memo, please log it": how long it was belongs to what is told.
_TOLD = re.compile(rf"(?<=[\w\"')])[,;.!?]\s+{DO_SO}", re.IGNORECASE)
_ONLY = re.compile(r"^(?:only|just|no,?) (?=\w+$)", re.IGNORECASE)


def _in_place(phrase: str, reply: str, question: dict[str, Any]) -> str:
    """What takes the phrase's place; "Wednesday" for "due next week" is next week's Wednesday."""
    if question["expects"] != "date":
        return reply
    week = re.search(r"\b(?:this|next|last) week\b", fold(phrase))
    if week and DAY_NAME.fullmatch(fold(reply)):
        reply = f"{reply} {week.group()}"
    return f"due {reply}" if question["key"] == "due" else reply


def _joint(question: dict[str, Any], reply: str) -> str:
    """The word that ties a reply to the request it completes."""
    if re.match(r"(?:in|for|on|to|by|due)\b", fold(reply)):
        return " "
    if question["key"].startswith("task"):
        return " on "
    return {"duration": " for ", "project": " in ", "due": ", due "}.get(question["key"], " ")
