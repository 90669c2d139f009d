"""The words that a task's name leaves over: a note, the verb of the work, or chatter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.models.builtin.text.fold import Span, blank, fold, lies_in, word_list
from agent.models.builtin.text.vocabulary import words_with_spans
from agent.models.builtin.writing.pieces import Word
from agent.models.builtin.writing.sheet import Sheet
from agent.models.builtin.writing.wording import COURTESY, is_neutral

# They end like a verb and are none.
_NO_VERBS = frozenset(
    word_list("""
    nothing something anything everything thing during morning evening king spring string meeting
    need indeed hundred speed feed according including excluding pending billing wedding ceiling
""")
)
# Verbs of work in the past that do not end in "-ed".
_PAST = frozenset(
    word_list("""
    wrote made built met drew sent ran set cut rebuilt rewrote redid redrew spoke got went found
    held gave brought read taught shot sat rang
    written drawn rewritten redrawn taken gone begun
""")
)
_OPENS = re.compile(r"[:(\"]\s*$|(?:^|\s)-+\s+$")
_WITH = re.compile(r"(?:\b(?:with|about|re|regarding)|\bw/)\s*(?:the\s+|our\s+|a\s+)?$")
# "It took me 20 minutes to fix the printer": what stands there is what was done.
_TOOK_TO = re.compile(r"\b(?:took|needed|spent)\b[^,;.]*\x01\s+to\s+$")
# "... for the client walk-through": an occasion is what the work was for, and nobody's name.
_FOR_OCCASION = re.compile(
    r"\bfor\s+(?:(?:the|our|my|his|her|their|an?|this|next|[\w-]+'s)\s+)+(?:[\w'-]+\s+){0,3}?"
    r"(?:meeting|call|workshop|review|presentation|pitch|walk-?through|demo|launch|fair|event|"
    r"breakfast|lunch|dinner|party|opening|handover|hand-over|kick-?off|hearing|audit|conference|"
    r"visit|interview|rehearsal|appointment|session|release|training|tender|newsletter|mailing|"
    r"webinar|deadline|sign-?off|approval|inspection|tour|premiere|trip|vote|negotiations?)s?\b"
)


# Somebody whose time it may be as well.
PEOPLE = re.compile(
    r"\b(?:team|everyone|everybody|somebody|someone|nobody|all of us|staff|colleagues?|the others|"
    r"crew|both of us|we all)\b"
)


def note_from(
    sheet: Sheet, words: Sequence[Word], left: Sequence[int], own: Sequence[int]
) -> str | None:
    """The words left over as a note, if they read as one; None where they may be anything else."""
    runs = _runs(sheet, words, left)
    if not runs or not own:
        return None
    if not all(_reads_as_note(sheet, words, run, own) for run in runs):
        return None
    start, end = words[runs[0][0]].span[0], _note_end(sheet, words, runs[-1][-1], own)
    between = [w for i, w in enumerate(words) if start <= w.span[0] < end and i in own]
    if between or any(start <= mark[0] < end for mark in sheet.marks):
        return None
    occasion = _occasion(sheet, words[runs[0][0]].span, own, words)
    before = occasion or _WITH.search(sheet.text[:start])
    told = _verb_before(sheet, start, own, words)
    start = before.start() if before else start if told is None else told
    return _SMALL_LAST.sub("", sheet.request.as_typed((start, end)).strip(" \"'“”"))


# "Trained Anna for", before a length: the note ends before it.
_SMALL_LAST = re.compile(
    r"(?:\s+(?:for|on|with|at|in|of|to|about|re|and|the|an?))+$", re.IGNORECASE
)


def note_of_words(
    sheet: Sheet, words: Sequence[Word], left: Sequence[int], own: Sequence[int]
) -> str | None:
    """The words left over as a note wherever they stand; None where one is of a slot or may be
    somebody's name."""
    spans: list[Span] = []
    for run in _runs(sheet, words, left):
        start, end = words[run[0]].span[0], _note_end(sheet, words, run[-1], own)
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    said = [sheet.request.as_typed((start, end)) for start, end in spans]
    slots = any(words[i].text in NO_NOTE for i in left)
    named = any(
        not text[0 if start else 1 :].islower()
        for text, (start, _) in zip(said, spans, strict=True)
    )
    told = _LASTED.sub("", ", ".join(said)).strip()
    return None if slots or named else told or None


# "The Acme call went on for 50 minutes": what was done is said before the verb.
_LASTED = re.compile(
    r"\b(?:went on|lasted|dragged on|took|ran|was|needed|required|kept)\b"
    r"(?: (?:me|us|for|on|over))*$"
)


def _occasion(
    sheet: Sheet, span: Span, own: Sequence[int], words: Sequence[Word]
) -> re.Match[str] | None:
    """The occasion behind everything else that holds this word."""
    behind = words[max(own)].span[1]
    found = (m for m in _FOR_OCCASION.finditer(sheet.text, behind))
    return next((m for m in found if m.start() <= span[0] < m.end()), None)


def _verb_before(sheet: Sheet, place: int, own: Sequence[int], words: Sequence[Word]) -> int | None:
    """Where a clause without the name begins that tells what was done: "..., called the mason"."""
    clause = next((c for c in sheet.clauses if c[0] <= place < c[1]), None)
    if clause is None or any(lies_in(words[i].span[0], [clause]) for i in own):
        return None
    first = re.match(r"\s*([a-z]+)", sheet.text[slice(*clause)])
    return clause[0] if first and _is_past(first[1]) else None


# "Stand-up", "follow-ups": one word.
_COMPOUND = re.compile(r"-(?:up|off|in|out|on|over|down|by)s?\b")


def _note_end(sheet: Sheet, words: Sequence[Word], last: int, own: Sequence[int] = ()) -> int:
    """The end of a note takes in the small words behind it ("... and tested them"), unless they
    lead to the name."""
    clause = next(c for c in sheet.clauses if c[0] <= words[last].span[0] < c[1])
    compound = _COMPOUND.match(sheet.text, words[last].span[1])
    end = compound.end() if compound else words[last].span[1]
    for place, word in enumerate(words[last + 1 :], last + 1):
        if place in own:
            return compound.end() if compound else words[last].span[1]
        marked = any(end <= mark[0] < word.span[0] for mark in sheet.marks)
        if word.span[0] >= clause[1] or word.text in COURTESY or marked:
            break
        end = word.span[1]
    return end


def _runs(sheet: Sheet, words: Sequence[Word], left: Sequence[int]) -> list[list[int]]:
    """The words left over, neighbours with only small words between them together."""
    runs: list[list[int]] = []
    for place in left:
        previous = runs[-1][-1] if runs else None
        if previous is not None and _close(sheet, words, previous, place):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _close(sheet: Sheet, words: Sequence[Word], first: int, second: int) -> bool:
    between = words[first + 1 : second]
    gap = sheet.text[words[first].span[1] : words[second].span[0]]
    marked = any(words[first].span[1] <= m[0] < words[second].span[0] for m in sheet.marks)
    return (
        all(is_neutral(w.text) for w in between)
        and not marked
        and re.search(r"[,;:()]|\. ", gap) is None
    )


def _reads_as_note(
    sheet: Sheet, words: Sequence[Word], run: Sequence[int], own: Sequence[int]
) -> bool:
    first, last = words[run[0]], words[run[-1]]
    before = sheet.text[: first.span[0]]
    if any(words[i].text in NO_NOTE for i in run):
        return False
    if all(words[i].quoted is not None and words[i].quoted == first.quoted for i in run):
        return True
    if _TOOK_TO.search(blank(before, *(amount.span for amount in sheet.amounts))):
        return first.text.islower()
    if _OPENS.search(before) or _WITH.search(before) or _occasion(sheet, first.span, own, words):
        return True
    if _verb_before(sheet, first.span[0], own, words) is not None:
        return True
    if _is_apart(sheet, words, run, own):
        return True
    if re.search(r"\bwith\b", sheet.text[first.span[0] : last.span[1]]):
        return True
    ends = len(first.text) > 4 and first.text.endswith(("ed", "ing"))
    verb = (ends and first.text not in _NO_VERBS) or first.text in _PAST
    apart = before.rstrip().endswith((",", ";", "."))
    return verb and (len(run) > 1 or (apart and run[0] > max(own)))


# Verbs that do not say that work was done.
_UNDONE = frozenset(
    word_list("""
    skipped cancelled canceled missed planned scheduled postponed moved deleted removed invoiced
    billed paid estimated budgeted promised offered sold quoted refused needed wanted stopped
    skip cancel miss plan schedule postpone move delete remove invoice bill pay estimate promise
    offer sell quote refuse stop leave drop
""")
)
_SUBJECT = re.compile(
    r"(?:^|[,.:;(]|\b(?:i|we|i've|we've|have|and)|\x01)"
    r"(?:\s+(?:just|also|still|only|then|finally|again|mostly|\w+ly))*\s*$"
)

_DOING = re.compile(r"(?:^|[,.:;]|\b(?:was|were|been|am|busy|i'm|for|of|by|with|on)|\x01)\s*$")
# "I had to redo the script".
_HAD_TO = re.compile(r"\b(?:had|have|has|needed|managed|tried|got|helped|took|\x01)\s+to\s*$")


def without_verb(
    sheet: Sheet, words: Sequence[Word], left: Sequence[int], own: Sequence[int]
) -> tuple[int, ...]:
    """The words left over but for the verb right before the name: "I rewrote the script"."""
    if not left or not own or left[0] > min(own):
        return tuple(left)
    verb = words[left[0]]
    doing = verb.text.endswith("ing") and verb.text not in _NO_VERBS
    plain = blank(sheet.text, *sheet.marks)
    doing = doing and _DOING.search(plain[: verb.span[0]]) is not None
    doing = doing or _HAD_TO.search(plain[: verb.span[0]]) is not None
    between = words[left[0] + 1 : min(own)]
    if (
        not (_is_past(verb.text) or doing) or verb.text in _UNDONE
        or not all(is_neutral(word.text) for word in between)
        or re.search(r"[,;:.(]\s", plain[verb.span[1] : words[min(own)].span[0]])
        or not (doing or _SUBJECT.search(plain[: verb.span[0]]))
    ):  # fmt: skip
        return tuple(left)
    return tuple(left[1:])


def _is_past(word: str) -> bool:
    return (len(word) > 4 and word.endswith("ed") and word not in _NO_VERBS) or word in _PAST


# Words of slots that an entry has not.
NO_NOTE = frozenset(
    word_list("""
    billable unbillable non not no due deadline priority budget urgent high low assign assigned
    each both all every delete cancel instead except without or if
""")
)


# "... and invoice it": something that is to be done with the entry.
WISHES = re.compile(
    r"\s*(?:(?:and|then|also|please) )*[a-z]+(?<!ed)(?<!ing) (?:it|them|that|this)\b"
)


_FEW = 2  # words


def _is_apart(sheet: Sheet, words: Sequence[Word], run: Sequence[int], own: Sequence[int]) -> bool:
    """Whether these words are a last clause of their own behind everything else, in small letters
    and with nobody's name in it: "20 minutes on hiring today, phone interview"."""
    start, end = words[run[0]].span[0], words[run[-1]].span[1]
    clause = next((c for c in sheet.clauses if c[0] <= start < c[1]), None)
    if clause is None or clause != sheet.clauses[-1] or clause[0] < words[max(own)].span[1]:
        return False
    said = sheet.request.text[start:end]
    if len(words_with_spans(said)) <= _FEW and PEOPLE.search(fold(said)):
        return False
    if WISHES.match(sheet.text[slice(*clause)]):
        return False
    taken = [*sheet.marks, *(mention.span for mention in sheet.request.mentions)]
    return said.islower() and not any(a < clause[1] and clause[0] < b for a, b in taken)


_TELLS = re.compile(
    r"\b(?:was|were|is|are|am|had|been|it's|it (?:took|went|felt|needed|got)|what a|such|so|"
    r"took (?:ages|forever|longer|quite|way|much|a while|its time)|"
    r"feeling (?:like|so|very)|(?:i|we|it|that|this|which) felt|felt (?:like|so|very))\b"
)


def without_chatter(
    sheet: Sheet, words: Sequence[Word], left: Sequence[int], own: Sequence[int]
) -> tuple[int, ...]:
    """The words left over but for those of clauses that only tell how it was ("it was fun").

    Such a clause has a verb, no amount and nobody's name, and nothing in it is said to be for, by
    or in something.
    """
    kept = []
    for place in left:
        span = words[place].span
        clause = next((c for c in sheet.clauses if c[0] <= span[0] < c[1]), None)
        if clause is None or not _is_chatter(sheet, words, clause, own):
            kept.append(place)
    return tuple(kept)


def _is_chatter(sheet: Sheet, words: Sequence[Word], clause: Span, own: Sequence[int]) -> bool:
    said = sheet.text[slice(*clause)]
    if sheet.text[: clause[0]].rstrip().endswith("("):
        return False  # what stands in brackets is meant to be kept
    inside = [i for i, word in enumerate(words) if clause[0] <= word.span[0] < clause[1]]
    if any(i in own for i in inside) or not _TELLS.search(said):
        return False
    spans = [a.span for a in sheet.amounts] + [person.span for person in sheet.people]
    if any(clause[0] <= span[0] < clause[1] for span in spans):
        return False
    for i in inside:
        word = words[i]
        before = sheet.text[clause[0] : word.span[0]]
        if is_neutral(word.text):
            continue
        first = not re.search(r"\w", before)
        capital = sheet.request.text[word.span[0]].isupper() and not first
        if capital or re.search(r"\b(?:for|by|on|in|at|to|with|of|not|no)\s+(?:the\s+)?$", before):
            return False
    return True
