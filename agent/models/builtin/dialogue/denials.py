"""A reply to a card that only says what is wrong on it: "not him", "that wasn't yesterday"."""

from __future__ import annotations

import re

from agent.models.builtin.desk import Desk
from agent.models.builtin.dialogue.drafts import Draft
from agent.models.builtin.request import read_request
from agent.models.builtin.text.fold import fold

_DENIED = re.compile(
    r"\W*(?:no,? |nope,? |but |and |sorry,? )*(?:(?:(?:it|that|this)(?:'s| is| was| should)? )?"
    r"(?:not|isn't|wasn't|shouldn't be) (?P<what>[^,;:.!?]+?)(?: any ?more| please)?|"
    r"(?:he|she|they) (?:can't|cannot|can not|won't|"
    r"(?:is|are) (?:away|off|on leave|busy|sick|ill|out))(?: do (?:it|that|this))?)\W*"
)
_INSTEAD = re.compile(r"\b(?:but|rather|instead|more like)\b")
_THEM = re.compile(r"(?:for |by |to )?(?:him|her|them)")
_LEVEL = re.compile(
    r"(?:(?:a|so|that|very|really|too|all that) )*(?:urgent|critical|(?:a )?(?:high|top)(?: |-)?"
    r"(?:prio(?:rity)?)?)"
)
_WHO = 'Who is it for, then? Say a name, or "nobody" for a task.'
_WHAT = "What is right instead?"


def denial(desk: Desk, draft: Draft, text: str) -> str:
    """The question after what is right, where a message denies a person, a place, a day or a length
    and says no more; empty otherwise. What is denied is never taken for what is meant."""
    match = _DENIED.fullmatch(fold(text))
    if not match or _INSTEAD.search(fold(text)):
        return ""
    if match["what"] is None or _THEM.fullmatch(match["what"]):
        return _WHO if draft.people else ""
    words = read_request(text, desk.context.calendar, desk.names)
    if any(mention.best("user") for mention in words.mentions):
        return _WHO
    return _WHAT if words.mentions or words.dates() or words.durations else ""


def as_affirmed(text: str) -> str:
    """ "It isn't urgent" in the words for what the task has then; every other text as it is."""
    match = _DENIED.fullmatch(fold(text))
    level = match and match["what"] and _LEVEL.fullmatch(match["what"])
    return "normal priority" if level else text
