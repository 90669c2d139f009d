"""A reply to a card that holds what is not meant: "not him", "don't make it 3", "Ann asked for it".

What is denied, told of others, given as one of several or made to wait for something is never taken
for what a card shall hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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


# What is said with a value that a card shall not have, or not for sure.
_NOT_MEANT = re.compile(
    r"\b(?:don't|do not|never|please not) (?:make|change|set|put|move|use|take|give|extend|raise|"
    r"turn|assign)\b(?! (?:any|it to any|nobody))|"
    r"\b(?:anyone|anybody|someone|somebody|everyone|everybody|all|whoever)(?: else)? (?:but|except|"
    r"other than|apart from)\b|"
    r"\b(?:could|might|may) be\b|\b(?:have to|must|need to|let me) check\b|"
    r"\b(?:last time|the other day|back then|usually|normally)\b|"
    r"\b(?:if|unless|in case|provided|as soon as|once (?:i|we|he|she|they|the|\x01))\b|"
    r"\x01(?:'s)?,? (?:already |also |just )?(?:asked|asks|wanted|wants|told|says|said|thinks|"
    r"thought|suggested|suggests|mentioned|has|had|likes?)\b(?! (?:done|worked|to)\b)|"
    r"\b(?:like|same as|similar to) (?:the one|that of|what)\b|"
    r"\x01,? or \x01|\b\d{1,2}(?:st|nd|rd|th)? or (?:the )?\d{1,2}(?:st|nd|rd|th)?\b"
    r"(?! ?(?:h|hours?|m|min|minutes?|days?)\b)"
)
NOT_MEANT = (
    "I changed nothing: that is not surely what the card shall hold. Say only what to change, "
    'such as "3 hours" or "for yesterday".'
)


def is_not_meant(desk: Desk, text: str) -> bool:
    """Whether a reply names a person, a day or a length of which it does not say that it is to be
    on the card."""
    words = read_request(text, desk.context.calendar, desk.names)
    found = _NOT_MEANT.search(words.plain)
    if not found or _LEADS_IN.search(words.plain[: found.start()]) or text.rstrip().endswith("?"):
        return False
    return bool(words.mentions or words.dates("future") or words.durations or _NUMBER.search(text))


# What is told behind these is a text of the card's own.
_LEADS_IN = re.compile(
    r"\b(?:add(?:ing)? that|notes?|comments?|descriptions?|memo|titled?|call it|called|"
    r"saying)\b|:\s"
)
_NUMBER = re.compile(r"\d")


def denial(desk: Desk, drafts: Sequence[Draft], text: str) -> str:
    """The question after what is right, where a message denies a person, a place, a day or a length
    and says no more; empty otherwise. What is denied is never taken for what is meant."""
    match = _DENIED.fullmatch(fold(text))
    if not match or _INSTEAD.search(fold(text)):
        return ""
    alone = len(drafts) == 1
    if match["what"] is None or _THEM.fullmatch(match["what"]):
        return _WHO if alone and drafts[0].people else ""
    words = read_request(text, desk.context.calendar, desk.names)
    if not alone:  # "not the Alpha one" takes one of them away
        return _WHAT if (words.dates() or words.durations) and not words.mentions else ""
    if any(mention.best("user") for mention in words.mentions):
        return _WHO
    return _WHAT if words.mentions or words.dates() or words.durations else ""


def as_affirmed(text: str) -> str:
    """ "It isn't urgent" in the words for what the task has then; every other text as it is."""
    match = _DENIED.fullmatch(fold(text))
    level = match and match["what"] and _LEVEL.fullmatch(match["what"])
    return "normal priority" if level else text
