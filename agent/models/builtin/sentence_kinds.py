"""What a sentence of a message is: a request of its own, a question, a story, a courtesy."""

from __future__ import annotations

import re

from agent.models.builtin.intents.create_task import marks_title
from agent.models.builtin.intents.intent import COMMAND, ENOUGH, SURE
from agent.models.builtin.joints import intent_of, requests_in
from agent.models.builtin.request import Request
from agent.models.builtin.text.calendar import Calendar
from agent.models.builtin.text.fold import blank, fold
from agent.models.builtin.text.openings import ASKS, CHECKS, STARTER
from agent.models.builtin.text.stories import TELLS, WISHES
from agent.models.builtin.writing.wording import names_anything

_LONGEST_COURTESY = 60


def is_clear(text: str, calendar: Calendar) -> bool:
    return stands_alone(text, calendar) or re.match(ASKS, fold(text)) is not None


def asks_for_something(text: str, calendar: Calendar) -> bool:
    return stands_alone(text, calendar) or is_question(text, calendar)


def is_story(sentence: str, calendar: Calendar) -> bool:
    """Whether a sentence only tells something: no question, no wish, and no work to log."""
    folded = fold(sentence)
    if sentence.rstrip().endswith("?") or re.match(STARTER, folded) or WISHES.search(folded):
        return False
    intent, score = intent_of(sentence, calendar)
    if (score >= COMMAND and intent.name != "outside") or intent.writes:
        return False  # a lunch that somebody had is no request of a strange kind
    return TELLS.search(folded) is not None


def only_tells(sentence: str, calendar: Calendar) -> bool:
    """Whether a sentence beside a write tells of oneself and asks for nothing, be it in words that
    a question could be about: "I keep forgetting my timesheet"."""
    folded = fold(sentence)
    if sentence.rstrip().endswith("?") or re.match(STARTER, folded) or WISHES.search(folded):
        return False
    intent, score = intent_of(sentence, calendar)
    told = _OF_ONESELF.search(folded) is not None
    return told and not (intent.writes or intent.declines) and score < COMMAND


def holds_slots(sentence: str, calendar: Calendar) -> bool:
    """Whether a sentence left aside beside a write holds what a slot could be: a name, a day, a
    length, a figure."""
    request = Request(sentence, calendar)
    return bool(
        request.dates() or request.durations or request.quotes or request.unknown_names
        or re.search(r"\d", sentence)
    )  # fmt: skip


_OF_ONESELF = re.compile(r"\b(?:i|i'm|i've|we|we've|me|us|it|it's|that was|this was)\b")


def writes(text: str, calendar: Calendar) -> bool:
    return intent_of(text, calendar)[0].writes


_LOGS_FIRST = re.compile(r"\W*(?:(?:please|pls|can you|could you) )*(?:log|book|track|record)\b")


def is_one_note(text: str, calendar: Calendar) -> bool:
    """A terse note about work: no part of it begins like a request of another kind."""
    intent, score = intent_of(text, calendar)
    folded = _LOGS_FIRST.sub("", fold(text))
    starters = re.findall(rf"(?:^|[.,;!?]\s+|\band\s+|\n)(?={STARTER})", folded)
    single = len(requests_in(text, calendar)) == 1
    logs = intent.name == "log_time" and score >= COMMAND
    return logs and not starters and "?" not in text and single and not _has_task(text, calendar)


def _has_task(text: str, calendar: Calendar) -> bool:
    """Whether one of several sentences is a new task."""
    found = [intent_of(each, calendar) for each in _SENTENCES.split(text) if each]
    return len(found) > 1 and any(i.name == "create_task" and s >= COMMAND for i, s in found)


_SENTENCES = re.compile(r"[.!?\n]+(?=\s|$)\s*")
# What is to be done with the new task itself.
_OF_THE_TASK = re.compile(
    r"(?:(?:please|and|also|(?:can|could|would|will) you) )*(?:add|create|open|need|want|plan|"
    r"schedule)\b|[^?]*\b(?:tasks?|to-?dos?|tickets?)\b"
)
# "Don't create it yet": what was wished for before.
HOLDS_BACK = re.compile(
    r"(?:please |but |and )*(?:don't|do not|dont|never) (?:create|add|make|do|start|write|log|book|"
    r"save|send) (?:it|this|that|them|anything)\b"
)
_GIVES_SLOT = re.compile(
    r"(?:(?:please|and|also|(?:can|could|would|will) you) )*(?:(?:assign|give|hand)(?: (?:it|this|"
    r"that))? to\b|(?:give|assign|hand|make|set|mark|put|call|name|title|let|have) )"
)


def is_one_task(text: str, calendar: Calendar) -> bool:
    """A new task with its title marked, told in several sentences: none of them asks, tells of work
    that was done, or wishes for something else."""
    request = Request(text, calendar)
    if not marks_title(request) or intent_of(text, calendar)[0].name != "create_task":
        return False
    shadow = blank(request.folded, *(quote.span for quote in request.quotes))
    start = 0
    for mark in [*_SENTENCES.finditer(shadow), None]:
        sentence = text[start : mark.start() if mark else len(text)]
        asked = mark is not None and "?" in mark.group()
        pieces = requests_in(sentence, calendar)
        if not all(_is_of_task(piece, asked=asked, calendar=calendar) for piece in pieces):
            return False
        start = mark.end() if mark else len(text)
    return True


def _is_of_task(sentence: str, *, asked: bool, calendar: Calendar) -> bool:
    request = Request(sentence, calendar)
    intent, score = intent_of(sentence, calendar)
    declined = intent.declines and score >= COMMAND
    said = HOLDS_BACK.match(request.plain) or _GIVES_SLOT.match(request.plain)
    if marks_title(request) or said:
        return True
    if _OF_THE_TASK.match(request.plain) and not declined:
        return True
    asked = asked or CHECKS.match(request.plain) is not None
    budget = intent.name == "log_time" and score < _TOLD and _TO_COME.search(request.plain)
    other = score >= COMMAND and intent.name != "create_task" and not budget
    return not (asked or other or re.match(STARTER, fold(sentence)))


_TOLD = 24.0  # of log_time: the words tell of work that was done
# "Anna has 90 minutes for it": a length that is still to be spent.
_TO_COME = re.compile(
    r"\b(?:it|this|that|has|have|gets?|can|should|will|must|needs?|takes?|max\w*|budget\w*|estimate\w*)\b"
)


def stands_alone(text: str, calendar: Calendar) -> bool:
    intent, score = intent_of(text, calendar)
    bare = intent.name == "log_time" and not names_anything(text)
    enough = ENOUGH if re.match(ASKS, fold(text)) else SURE
    return score >= enough and intent.name != "smalltalk" and not bare


def is_question(part: str, calendar: Calendar) -> bool:
    """A part that asks something, or is nothing but a name, although nobody can tell what."""
    request = Request(part, calendar)
    named = bool(request.quotes or request.unknown_names) and len(part) < _LONGEST_COURTESY
    asked = part.rstrip().endswith("?") or re.match(STARTER, fold(part)) is not None
    asked = asked and not _HELP.fullmatch(fold(part))
    return asked or (named and not is_courtesy(part))


_HELP = re.compile(
    r"\W*(?:can|could|would|will) you (?:please )?(?:help|assist)(?: me| us)?(?: out)?"
    r"(?: with (?:this|that|something))?(?: please)?\W*"
)
_COURTESY = re.compile(
    r"\b(?:hi|hello|hey|thanks|thank you|cheers|please|hope|morning|afternoon|evening|regards|"
    r"sorry|great|nice|okay|ok|well|how are you|quick question|dear|weekend|day)\b"
)
# "In hours, please."
UNIT_WISHED = re.compile(
    r"\W*(?:just |only )?(?:in|as) (?:hours|minutes|days|total|short|brief|a (?:table|list))"
    r"(?: please| pls)?\W*"
)


def is_courtesy(sentence: str) -> bool:
    if _HELP.fullmatch(fold(sentence)):
        return True
    return len(sentence) < _LONGEST_COURTESY and _COURTESY.search(fold(sentence)) is not None
