"""The words of a message beside the slots of a new task: which of them only tell something, and
which stand where a name or a further wish would."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from agent.models.builtin.text.everyday import EVERYDAY
from agent.models.builtin.text.fold import BLANK, Span, fold, lies_in, word_list
from agent.models.builtin.text.vocabulary import is_content, words_with_spans
from agent.models.builtin.writing.coded import SIGNS
from agent.models.builtin.writing.roles import does_after, is_told_of
from agent.models.builtin.writing.task_draft import VERBS
from agent.models.builtin.writing.wording import hidden_names, is_neutral

_FILLING = frozenset(
    word_list("""
    due deadline until till latest end date list lists to-do todo todos board backlog plate desk
    pile name go goes going gone should must shall needs need has have belongs belong
    priority prio budget budgeted estimate estimated estimation effort planned plan assign assigned
    assignee assigning owner owned responsible owns take takes taking care handles handle doing
    done finish finished ready complete completed maximum max min sits sit lands land falls fall
    opened added created filed noted made set entered inserted placed called named titled title
    under asap job item card ticket tickets reminder schedule scheduled
    tops most wanted required delivery deliver delivered share shares together see look looks
    writes write draws draw does fine enough reserved allotted allowed cap capped limit
    project client colleague same mark marked both all target someone somebody person
    who which when where spend super really
""")
)
_MARKS = re.compile(rf"[,;:!?()\n]|\.(?=\s|$|{BLANK})|\s[-–—/|](?=\s)")
_WISH = (
    r"(?:please|pls|(?:can|could|would|will) (?:you|we|someone|somebody)|let's|(?:i|we)(?:'d)? "
    r"(?:need|want|would like|like)|create|add|make|set up|put|open|plan|schedule)\b"
)
# Where a sentence ends, or what is told ends and the wish begins: "they hate it, so please ...".
SENTENCE = re.compile(
    rf"[!?\n]|\.(?=\s|$|{BLANK})|,?\s+(?:so|hence|therefore|thus)\s+(?={_WISH})|,\s+(?={_WISH})"
)
# Words that change what is wished for, wherever they stand beside slots.
_CHANGES = re.compile(
    r"\b(?:every|except|half|twice|weekly|daily|monthly|yearly|recurring|repeat\w*|instead|not|"
    r"never|without|or|nor|per|everyone|everybody|all of us|us all|"
    r"(?:the|our) (?:whole |entire )?team|"
    r"same \w+ (?:as|like)|as (?:usual|before|always))\b"
)
# A wish for something else: "and notify the client", "Send her the draft."
_OTHER_WISH = re.compile(
    r"(?:^|[.!?;,:]\s+|\band\s+|\bthen\s+)(?:(?:please|also|then|just|pls)\s+)*(?P<verb>delete|"
    r"remove|archive|cancel|send|e-?mail|mail|message|notify|inform|"
    r"remind(?! (?:me|us)\b)|tell|close|reopen|move|"
    r"rename|reassign|approve|invoice|bill|pay|void|update|change|edit|extend|postpone|"
    r"reschedule|start|stop|pause|copy|duplicate|attach|link|upload|log|book|track|record|repeat|invite|cc|"
    r"export|share it with|depends?)\b"
)
_SLOT_BEFORE = re.compile(
    r"\b(?:for|to|by|in|into|under|on|onto|at|with|assign\w*(?: it)?(?: to)?|project|client|"
    r"customer|owner|assignee|responsible)[\s:=]+(?P<article>(?:the|our|an?|my|their)\s+)?$"
)
_GIVEN_TO = re.compile(r"(?:for|assign|owner|assignee|responsible)")
_OBJECT_AFTER = re.compile(
    rf"\s+(?:[{SIGNS}]|(?:them|her|him|it|us|me|the|an?|our|my|their|his|back|up|out)\b)"
)
_PLACE_AFTER = re.compile(r"\s+(?:project|client|account|board|section|column|list|team)\b")
_FIGURE = re.compile(r"[\d.,]+ ?(?:[a-z]{3}|euros?|dollars?|pounds?|k)?")
_LONGEST_NAME = 3  # words


@dataclass(frozen=True)
class Clause:
    """A stretch between marks, and where words that no slot explains stand in it."""

    span: Span
    strange: tuple[Span, ...]
    bare: bool  # nothing else stands in it


@dataclass(frozen=True)
class Beside:
    """``text``: the coded message without the title and what was explained; ``typed``: as said."""

    typed: str
    text: str
    title: Span

    @cached_property
    def clauses(self) -> list[Clause]:
        found, start = [], 0
        for mark in [*_MARKS.finditer(self.text), None]:
            end = mark.start() if mark else len(self.text)
            found.append(self._clause(start, end))
            start = mark.end() if mark else end
        return found

    def _clause(self, start: int, end: int) -> Clause:
        piece = re.sub(rf"(?<=[{SIGNS}])'s?\b", "  ", self.text[start:end])
        piece = re.sub(rf"[{SIGNS}]", " ", piece)
        words = [(word, (start + a, start + b)) for word, (a, b) in words_with_spans(piece)]
        strange: list[Span] = []
        for word, span in words:
            if is_filling(word):
                continue
            joined = strange and not self.text[strange[-1][1] : span[0]].strip(" -")
            if strange and joined:
                strange[-1] = (strange[-1][0], span[1])
            else:
                strange.append(span)
        own = [span for word, span in words if not any(lies_in(span[0], [s]) for s in strange)]
        return Clause((start, end), tuple(strange), bare=not own and bool(strange))

    def is_near(self, place: int) -> bool:
        """Whether this place is in the sentence of the title, or in a clause of nothing but
        slots."""
        return lies_in(place, [self._sentence]) or self.is_plain(place)

    def is_plain(self, place: int) -> bool:
        """Whether the clause at this place holds nothing but slots."""
        return any(a <= place <= b and not strange
                   for (a, b), strange in ((c.span, c.strange) for c in self.clauses))  # fmt: skip

    @cached_property
    def _sentence(self) -> Span:
        """The sentence that holds the title."""
        before = list(SENTENCE.finditer(self.text, 0, self.title[0]))
        after = SENTENCE.search(self.text, self.title[1])
        return before[-1].end() if before else 0, after.start() if after else len(self.text)

    def told(self) -> list[Span]:
        """Where nothing stands but slots, and the sentences that only tell something."""
        plain = [clause.span for clause in self.clauses if not clause.strange]
        spans, start = [], 0
        for mark in [*SENTENCE.finditer(self.text), None]:
            end = mark.start() if mark else len(self.text)
            if not lies_in(start, [self._sentence]) and not _STILL_MEANT.search(
                fold(self.typed[start:end])
            ):
                spans.append((start, end))
            start = mark.end() if mark else end
        return [*plain, *spans]

    def strangers(self) -> list[Span]:
        """The words to ask about."""
        found = [match.span("verb") for match in _OTHER_WISH.finditer(self.text)]
        hidden = [span for span in hidden_names(self.typed) if not lies_in(span[0], [self.title])]
        found += [span for span in hidden if self.text[span[0]] not in SIGNS + BLANK]
        for clause in self.clauses:
            near = lies_in(clause.span[0], [self._sentence]) or lies_in(
                self.title[0], [clause.span]
            )
            if near or re.search(rf"[{SIGNS}]", self.text[slice(*clause.span)]):
                found += [match.span() for match in _CHANGES.finditer(self.text, *clause.span)]
            found += [span for span in clause.strange if self._asks(clause, span, near=near)]
        return found

    def _asks(self, clause: Clause, span: Span, *, near: bool) -> bool:
        said = self.typed[slice(*span)]
        slots = bool(re.search(rf"[{SIGNS}]", self.text[slice(*clause.span)]))
        if re.search(r"\d", said) and (near or slots or _FIGURE.fullmatch(fold(said))):
            return True
        words = said.split()
        capital = any(self._is_name(word, span[0] + said.find(word)) for word in words)
        if capital:
            return not is_told_of(self.text, span)
        before = _SLOT_BEFORE.search(self.text, clause.span[0], span[0])
        if before and before.group().startswith("to") and _OBJECT_AFTER.match(self.text, span[1]):
            return False  # "to ring them"
        known = all(word in EVERYDAY or not is_content(word) for word, _ in words_with_spans(said))
        if known and before and not before["article"] and said[:1].isupper():
            return True  # "under Leads", "for Mark"
        given = before and not before["article"] and _GIVEN_TO.match(before.group())
        if known or not (near or slots or given):
            return False
        if before:
            place = before.group().split()[0] not in ("with", "at", "on")
            article = before["article"]
            return not article or (bool(_PLACE_AFTER.match(self.text, span[1])) and place)
        return near and clause.bare and len(words) <= _LONGEST_NAME

    def _is_name(self, word: str, start: int) -> bool:
        """Whether a word has the capital of a name: inside its sentence, and not throughout."""
        if not word[:1].isupper() or (len(word) > 1 and word.isupper()):
            return False
        first = re.search(rf"(?:^|[.!?:\n\"'{BLANK}-])\s*$", self.typed[:start]) is not None
        first = first and not does_after(fold(self.typed), start + len(word))
        folded = fold(word)
        return not (first or is_filling(folded) or folded in EVERYDAY or not is_content(folded))


# A "no" that is about the task itself, not told of somebody: it is heeded in any sentence.
_STILL_MEANT = re.compile(
    r"^\W*(?:please |and |but |so |ok |just )*(?:don't|do not|never(?! got| had| have)|not|no|stop|"
    r"wait|cancel|forget)\b|"
    r"\b(?:i|we|you)(?:'ll)?\b[^,;]*\b(?:don't|do not|not|won't|no longer)\b (?:yet )?(?:need|want|"
    r"create|make|add|do|start|begin|know|decide)|\b(?:if|unless|whether|maybe|perhaps|probably|"
    r"possibly|might|thinking|make sense|not sure|unsure|suppose|instead|rather|once|as soon as)\b"
)


def is_filling(word: str) -> bool:
    """Whether a folded word only goes with the slots of a task."""
    if re.search(r"\d", word):
        return False
    return word in _FILLING or is_neutral(word) or VERBS.fullmatch(word) is not None
