"""Several requests in one message: the parts that stand on their own, courtesies left out.

A message is cut at bullets and numbers, at the ends of sentences, and inside a sentence where the
words after a comma or "and" begin another request.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from agent.models.builtin.intents import best_intent
from agent.models.builtin.intents.create_task import is_task_list
from agent.models.builtin.intents.intent import ENOUGH
from agent.models.builtin.intents.rules import breaks_rules
from agent.models.builtin.request import Request
from agent.models.builtin.text.calendar import Calendar
from agent.models.builtin.text.fold import BLANK, blank, fold
from agent.models.builtin.writing.wording import names_anything

_ASKS = (
    r"(?:please |also |then )*(?:(?:show|give|tell|list)(?: me)?|which|who|who's|whose|what|what's|"
    r"how|how's|when|when's|where|is|are|do|does|did|has|have|can you|could you)\b"
    r"(?! (?:an? |the )?(?:note|description|comment)\b)"
)
_COMMANDS = "log|book|track|record|create|add|delete|remove|send|move|cancel|archive|mark"
_STARTER = (
    rf"(?:{_ASKS}|(?:please |also |then )*(?:{_COMMANDS})\b"
    r"(?! (?:an? |the )?(?:note|description|comment)\b))"
)
_AND = re.compile(rf"^(?:oh |and |also |then |plus |next,? |finally,? |,)+\s*(?={_ASKS})")
_SENTENCE = re.compile(
    r"(?<![\d\W][a-z])(?<!\bno)(?<!\bvs)(?<!\bdr)(?<!\bmr)(?<!\bms)(?<=[\w)\"'?%])"
    r"(?:[.!?;]+)\s+(?=\w)|\n+|\s+(?=\W*\n)"
)
_BULLET = re.compile(r"(?:^|(?<=\s))(?:\(?(?P<number>[1-9])[.)]|[-*•])\s+(?=\S)")
_JOINT = re.compile(
    r"\s*,?\s+(?:and|plus|then|&|as well as|along with)\s+(?:also\s+|then\s+)?|\s*,\s+(?:also\s+)?"
)
_PREFACE = re.compile(
    r"^(?:\W*(?:just )?(?:two|three|a couple of|a few|some|several|[2-5]) (?:quick |small )?"
    r"(?:things?|questions?|requests?|points|asks)\b(?: (?:please|for you|today))?\s*[:,.-]+\s*)"
)
# "Tasks and milestones due this week": two subjects that share the rest of the sentence.
_SUBJECT = r"(?:(?:open|overdue|late) )?(?:tasks|milestones|deadlines|invoices|hours|budgets?|team)"
_PAIR = re.compile(rf"\b(?P<a>{_SUBJECT})(?:,| and| &| or) (?:the |its )?(?P<b>{_SUBJECT})\b")
_GOES_ON = re.compile(
    r"(?:only|just|but|not|for|in|with|without|excluding|including|since|from|by|grouped|sorted|"
    r"per|"
    r"and|also|if|split|those|that)\b"
)
# "... and who owns them?" is about the rows of the same question.
_POINTS_BACK = re.compile(r"\b(?:them|they|their|those|these|each)\b")
# "Check that Anna is on the Intranet and then create a task ..."
_CHECKS = re.compile(r"\W*(?:please )?(?:check|verify|make sure|see|look|confirm|find out)\b")
# "... so could you tell me whether they are late?": the request at the end of a story.
_TOLD_BEFORE = re.compile(
    r"[,;.:]?\s+(?:so|and|but|therefore|hence|that's why)?[, ]*(?:can|could|would|will)"
    r" (?:you|u) (?:please |quickly |just |maybe |perhaps |kindly )*"
    r"(?=(?:tell|show|check|let me know|look|give|list|find|see|say|remind)\b)"
)
_COMMAND = 20.0
_WRITES = ("create_task", "log_time")
_LONGEST_COURTESY = 60


@dataclass(frozen=True)
class Parts:
    """``requests`` in order, at least one; ``aside`` are sentences that ask for nothing."""

    requests: list[str]
    aside: tuple[str, ...] = ()


def parts_of(text: str, calendar: Calendar) -> Parts:
    """The message as one or more requests; a message that is one request comes back as it is."""
    request = Request(text, calendar)
    shadow = blank(request.folded, *(quote.span for quote in request.quotes))
    preface = _PREFACE.match(shadow)
    start = preface.end() if preface else 0
    if is_task_list(request) or _is_one_note(text, calendar):
        return Parts([text])
    found: list[str] = []
    for sentence in _sentences(text[start:], shadow[start:]):
        pieces = _without_story(sentence, calendar) or _requests(sentence, calendar)
        if found and _is_clarified(pieces[0], calendar):
            found[-1] = f"{found[-1]}. {pieces.pop(0)}"
            if not pieces:
                continue
        goes_on = found and _IS_SLOT.match(fold(pieces[0])) and _writes(found[-1], calendar)
        if not goes_on and (not found or _stands_alone(pieces[0], calendar)):
            found += pieces
        elif _belongs(found[-1], pieces[0], calendar):
            found[-1] = f"{found[-1]}. {pieces[0]}"
            found += pieces[1:]
        else:
            found += pieces
    found = _with_leads(found, calendar)
    if len(found) < 2 or breaks_rules(request):
        return Parts([text])
    kept = [p for p in found if _stands_alone(p, calendar) or _is_question(p, calendar)]
    if not any(_stands_alone(p, calendar) or re.match(_ASKS, fold(p)) for p in kept):
        return Parts([text])
    aside = [part for part in found if part not in kept and not _is_courtesy(part)]
    return Parts(kept, tuple(aside))


# A sentence that says more of what the one before it asks to write.
_IS_SLOT = re.compile(
    r"(?:please |and |also |(?:can|could|would|will) you )*(?:(?:give|assign|hand|make|set|mark|"
    r"put|add|log|book|get|record|track|enter) (?:it|this|that|them)\b|(?:it|this|that|they)(?:'s|"
    r" is| are| should| needs| must| has| was| took)\b|(?:due|deadline|priority|budget|assign\w*|"
    r"notes?|description|comment|memo|non-?billable|not billable|billable|(?:high|low|critical|"
    r"normal|urgent)(?: priority)?)\b(?! (?:tasks|invoices|projects))|"
    r"[\w'-]+ (?:should|will|can|must|to) (?:do|handle|take|own)\b)"
)


# "... due this week? Invoices, I mean": the subject of the question before, or its days.
_ONLY_SUBJECT = re.compile(
    rf"(?:i mean(?:t)?|just|only|for|the|of|all|take|use|say|make it|let's (?:say|take))?[ ,]*"
    rf"(?:(?:{_SUBJECT}|invoice)[ ,-]*(?:wise|i mean(?:t)?|only|please)?)?\W*"
)


def _is_clarified(piece: str, calendar: Calendar) -> bool:
    request = Request(piece, calendar)
    rest = blank(request.folded, *(mention.span for mention in request.dates()))
    return _ONLY_SUBJECT.fullmatch(rest.replace(BLANK, "").strip()) is not None


def _writes(text: str, calendar: Calendar) -> bool:
    return _intent(text, calendar)[0] in _WRITES


def _is_one_note(text: str, calendar: Calendar) -> bool:
    """A terse note about work: no part of it begins like a request of another kind."""
    name, score = _intent(text, calendar)
    starters = re.findall(rf"(?:^|[.,;!?]\s+|\band\s+|\n)(?={_STARTER})", fold(text))
    return name == "log_time" and score >= _COMMAND and not starters and "?" not in text


def _with_leads(found: list[str], calendar: Calendar) -> list[str]:
    """A sentence before time to log that asks for nothing stays with it: it may hold the day."""
    joined: list[str] = []
    for part in found:
        before = joined[-1] if joined else ""
        lead = before and not _stands_alone(before, calendar) and not _is_courtesy(before)
        if lead and not _is_question(before, calendar) and _intent(part, calendar)[0] == "log_time":
            joined[-1] = f"{before}. {part}"
        else:
            joined.append(part)
    return joined


def _sentences(text: str, shadow: str) -> list[str]:
    """Numbered and bulleted points, then sentences."""
    points = [m for m in _BULLET.finditer(shadow) if m["number"] or _at_line_start(shadow, m)]
    numbers = [match["number"] for match in points if match["number"]]
    if len(points) < 2 or (numbers and numbers != [str(n) for n in range(1, len(numbers) + 1)]):
        points = []
    cuts = [match.span() for match in points]
    cuts += [match.span() for match in _SENTENCE.finditer(shadow)]
    return _cut(text, sorted(cuts))


def _at_line_start(shadow: str, match: re.Match[str]) -> bool:
    return not shadow[: match.start()].strip() or shadow[: match.start()].endswith("  ")


def _cut(text: str, cuts: list[tuple[int, int]]) -> list[str]:
    starts, ends = [0], []
    for begin, end in cuts:
        ends.append(begin)
        starts.append(end)
    pieces = [text[a:b].strip(" ,;\n") for a, b in zip(starts, [*ends, len(text)], strict=True)]
    pieces = [piece[_lead(piece) :] for piece in pieces]
    return [piece for piece in pieces if re.search(r"\w", piece)] or [text]


def _lead(piece: str) -> int:
    """How many letters of "and" and the like stand before a question."""
    found = _AND.match(fold(piece))
    return found.end() if found else 0


def _without_story(sentence: str, calendar: Calendar) -> list[str]:
    """A story and the request it ends in, where the story asks for nothing itself."""
    for match in _TOLD_BEFORE.finditer(fold(sentence)):
        story, request = sentence[: match.start()], sentence[match.end() :]
        if not re.search(r"\w", story) or _stands_alone(story, calendar):
            continue
        if _intent(request, calendar)[1] >= ENOUGH:
            return [story, request]
    return []


def _requests(sentence: str, calendar: Calendar) -> list[str]:
    """The requests inside a sentence.

    The words after a new task are its title until another command begins, and entries logged
    together share their day.
    """
    quotes = [quote.span for quote in Request(sentence, calendar).quotes]
    shadow = blank(fold(sentence), *quotes)
    pair = _PAIR.search(shadow)
    if pair and _intent(pair["a"], calendar)[0] != _intent(pair["b"], calendar)[0]:
        return [_without(sentence, pair, "b"), _without(sentence, pair, "a")]
    cuts: list[tuple[int, int]] = []
    begin = 0
    dates = [mention.span for mention in Request(sentence, calendar).dates()]
    for joint in _JOINT.finditer(shadow):
        if any(first < joint.start() and joint.end() < last for first, last in dates):
            continue
        following = _JOINT.search(shadow, joint.end())
        piece = sentence[joint.end() : following.start() if following else len(sentence)]
        if _begins(sentence[begin : joint.start()], piece, sentence[joint.end() :], calendar):
            cuts.append(joint.span())
            begin = joint.end()
    return _cut(sentence, cuts)


def _without(sentence: str, pair: re.Match[str], name: str) -> str:
    """The sentence with only the other one of two subjects."""
    kept = pair["a" if name == "b" else "b"]
    return f"{sentence[: pair.start()]}{kept}{sentence[pair.end() :]}"


# "... could you get that on my timesheet?" asks for nothing more than what was said.
_IS_WRITTEN = re.compile(
    r"\b(?:log|put|add|book|get|record|track|enter|note) (?:it|that|this|them|those)\b"
)


def _begins(before: str, piece: str, rest: str, calendar: Calendar) -> bool:
    """Whether another request begins with this piece."""
    if _is_clarified(piece, calendar):
        return False
    name, score = _intent(before, calendar)
    following, strength = _intent(piece, calendar)
    asks = re.match(_ASKS, fold(piece)) is not None
    if "log_time" in (name, following) and not re.match(_STARTER, fold(rest)):
        return False  # a note about work is told in clauses
    if name in _WRITES and _IS_WRITTEN.search(fold(piece)):
        return False
    if name in _WRITES:
        told = re.match(_STARTER, fold(rest)) and strength >= _COMMAND
        asked = asks and ENOUGH <= strength < _COMMAND
        refused = following == "unsupported" and name != "log_time"
        return bool(told or asked) and not refused and (
            following != name or name == "create_task"
        )  # fmt: skip
    if _CHECKS.match(fold(before)) and following in _WRITES and strength >= _COMMAND:
        return True
    if score < ENOUGH or strength < ENOUGH or _POINTS_BACK.search(fold(rest)):
        return False
    if re.match(_STARTER, fold(piece)):
        return name != following or asks
    return name != following and strength >= 1.5 * ENOUGH and not _bare(before, calendar)


def _bare(text: str, calendar: Calendar) -> bool:
    """Whether the words name no record, no day and no state: a subject and nothing else."""
    request = Request(text, calendar)
    return not (request.may_hold_names or request.dates() or request.filters)


def _belongs(before: str, sentence: str, calendar: Calendar) -> bool:
    """Whether a sentence that asks for nothing by itself goes on with the request before it."""
    if not _stands_alone(before, calendar):
        return False
    return _intent(before, calendar)[0] in _WRITES or bool(_GOES_ON.match(fold(sentence)))


@lru_cache(maxsize=512)
def _intent(text: str, calendar: Calendar) -> tuple[str, float]:
    request = Request(text, calendar)
    intent = best_intent(request)
    return intent.name, intent.score(request)


def _stands_alone(text: str, calendar: Calendar) -> bool:
    name, score = _intent(text, calendar)
    bare = name == "log_time" and not names_anything(text)
    enough = ENOUGH if re.match(_ASKS, fold(text)) else 2 * ENOUGH
    return score >= enough and name != "smalltalk" and not bare


def _is_question(part: str, calendar: Calendar) -> bool:
    """A part that asks something, or is nothing but a name, although nobody can tell what."""
    request = Request(part, calendar)
    named = bool(request.quotes or request.unknown_names) and len(part) < _LONGEST_COURTESY
    asked = part.rstrip().endswith("?") or re.match(_STARTER, fold(part)) is not None
    return asked or (named and not _is_courtesy(part))


_COURTESY = re.compile(
    r"\b(?:hi|hello|hey|thanks|thank you|cheers|please|hope|morning|afternoon|evening|regards|"
    r"sorry|great|nice|okay|ok|well|how are you|quick question|dear|weekend|day)\b"
)


def _is_courtesy(sentence: str) -> bool:
    return len(sentence) < _LONGEST_COURTESY and _COURTESY.search(fold(sentence)) is not None
