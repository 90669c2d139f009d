"""Several requests in one message: the parts that stand on their own, courtesies left out.

A message is cut at bullets and numbers, at the ends of sentences, and inside a sentence where the
words after a comma or "and" begin another request. What says more of the part before it stays
there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from agent.models.builtin.continuing import adds, goes_on, is_more, joined_sentences
from agent.models.builtin.headings import under_heading
from agent.models.builtin.intents.create_task import is_task_list
from agent.models.builtin.intents.intent import COMMAND, ENOUGH
from agent.models.builtin.intents.orders import MISTAKEN, points_back
from agent.models.builtin.intents.rules import breaks_rules
from agent.models.builtin.joints import intent_of, requests_in
from agent.models.builtin.request import Request
from agent.models.builtin.sentence_kinds import (
    UNIT_WISHED,
    asks_for_something,
    holds_slots,
    is_clear,
    is_courtesy,
    is_one_note,
    is_one_task,
    is_question,
    is_story,
    only_tells,
    stands_alone,
    writes,
)
from agent.models.builtin.text.asks import find_asks
from agent.models.builtin.text.calendar import Calendar
from agent.models.builtin.text.fold import blank, fold
from agent.models.builtin.text.gapping import in_full
from agent.models.builtin.text.openings import COMMANDS, LEAD, OPENS, STARTER
from agent.models.builtin.text.sentences import bullet_points, cut, ends
from agent.models.builtin.text.stories import PREFACE, TOLD_BEFORE
from agent.models.builtin.told_around import without_told
from agent.models.builtin.writing.wording import DO_SO

# What a message begins with whose points are tasks or entries of one request.
_WRITE_HEAD = re.compile(
    r"(?:create|add|make|new|set up|put|log|book|track|record|enter)\b|.*\b(?:tasks|to-?dos|"
    r"entries|timesheet)\b[^?]*:\s*$"
)


@dataclass(frozen=True)
class Part:
    """One request. ``joined``: it stands in one sentence with the request before it."""

    text: str
    joined: bool = False


@dataclass(frozen=True)
class Parts:
    """The requests in order, at least one; ``aside`` are sentences that ask for nothing, ``held``
    writes that hang on a condition."""

    found: tuple[Part, ...]
    aside: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    preface: str = ""  # words before the first request, which may name whom it is about

    @property
    def requests(self) -> list[str]:
        """The words of the requests."""
        return [part.text for part in self.found]


def one_part(text: str) -> Parts:
    """A message that is one request."""
    return Parts((Part(text),))


@lru_cache(maxsize=256)
def parts_of(text: str, calendar: Calendar) -> Parts:
    """The message as one or more requests; a message that is one request comes back as it is."""
    text = in_full(_DO_SO.sub(", ", text))
    request = Request(text, calendar)
    if (
        is_task_list(request)
        or is_one_note(text, calendar)
        or is_one_task(text, calendar)
        or breaks_rules(request)
    ):
        return one_part(text)
    plain = blank(request.folded, *(quote.span for quote in request.quotes))
    preface = _preface(plain, calendar)
    listed = [] if preface else under_heading(text, calendar)
    if listed:
        return Parts(tuple(Part(each, joined=place > 0) for place, each in enumerate(listed)))
    asked, told = without_told(text[preface.end() :] if preface else text, calendar)
    request = Request(asked, calendar)
    reading = _Reading(calendar)
    for sentence, is_point in _sentences(request):
        reading.take(sentence, is_point=is_point)
    found = reading.parts() or one_part(request.text)
    before = (text[: preface.end()] if preface else "") + told
    return replace(found, preface=before) if before else found


# "I did the shoot for 6 hours. Please log." - "Remind Anna to call. Make it a task in ...": what is
# to be done with the sentence before is no request of its own.
_DO_SO = re.compile(
    rf"(?<=[\w\"')])[,;.!?]\s+(?={DO_SO}|(?:(?:please|pls|(?:can|could) you|just|so)\s+)*"
    r"(?:put|make|add|create|note|enter)\s+(?:it|this|that|them)\s+(?:down\s+)?(?:as\s+|into\s+)?"
    r"an?\s+(?:tasks?|to-?dos?)\b)",
    re.IGNORECASE,
)


def _preface(plain: str, calendar: Calendar) -> re.Match[str] | None:
    """The words before the request that ask for nothing; what is to be written is none of them, nor
    a wish, nor days that have begun where the request names none."""
    match = PREFACE.match(plain)
    if not match or _WRITTEN.search(match.group()) or find_asks(match.group()):
        return None
    dates = Request(match.group(), calendar).dates()
    past = [m for m in dates if m.period.last and m.period.last <= calendar.today]
    return None if past and not Request(plain[match.end() :], calendar).dates() else match


_WRITTEN = re.compile(
    r"\b(?:tasks?|to[- ]?dos?|tickets?|reminders?|log|book|entry|timesheet|description|details?|"
    r"notes?(?! to)|comments?|title|create|add|set up)\b"
)


class _Reading:
    """The requests of a message, sentence after sentence."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._found: list[Part] = []
        self._held: list[str] = []
        self._grown = False  # whether a question was put together from several sentences
        self._stories: list[str] = []  # what stood before a request in its own sentence

    def take(self, sentence: str, *, is_point: bool) -> None:
        """Read a sentence; a point of a list begins anew, others may go on with what was said."""
        if self._found and UNIT_WISHED.fullmatch(fold(sentence)):
            return
        told = _behind_condition(sentence, self._calendar) if self._found else ""
        if told and (writes(told, self._calendar) or _WRITES.match(fold(told))):
            self._held.append(sentence)
            return
        if self._found and not told and points_back(sentence) and self._is_statement():
            last = self._found[-1]
            self._found[-1] = Part(f"{last.text.rstrip('. ')}. {sentence}", last.joined)
            return
        if self._found and not told and is_more(self._found[-1].text, sentence, self._calendar):
            last = self._found[-1]
            self._found[-1] = Part(f"{last.text.rstrip('. ')}. {sentence}", last.joined)
            return
        pieces = [told] if told else self._pieces(sentence)
        before = self._found[-1] if self._found and not is_point and not told else None
        joined = [Part(piece, joined=place > 0) for place, piece in enumerate(pieces)]
        if before and goes_on(before.text, pieces[0], self._calendar):
            self._found[-1] = Part(
                joined_sentences(before.text, pieces[0], self._calendar), before.joined
            )
            self._grown = self._grown or not writes(before.text, self._calendar)
            joined = joined[1:]
        elif (
            before and not self._is_told(pieces[0]) and adds(before.text, pieces[0], self._calendar)
        ):
            joined[0] = Part(pieces[0], joined=True)
        self._found += joined

    def _is_statement(self) -> bool:
        """Whether what was said last asks for nothing by itself, but for what an order is about."""
        last = self._found[-1].text
        intent = intent_of(last, self._calendar)[0]
        return intent.name == "unsupported" or not (
            (intent.writes and not MISTAKEN.search(fold(last)))
            or last.endswith("?")
            or re.match(STARTER, fold(last))
        )

    def _pieces(self, sentence: str) -> list[str]:
        """The requests of a sentence, or a story as it is."""
        if is_story(sentence, self._calendar):
            return [sentence]
        pieces = _without_story(sentence, self._calendar)
        self._stories += pieces[:1]
        return pieces or requests_in(sentence, self._calendar)

    def _is_told(self, text: str) -> bool:
        return text in self._stories or is_story(text, self._calendar)

    def parts(self) -> Parts | None:
        """What was read; None where it is the message as it is."""
        found = _with_leads(self._found, self._calendar)
        if len(found) == 1 and (self._grown or self._held):
            return Parts(tuple(found), (), tuple(self._held))
        kept = [p for p in found if p.joined or asks_for_something(p.text, self._calendar)]
        told = [p for p in kept if not p.joined and self._is_told(p.text)]
        if told and not any(stands_alone(p.text, self._calendar) for p in kept if p not in told):
            return None
        written = any(writes(p.text, self._calendar) for p in kept)
        if written:
            told += [p for p in kept if not p.joined and only_tells(p.text, self._calendar)]
        kept = [p for p in kept if p not in told]
        if len(found) < 2 or not any(is_clear(part.text, self._calendar) for part in kept):
            return None
        aside = [p.text for p in found if p not in kept and not is_courtesy(p.text)]
        if written:
            aside = [text for text in aside if holds_slots(text, self._calendar)]
        return Parts(tuple(kept), tuple(aside), tuple(self._held))


# "If there are none, create one": what follows hangs on an answer.
_CONDITION = re.compile(
    r"(?:and |but |then |please )*(?:if|in case|unless|should) [^,]*?(?:,\s*(?:then |please |"
    r"just )*|"
    rf"(?=\b(?:{COMMANDS})\b))"
)


_WRITES = re.compile(r"(?:also |just |please )*(?:log|book|track|record|enter|create|add|make)\b")


def _behind_condition(sentence: str, calendar: Calendar) -> str:
    """What a sentence that begins with "if" tells to do; nothing where it tells nothing."""
    match = _CONDITION.match(fold(sentence))
    told = sentence[match.end() :] if match else ""
    intent, score = intent_of(told, calendar)
    sure = score >= COMMAND and intent.name != "smalltalk"
    return told if sure or _WRITES.match(fold(told)) else ""


def _sentences(request: Request) -> list[tuple[str, bool]]:
    """Numbered and bulleted points, then sentences, each with whether it is a point. Points behind
    the head of a write are its own."""
    text = request.text
    plain = blank(request.folded, *(quote.span for quote in request.quotes))
    shadow = "".join("\n" if own == "\n" else c for c, own in zip(plain, text, strict=True))
    listed = bullet_points(shadow)
    if listed and _WRITE_HEAD.match(Request(text[: listed[0][0]], request.calendar).command):
        return [(text, False)]
    pieces = cut(text, listed, LEAD) if listed else [text]
    found: list[tuple[str, bool]] = []
    for piece in pieces:
        start = text.index(piece)
        inner = ends(piece, shadow[start : start + len(piece)], OPENS)
        for number, sentence in enumerate(cut(piece, inner, LEAD)):
            found.append((sentence, bool(listed) and number == 0))
    return found


_URGENT = re.compile(r"\W*(?:very |this is )?(?P<level>urgent|critical|high|low)(?: prio\w*)?\W*")


def _with_leads(found: Sequence[Part], calendar: Calendar) -> list[Part]:
    """A sentence before time to log that asks for nothing stays with it: it may hold the day. How
    urgent it is stays with a new task."""
    joined: list[Part] = []
    for part in found:
        before = joined[-1].text if joined else ""
        urgent = _URGENT.fullmatch(fold(before))
        if urgent and intent_of(part.text, calendar)[0].name == "create_task":
            level = f"priority {urgent['level']}"
            joined[-1] = Part(f"{part.text.rstrip(' .')}, {level}", joined[-1].joined)
            continue
        dated = only_tells(before, calendar) and bool(Request(before, calendar).dates())
        lead = before and (dated or not stands_alone(before, calendar)) and not is_courtesy(before)
        if lead and not is_question(before, calendar) and (
            intent_of(part.text, calendar)[0].name == "log_time"
        ):  # fmt: skip
            joined[-1] = Part(f"{before}. {part.text}", joined[-1].joined)
        else:
            joined.append(part)
    return joined


def _without_story(sentence: str, calendar: Calendar) -> list[str]:
    """A story and the request it ends in, where the story asks for nothing itself."""
    for match in TOLD_BEFORE.finditer(fold(sentence)):
        story, request = sentence[: match.start()], sentence[match.end() :]
        if not re.search(r"\w", story) or _ASKED_INSIDE.search(fold(story)):
            continue
        intent, score = intent_of(story, calendar)
        if intent.writes and score >= COMMAND:
            continue
        if intent_of(request, calendar)[1] >= ENOUGH:
            return [story, request]
    return []


# A clause that begins like a request.
_ASKED_INSIDE = re.compile(rf"(?:^|[,;.:!?] |\b(?:and|so|but|then) )\W*{STARTER}")
