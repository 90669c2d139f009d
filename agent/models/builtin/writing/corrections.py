"""What somebody corrects while speaking: "2h on the memo... sorry, I meant the lease"."""

from __future__ import annotations

import re

from agent.models.builtin.names.entry import Kind
from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.request import Request
from agent.models.builtin.text.fold import BLANK, Span, blank
from agent.models.builtin.text.vocabulary import words_with_spans
from agent.models.builtin.writing.wording import is_neutral

_OOPS = r"(?:no|nope|oh|sorry|oops|ops|wait|er|erm|um|hm+|ah|argh|actually|my bad|pardon)"
_MARK = re.compile(
    rf"[\s.,;(-]+(?:{_OOPS}[\s,.]+)*(?:i mean(?:t)?(?: to say)?|i should say|scratch that|"
    rf"make that(?! (?:an? |into |as |the )|\s*[.!?]|\s*$)|correction|"
    rf"(?:no|sorry),? wait|wait,? no|sorry,? no)\b[\s,:.]*(?:{_OOPS}[\s,]+)*"
    # "the media plan... sorry, the logo drafts"
    r"|\s?\.{2,}\s*(?:oh |ah |no |oops )*(?:sorry|no|oops)[\s,]+(?=\S)"
)
# "Log 3h on the memo. Actually 2.5."
_OTHER_NUMBER = re.compile(
    rf"[.,;!-]\s+(?:{_OOPS}[\s,.]+)+(?:make (?:it|that) |it was )?"
    r"(?P<number>\d+(?:[.,]\d+)?)[\s.!]*$"
)
_HEADED = r"\b(?P<word>on|to|into|for|in|under|of|by|task|called)\s+(?:the\s+)?"
_HEAD = re.compile(r"(?:on|to|into|for|in|under)?\s*(?:the\s+)?")
_PHRASE = re.compile(
    rf"{_HEADED}(?P<name>[^{BLANK},;:.()]*[^{BLANK},;:.()\s])(?=\s+(?:in|for|from|at|by|with)\b|"
    rf"\s*(?:[{BLANK},;:.()]|$))"
)
_UNTIL = re.compile(rf"\s+(?:in|for|from|at|by|with|on)\b|\s*[{BLANK},;:()]|\s*\.(?:\s|$)|\s*$")
_KINDS: tuple[Kind, ...] = ("user", "project", "client")


def corrected(request: Request) -> str:
    """The message with what was corrected in the place of what it corrects; as it is where that is
    not clear."""
    again = _OTHER_NUMBER.search(request.plain)
    if again and len(request.durations) == 1 and request.durations[0].span[1] <= again.start():
        start, end = request.durations[0].span
        length = re.sub(r"\d+(?:[.,]\d+)?", again["number"], request.text[start:end], count=1)
        return f"{request.text[:start]}{length}{request.text[end : again.start()]}."
    match = _MARK.search(request.plain)
    if not match or not request.plain[match.end() :].strip():
        return request.typed or request.text
    new = _first_behind(request, match.end())
    old = _said_before(request, match.start(), new)
    if new is None or old is None:
        return request.typed or request.text
    word = re.match(r"(?:on|to|into|for|in|under)\s+", request.folded[new[0] : new[1]])
    kept = (new[0] + (word.end() if word else 0), new[1])
    pieces = ((0, old[0]), kept, (old[1], match.start()), (new[1], len(request.text)))
    return "".join(request.as_typed(piece) for piece in pieces)


def _values(request: Request) -> tuple[list[Span], list[Span]]:
    lengths = [each.span for each in request.durations]
    lengths += [request.clock.span] if request.clock else []
    return lengths, [mention.span for mention in request.dates()]


def _first_behind(request: Request, start: int) -> Span | None:
    """The length, day or name that the correction begins with."""
    head = _HEAD.match(request.plain, start)
    begin = head.end() if head else start
    for span in (s for group in _values(request) for s in group):
        if start <= span[0] <= begin:
            return span
    mention = _at(request, begin)
    if mention:
        return start, mention.span[1]
    quote = next((q.span for q in request.quotes if q.span[0] == begin), None)
    if quote:
        return start, quote[1]
    values = blank(request.folded, *(s for group in _values(request) for s in group))
    end = _UNTIL.search(values, begin)
    return (start, end.start()) if end and end.start() > begin else None


def _at(request: Request, place: int) -> Mention | None:
    """A name that stands there whole: "media plan" is no "March Hare Media"."""
    found = (m for m in request.firm.mentions if m.span[0] == place)
    return next((m for m in found if _UNTIL.match(request.plain, m.span[1])), None)


def _said_before(request: Request, end: int, new: Span | None) -> Span | None:
    """The last thing of the same kind that was said before."""
    if new is None:
        return None
    for group in _values(request):
        if new in group:
            return next((span for span in reversed(group) if span[1] <= end), None)
    word = re.match(r"(on|to|into|for|in|under)\s+(?:the\s+)?", request.folded[slice(*new)])
    mention = _at(request, new[0] + (word.end() if word else 0))
    if mention:
        kind = max(_KINDS, key=mention.best)
        same = [m.span for m in request.firm.mentions if m.span[1] <= end and m.best(kind)]
        return same[-1] if same else None
    return _name_before(request, end, word[1] if word else "")


def _name_before(request: Request, end: int, word: str) -> Span | None:
    """The unknown name before: behind the same small word, or else the one on which it is."""
    quotes = [quote.span for quote in request.quotes if quote.span[1] <= end]
    if quotes:
        return quotes[-1]
    text = blank(request.firm.plain, *(s for group in _values(request) for s in group))[:end]
    found = [m for m in _PHRASE.finditer(text) if not word or m["word"] == word]
    if found:
        return found[-1].span("name")
    words = [span for said, span in words_with_spans(text) if not is_neutral(said)]
    run = words[-1:]
    while run and len(run) < len(words) and text[words[-len(run) - 1][1] : run[0][0]] == " ":
        run.insert(0, words[-len(run) - 1])
    return (run[0][0], run[-1][1]) if run else None
