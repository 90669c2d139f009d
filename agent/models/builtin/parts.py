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

from agent.models.builtin.headings import under_heading
from agent.models.builtin.intents.create_task import is_task_list
from agent.models.builtin.intents.intent import COMMAND, ENOUGH, SURE
from agent.models.builtin.intents.rules import breaks_rules
from agent.models.builtin.joints import (
    ASKS,
    COMMANDS,
    LEAD,
    OPENS,
    SLOT_ALONE,
    STARTER,
    intent_of,
    is_clarified,
    requests_in,
)
from agent.models.builtin.request import Request
from agent.models.builtin.text.calendar import Calendar
from agent.models.builtin.text.fold import blank, fold, words_of
from agent.models.builtin.text.sentences import bullet_points, cut, ends
from agent.models.builtin.text.stories import PREFACE, TELLS, TOLD_BEFORE, WISHES
from agent.models.builtin.text.vocabulary import is_content
from agent.models.builtin.writing.wording import names_anything

_GOES_ON = re.compile(
    r"(?:only|just|but|not|for|in|with|without|excluding|including|since|from|by|grouped|sorted|"
    r"per|and|also|if|split|those|that)\b"
)
# A fragment that says more of the question before it: "Just the top 3.", "For Acme, please."
_QUALIFIES = re.compile(
    r"(?:please |and |but |so )*(?:only|just|but|not|nothing|no|for|in|on|at|with|without|"
    r"excluding|"
    r"including|except|since|until|from|between|by|grouped|group|sorted|sort|ordered|order|"
    r"ranked|per|split|broken|ideally|preferably|mainly|especially|all of|both|in total|top|"
    r"those|the (?:top|last|first|biggest|latest|oldest|ones))\b"
)
# What a message begins with whose points are tasks or entries of one request.
_WRITE_HEAD = re.compile(
    r"(?:create|add|make|new|set up|put|log|book|track|record|enter)\b|.*\b(?:tasks|to-?dos|"
    r"entries|timesheet)\b[^?]*:\s*$"
)
_LONGEST_COURTESY = 60
_LONGEST_FRAGMENT = 8  # words


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
    text = _DO_SO.sub(", ", text)
    request = Request(text, calendar)
    if is_task_list(request) or _is_one_note(text, calendar) or breaks_rules(request):
        return one_part(text)
    plain = blank(request.folded, *(quote.span for quote in request.quotes))
    preface = _preface(plain)
    listed = [] if preface else under_heading(text, calendar)
    if listed:
        return Parts(tuple(Part(each, joined=place > 0) for place, each in enumerate(listed)))
    request = Request(text[preface.end() :] if preface else text, calendar)
    request = Request(_without_reason(request.text, calendar), calendar)
    reading = _Reading(calendar)
    for sentence, is_point in _sentences(request):
        reading.take(sentence, is_point=is_point)
    found = reading.parts() or one_part(request.text)
    return replace(found, preface=text[: preface.end()]) if preface else found


# "I did the shoot for 6 hours. Please log." - "Remind Anna to call. Make it a task in ...": what is
# to be done with the sentence before is no request of its own.
_DO_SO = re.compile(
    r"(?<=[\w\"')])[.!?]\s+(?="
    r"(?:(?:please|pls|can you|could you|just|so)\s+)*(?:"
    r"(?:log|book|track|record|note|enter|add)(?:\s+(?:it|that|this|them|those))?(?:\s+please)?"
    r"[\s.!?]*$|"
    r"(?:put|make|add|create|note|enter)\s+(?:it|this|that|them)\s+(?:down\s+)?(?:as\s+|into\s+)?"
    r"an?\s+(?:tasks?|to-?dos?)\b))",
    re.IGNORECASE,
)


def _preface(plain: str) -> re.Match[str] | None:
    """The words before the request that ask for nothing; what is to be written is none of them."""
    match = PREFACE.match(plain)
    return None if match and _WRITTEN.search(match.group()) else match


_WRITTEN = re.compile(
    r"\b(?:tasks?|to[- ]?dos?|tickets?|reminders?|log|book|entry|timesheet|description|details?|"
    r"notes?(?! to)|comments?|title|create|add)\b"
)


# "..., I have to justify it to Boston": why a thing is asked, and nothing that is.
_REASON = re.compile(
    r"\s*[,;-]\s+(?:(?:because|since|as|so(?: that)?) )?(?:i|we) (?:have|need|want|must|can|should|"
    r"had)(?: to)? (?:justify|explain|report|show|present|defend|prove|tell|forward|discuss|nag|"
    r"chase|remind|answer)\b(?![^?]*\b(?:how|what|which|who)\b)[^?,;:]*$"
)


# "How many hours, in total, did she log?"
_BETWEEN_COMMAS = re.compile(
    r",\s*(in total|all in all|overall|altogether|roughly|approximately|exactly|please|pls)\s*,",
    re.I,
)


def _without_reason(text: str, calendar: Calendar) -> str:
    """A question without the reason for it at its end, and without what stands between commas."""
    text = _BETWEEN_COMMAS.sub(r" \1 ", text)
    match = _REASON.search(fold(text))
    if not match or _writes(text[: match.start()], calendar):
        return text
    return text[: match.start()]


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
        if self._found and _UNIT_WISHED.fullmatch(fold(sentence)):
            return
        told = _behind_condition(sentence, self._calendar) if self._found else ""
        if told and _writes(told, self._calendar):
            self._held.append(sentence)
            return
        if self._found and not told and _is_more(self._found[-1].text, sentence, self._calendar):
            last = self._found[-1]
            self._found[-1] = Part(f"{last.text.rstrip('. ')}. {sentence}", last.joined)
            return
        pieces = [told] if told else self._pieces(sentence)
        before = self._found[-1] if self._found and not is_point and not told else None
        joined = [Part(piece, joined=place > 0) for place, piece in enumerate(pieces)]
        if before and _goes_on(before.text, pieces[0], self._calendar):
            self._found[-1] = Part(_joined(before.text, pieces[0], self._calendar), before.joined)
            self._grown = self._grown or not _writes(before.text, self._calendar)
            joined = joined[1:]
        elif before and _adds(before.text, pieces[0], self._calendar):
            joined[0] = Part(pieces[0], joined=True)
        self._found += joined

    def _pieces(self, sentence: str) -> list[str]:
        """The requests of a sentence, or a story as it is."""
        if _is_story(sentence, self._calendar):
            return [sentence]
        pieces = _without_story(sentence, self._calendar)
        self._stories += pieces[:1]
        return pieces or requests_in(sentence, self._calendar)

    def _is_told(self, text: str) -> bool:
        return text in self._stories or _is_story(text, self._calendar)

    def parts(self) -> Parts | None:
        """What was read; None where it is the message as it is."""
        found = _with_leads(self._found, self._calendar)
        if len(found) == 1 and (self._grown or self._held):
            return Parts(tuple(found), (), tuple(self._held))
        kept = [p for p in found if p.joined or _asks_for_something(p.text, self._calendar)]
        told = [p for p in kept if not p.joined and self._is_told(p.text)]
        if told and not any(_stands_alone(p.text, self._calendar) for p in kept if p not in told):
            return None
        kept = [p for p in kept if p not in told]
        if len(found) < 2 or not any(_is_clear(part.text, self._calendar) for part in kept):
            return None
        aside = [p.text for p in found if p not in kept and not _is_courtesy(p.text)]
        return Parts(tuple(kept), tuple(aside), tuple(self._held))


def _is_clear(text: str, calendar: Calendar) -> bool:
    return _stands_alone(text, calendar) or re.match(ASKS, fold(text)) is not None


def _asks_for_something(text: str, calendar: Calendar) -> bool:
    return _stands_alone(text, calendar) or _is_question(text, calendar)


def _is_story(sentence: str, calendar: Calendar) -> bool:
    """Whether a sentence only tells something: no question, no wish, and no work to log."""
    folded = fold(sentence)
    if sentence.rstrip().endswith("?") or re.match(STARTER, folded) or WISHES.search(folded):
        return False
    intent, score = intent_of(sentence, calendar)
    if (score >= COMMAND and intent.name != "outside") or intent.writes:
        return False  # a lunch that somebody had is no request of a strange kind
    return TELLS.search(folded) is not None


# "If there are none, create one": what follows hangs on an answer.
_CONDITION = re.compile(
    r"(?:and |but |then |please )*(?:if|in case|unless|should) [^,]*?(?:,\s*(?:then |please |"
    r"just )*|"
    rf"(?=\b(?:{COMMANDS})\b))"
)


def _behind_condition(sentence: str, calendar: Calendar) -> str:
    """What a sentence that begins with "if" tells to do; nothing where it tells nothing."""
    match = _CONDITION.match(fold(sentence))
    told = sentence[match.end() :] if match else ""
    intent, score = intent_of(told, calendar)
    return told if score >= COMMAND and intent.name != "smalltalk" else ""


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


# A sentence that says more of what the one before it asks to write.
_IS_SLOT = re.compile(
    r"(?:please |and |also |(?:can|could|would|will) you )*(?:(?:give|assign|hand|make|set|mark|"
    r"put|add|log|book|get|record|track|enter|call|name|title) (?:it|this|that|them)\b|(?:it|this|"
    r"that|they)(?:'s| is| are| should| needs| must| has| was| took)\b|(?:due|deadline|priority|"
    r"budget|assign\w*|title|name|notes?|description|comment|memo|non-?billable|not billable|"
    r"billable|(?:high|low|critical|normal|urgent)(?: priority)?)\b(?! (?:tasks|invoices|"
    r"projects))|(?!(?:who|what|which|when|where|why|how|can|could)\b)"
    r"[\w'-]+(?: [\w'-]+)? (?:(?:should|will|can|must|to|has to|needs to|is going to|could) (?:do|"
    r"handle|take|own|get|have|be|finish|work)|does it|gets it|takes it|takes care)\b)"
)


def _only_slots(piece: str) -> bool:
    """ "Priya Nair, high priority, budget 8 hours": slots, and names or days beside them."""
    clauses = re.split(r"[,;]\s+", piece)
    slots = [clause for clause in clauses if SLOT_ALONE.fullmatch(fold(clause))]
    short = all(len(words_of(clause)) <= 3 for clause in clauses if clause not in slots)
    return bool(slots) and len(clauses) > 1 and short


def _goes_on(before: str, piece: str, calendar: Calendar) -> bool:
    """Whether a sentence says more of the request before it."""
    if is_clarified(piece, calendar):
        return True
    if _BY_HOW_MUCH.match(fold(piece)):
        return not _writes(before, calendar)
    if _writes(before, calendar) and (_IS_SLOT.match(fold(piece)) or _only_slots(piece)):
        return True
    if _stands_alone(piece, calendar) or not _stands_alone(before, calendar):
        return False
    if _writes(before, calendar):
        return True
    return bool(_GOES_ON.match(fold(piece)) or _qualifies(piece))


# "It has gone over, hasn't it? By how many hours?"
_BY_HOW_MUCH = re.compile(r"(?:and )?by how (?:much|many(?: hours| days)?)\W*$")


def _is_more(before: str, sentence: str, calendar: Calendar) -> bool:
    """Whether a sentence behind a new task says more of it, or makes a task of what was said."""
    folded = fold(sentence)
    if _THAT_TASK.match(folded):
        return _NEEDED.search(fold(before)) is not None or _writes(before, calendar)
    if intent_of(before, calendar)[0].name == "create_task":
        pieces = re.split(r"[,;]\s*|\s(?:and|then)\s", folded)
        asked = sentence.rstrip().endswith("?") or any(re.match(STARTER, p) for p in pieces)
        return not asked and _IS_SLOT.match(folded) is not None
    told = _NEEDED.search(fold(before)) is not None and not before.rstrip().endswith("?")
    titled = bool(Request(sentence, calendar).quotes)
    return told and titled and intent_of(sentence, calendar)[0].name == "create_task"


# "Make that a task": of what the sentence before says is to be done.
_THAT_TASK = re.compile(
    r"(?:please |and |so |(?:can|could|would) you )*(?:make|turn|add|create|log|put|enter|set) "
    r"(?:that|this|it)(?: up| in| down)?(?: as| into)?(?: an?)? (?:new )?(?:task|to-?do|ticket)\b"
)
_NEEDED = re.compile(r"\b(?:needs? to|has to|have to|should|must|ought to|is to)\b")


def _adds(before: str, piece: str, calendar: Calendar) -> bool:
    """Whether a fragment is one more question like the one before: "this month's for the same"."""
    request = Request(piece, calendar)
    clear = _stands_alone(before, calendar) and not _writes(before, calendar)
    same = _SAME.search(request.folded) is not None
    short = len(words_of(piece)) <= _LONGEST_FRAGMENT
    return clear and short and (same or bool(request.dates() or request.filters)) and (
        not _is_courtesy(piece) or same
    )  # fmt: skip


_SAME = re.compile(r"\b(?:the same|ditto|likewise|what about|how about)\b")


def _qualifies(piece: str) -> bool:
    return not piece.rstrip().endswith("?") and _QUALIFIES.match(fold(piece)) is not None


def _joined(before: str, piece: str, calendar: Calendar) -> str:
    """Both in one: sentences of a write, or one question in one sentence."""
    if _writes(before, calendar):
        return f"{before}. {piece}"
    first = re.match(r"\W*(\w+)", piece)
    small = first is not None and not is_content(fold(first[1]))
    return f"{before.rstrip(' ?.!')}, {piece[:1].lower() if small else piece[:1]}{piece[1:]}"


def _writes(text: str, calendar: Calendar) -> bool:
    return intent_of(text, calendar)[0].writes


def _is_one_note(text: str, calendar: Calendar) -> bool:
    """A terse note about work: no part of it begins like a request of another kind."""
    intent, score = intent_of(text, calendar)
    starters = re.findall(rf"(?:^|[.,;!?]\s+|\band\s+|\n)(?={STARTER})", fold(text))
    single = len(requests_in(text, calendar)) == 1
    logs = intent.name == "log_time" and score >= COMMAND
    return logs and not starters and "?" not in text and single


def _with_leads(found: Sequence[Part], calendar: Calendar) -> list[Part]:
    """A sentence before time to log that asks for nothing stays with it: it may hold the day."""
    joined: list[Part] = []
    for part in found:
        before = joined[-1].text if joined else ""
        lead = before and not _stands_alone(before, calendar) and not _is_courtesy(before)
        if lead and not _is_question(before, calendar) and (
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


def _stands_alone(text: str, calendar: Calendar) -> bool:
    intent, score = intent_of(text, calendar)
    bare = intent.name == "log_time" and not names_anything(text)
    enough = ENOUGH if re.match(ASKS, fold(text)) else SURE
    return score >= enough and intent.name != "smalltalk" and not bare


def _is_question(part: str, calendar: Calendar) -> bool:
    """A part that asks something, or is nothing but a name, although nobody can tell what."""
    request = Request(part, calendar)
    named = bool(request.quotes or request.unknown_names) and len(part) < _LONGEST_COURTESY
    asked = part.rstrip().endswith("?") or re.match(STARTER, fold(part)) is not None
    return asked or (named and not _is_courtesy(part))


_COURTESY = re.compile(
    r"\b(?:hi|hello|hey|thanks|thank you|cheers|please|hope|morning|afternoon|evening|regards|"
    r"sorry|great|nice|okay|ok|well|how are you|quick question|dear|weekend|day)\b"
)


# "In hours, please."
_UNIT_WISHED = re.compile(
    r"\W*(?:just |only )?(?:in|as) (?:hours|minutes|days|total|short|brief|a (?:table|list))"
    r"(?: please| pls)?\W*"
)


def _is_courtesy(sentence: str) -> bool:
    return len(sentence) < _LONGEST_COURTESY and _COURTESY.search(fold(sentence)) is not None
