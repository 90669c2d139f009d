"""The note on an entry that its place tells: marked as one, behind a colon or a dash, or last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.models.builtin.request import Request
from agent.models.builtin.text.dates import find_dates
from agent.models.builtin.text.fold import Span, blank, lies_in
from agent.models.builtin.text.vocabulary import words_with_spans
from agent.models.builtin.writing.left_over import NO_NOTE, PEOPLE, WISHES
from agent.models.builtin.writing.pieces import Word
from agent.models.builtin.writing.sheet import Sheet, with_lines
from agent.models.builtin.writing.wording import is_neutral

# The word alone is no mark: it may belong to a name ("Compliance notes", "release notes").
_MARKED = re.compile(
    r"(?P<lead>[\s,;.(-]*(?:\b(?:with|and|add(?:ing)?|plus)\s+)?(?:\b(?:a|an|the|this|as)\s+)?)"
    r"\b(?:description|notes?|comments?|memo|remark|desc|details?|reason(?=\s*[:=]))\b"
    r"(?!\s+(?:\d|that down))"
    r"(?P<tail>(?:\s+(?:(?:should|will|shall|can|could) )?(?:be|say|read|of|is|says?|saying|"
    r"that says|reading|reads)\b)?\s*[:=-]?\s*)"
    r"|[\s,;]*\bsaying\b:?\s*"
)
# "Checking the details", "the handover notes": an article alone makes no mark of the word.
_NO_MARK = re.compile(r"\s*(?:(?:a|an|the|this)\s+)?")
_AFTER = re.compile(r"(?<!\d):\s+|\s\((?=[^()]+\)[\s.!]*$)|(?<![\n\s])[^\S\n]-+\s+")


def notes_of(request: Request) -> list[tuple[str | None, Span | None]]:
    """The readings worth trying, in order: a note that is marked as one is the only reading."""
    marked = _marked(request)
    if marked:
        return [marked]
    plain: tuple[str | None, Span | None] = (None, None)
    behind = _behind(request)
    if not behind:
        last = _last_clause(request)
        return [plain, last] if last else [plain]
    return [behind, plain] if _has_own_words(request, behind[1]) else [plain, behind]


_BEGINS = re.compile(r"\W*(?:(?:a|just|quick|short|small|little)\W*)*")


# "...; felt and cork compared, put that in the note".
_PUT_IN = re.compile(
    r"(?:^|[;.(:]\s+)(?P<text>[^;:.()]+?)[\s,;-]+(?:(?:and|please|pls|can you|could you)\s+)*"
    r"(?:put|write|add|note)\s+(?:that|it|this)\s+(?:in|into|as|to|down as|down in)\s+"
    r"(?:(?:the|a|an)\s+)?(?:notes?|description|comments?)(?:\s+please)?[\s.!]*$"
)


def _marked(request: Request) -> tuple[str, Span] | None:
    put = _PUT_IN.search(request.folded)
    timed = put and any(put.start("text") <= d.span[0] for d in request.durations)
    if put and not timed:
        return request.as_typed(put.span("text")).strip(), put.span("text")
    shadow = blank(request.plain, *(m.span for m in request.mentions))
    quotes = {quote.span[0]: quote for quote in request.quotes}
    for match in _MARKED.finditer(shadow):
        quote = quotes.get(match.end())
        lead, tail = match["lead"] or "", match["tail"]
        bare = tail is not None and not tail.strip() and _NO_MARK.fullmatch(lead) is not None
        if not match.group().strip() or (bare and not quote):
            continue
        timed = any(length.span[0] >= match.end() for length in request.durations)
        if timed and _BEGINS.fullmatch(shadow[: match.start()]):
            continue  # "quick note: 40 min on ..."
        if quote:
            return quote.text, (match.start(), quote.span[1])
        end = _end(request, match.end())
        text = request.as_typed((match.end(), end)).strip().strip("'\"`“”)").strip(" .,;")
        if re.search(r"\w", text) and not re.match(r"\s*\d", text):
            return text, (match.start(), end)
    return None


def _end(request: Request, start: int) -> int:
    """A note runs to the end, but for a last clause of nothing but a day or a person, for a last
    courtesy, and for the only day that is said where it stands last."""
    sheet = Sheet(request)
    thanks = _THANKS.search(request.folded, start)
    end = thanks.start() if thanks else len(request.folded)
    for comma in reversed(list(re.finditer(r"[,;.]\s+|\s-+\s+|\s\(", request.folded[:end]))):
        tail = request.folded[comma.end() : end]
        if comma.start() <= start or not _only_slot(request, sheet, tail, comma.end()):
            break
        end = comma.start()
    return _before_day(sheet, start, end)


_THANKS = re.compile(r"[\s,;.-]+(?:please|pls|plz|thanks(?: a lot)?|thank you|thx|cheers)[\s.!]*$")


def _before_day(sheet: Sheet, start: int, end: int) -> int:
    """Where the day begins that ends a note ("fixed the mapping yesterday"), if no other is said;
    what is done for a day, or until then, is told of it."""
    day = sheet.days[0] if len(sheet.days) == 1 else None
    if day is None or len(day.days) != 1 or day.span[0] <= start:
        return end
    said = sheet.text[slice(*day.span)]
    last = not re.search(r"\w", sheet.text[day.span[1] : end])
    if not last or re.match(r"(?:for|by|until|till|before|due)\b", said):
        return end
    return start + len(sheet.text[start : day.span[0]].rstrip(" ,;.(-"))


def _only_slot(request: Request, sheet: Sheet, tail: str, start: int) -> bool:
    days = [mention.span for mention in find_dates(tail, request.calendar, "past", terse=True)]
    people = [(p.span[0] - start, p.span[1] - start) for p in sheet.people if p.span[0] >= start]
    rest = blank(tail, *days, *people)
    return bool(days or people) and all(is_neutral(word) for word, _ in words_with_spans(rest))


def _behind(request: Request) -> tuple[str, Span] | None:
    """What follows the first colon or dash behind an amount."""
    sheet = Sheet(request)
    shadow = blank(with_lines(request), *sheet.marks, *(quote.span for quote in request.quotes))
    for match in _AFTER.finditer(shadow):
        following = _AFTER.search(shadow, match.end())
        first = (match.end(), following.start() if following else len(shadow))
        if following and all(is_neutral(word.text) for word in sheet.words([first])):
            continue  # "search index - 3h - fri 3 july - rebuilt it"
        amounts = [amount for amount in sheet.amounts if amount.span[0] < match.start()]
        if any(amount.span[0] > match.start() for amount in sheet.amounts):
            return None  # another entry stands behind it
        end = _end(request, match.end())
        text = request.as_typed((match.end(), end)).strip().strip("'\"`“” ").strip(" .),;(")
        words = [word for word, _ in words_with_spans(text)]
        if all(word in NO_NOTE or is_neutral(word) for word in words):
            continue
        if amounts and re.search(r"\w", text):
            return text, (match.start(), end)
    return None


def _last_clause(request: Request) -> tuple[str, Span] | None:
    """A last clause that tells what was done and is nobody's name: "..., receipts October"; it
    begins with a word in small letters or an abbreviation: "..., VAT return"."""
    sheet = Sheet(request)
    if len(sheet.clauses) < 2:
        return None
    clause = sheet.clauses[-1]
    told = [word for word in sheet.words([clause]) if not is_neutral(word.text)]
    marks = [*(a.span for a in sheet.amounts), *(person.span for person in sheet.people)]
    marks += [days.span for days in sheet.days if days.days]
    marks += [m.span for m in request.mentions]
    said = [request.text[slice(*word.span)] for word in told]
    begun = sheet.text[: clause[0]].rstrip().endswith(".") and not _has_words_before(
        sheet, clause, told
    )
    first = "".join(said[1:2] if begun else said[:1])
    if (
        not (first.islower() or (first.isupper() and len(first) > 1))
        or any(w.text in NO_NOTE or w.named or w.quoted is not None for w in told)
        or PEOPLE.search(sheet.text, *clause)
        or any(lies_in(span[0], [clause]) for span in marks)
        or not sheet.text[: clause[0]].rstrip().endswith((",", ";", ".", "-"))
        or _NOT_TOLD.match(sheet.text, *clause)
        or WISHES.match(sheet.text, *clause)
    ):
        return None
    return request.as_typed(clause).strip(" .!"), clause


def _has_words_before(sheet: Sheet, clause: Span, told: Sequence[Word]) -> bool:
    """Whether the first telling word is not the first of its sentence: its capital is its own."""
    return bool(told) and re.search(r"\w", sheet.text[clause[0] : told[0].span[0]]) is not None


# What a clause begins with that is no note: somebody, another place, a wish.
_NOT_TOLD = re.compile(
    r"\s*(?:and |but |then |please |pls )*(?:for|by|to|on|in|at|under|into|from|if|when|once|who|"
    r"what|which|how|can|could|would|will|should|is|are|do|does|did|has|have|log|book|put|add|make|"
    r"set|change|mark|create|send|show|tell|give)\b|.*\?"
)


def _has_own_words(request: Request, span: Span) -> bool:
    """Whether there is a name before it, and behind it more than names, days and amounts."""
    sheet = Sheet(request)
    before = sheet.words([(0, span[0])])
    after = [
        word for word in sheet.words([span])
        if not lies_in(word.span[0], (m.span for m in request.mentions))
    ]  # fmt: skip
    return any(not is_neutral(w.text) for w in before) and any(
        not is_neutral(w.text) for w in after
    )
