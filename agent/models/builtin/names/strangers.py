"""The words of a message that nothing explains: what of them is a name nobody has, and what may be
one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from agent.models.builtin.names.mentions import Mention
from agent.models.builtin.names.roles import Role, narrows_alone, role_of
from agent.models.builtin.text.asides import asides
from agent.models.builtin.text.everyday import EVERYDAY
from agent.models.builtin.text.fold import Span, blank
from agent.models.builtin.text.vocabulary import CURRENCIES, DATES, is_content, words_with_spans

# "Which project ate the most time": what follows is a verb and no name.
_ASKED_KIND = re.compile(
    r"\b(?:which|what|any|every|each)\s+(?:clients?|customers?|projects?|tasks?|users?)\s+$"
)
# "For the board deck I need ...": what it is wanted for, before the wish itself.
_PURPOSE_AFTER = re.compile(
    r",?\s+(?:i|we|i'd|i'll|we'd|please|can|could|would|let|let's|give|show|tell)\b"
)
_PURPOSE_BEFORE = re.compile(
    r"^\W*(?:so |and |ok |just )*(?:for|before|ahead of|in|at|to prepare|due to|because of|given|"
    r"after|during)\s+(?:the|our)\s+$"
)
# "Who steers the shop": what somebody does.
_SUBJECT_BEFORE = re.compile(
    r"\b(?:who|nobody|anybody|anyone|someone|somebody|everyone|everybody|he|she|it|we|they)\s+"
    r"(?:(?:else|still|usually|currently|actually|really|now|ever|all)\s+)*$"
)
_PARTICIPLE = re.compile(r"[a-z]{2,}ed")
_AUXILIARY_BEFORE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|who|that|which|people|anyone|anybody|somebody|all)\s+"
    r"(?:(?:currently|now|still|already|all|also|actually)\s+)*$"
)
_PLACE_AFTER = re.compile(r"\s+(?:on|to|in|at|for|with|by|from|into|under)\b")
# "The open Invoices of Acme": nouns as some write them.
_COMMON_NOUN = re.compile(
    r"(?:(?:open|late|overdue|unpaid|outstanding|pending|new|last|next|all|total|active|hourly|"
    r"weekly|monthly) )*(?:invoices?|bills|tasks?|projects?|clients?|customers?|hours?|"
    r"milestones?|deadlines?|payments?|timesheets?|budgets?|entr(?:y|ies)|users?|people|team|"
    r"colleagues?|company|open|late|overdue|unpaid|outstanding|pending|total|time|status|list)"
)
# "On the annual report": where a name of nothing but everyday words may stand.
_NOUN_PHRASE = re.compile(
    r"\b(?:on|of|for|in|about|from|with|to)\s+(?:(?:the|our)\s+)?"
    r"(?P<words>[a-z]+(?:[ -][a-z]+){0,2})\s*"
    r"(?=[?.!,]|$|\b(?:team|crew|project|done|due|ready|finished|in|on|for|this|last|next|since|yet)\b)"
)
_IS_NO_NAME = re.compile(
    r"(?:\w+ )*(?:"
    + "|".join(sorted(DATES))
    + r"|teams?|clients?|customers?|agency|company|moment|"
    r"lists?|tables?|way|same|others?|rest|whole|projects?|tasks?|invoices?|milestones?|people|users?|"
    r"books?|board|plate|agenda|horizon|cards?|first|last|next|past|end|start|one|ones|hours?|time|"
    r"entries|budgets?|timesheets?|staff|account|money|rate|total|top|bottom|side|go|run|phone|job)"
)
_NOUN_BEFORE = re.compile(r"\b(?:the|an|a|our|any)\s+$")
# "Hours on training" are those of a thing; "working on" and "been" go before what is done.
_WORK_BEFORE = re.compile(r"\b(?:on|for|into)\s+(?:the\s+)?$")
_KIND_BEFORE = re.compile(r"\b(?:client|customer|project|task|user|named|called)\s+$")
# "I've got Rebecca from Acme on the phone", "Rebecca at Acme asks": somebody there, and no record.
_CONTACT_BEFORE = re.compile(
    r"(?:^|\b(?:got|have|had|has|meet|meeting|call|calling|called|told|promised|remind|"
    r"(?:hear|heard|mail|email|message|asked|word) (?:from|by)|"
    r"(?:meeting|meet|call|phone|talk\w*|spoke|speak\w*|line|lunch) (?:with|to)))\s+$"
)
# "Freelancers included": more of what was asked for, and no name.
_INCLUDED = re.compile(
    r"\b(?:including|incl\.?|counting|not forgetting)\s+(?:the |our |all )*[a-z-]+|"
    r"\b[a-z-]+(?: ones| people)? (?:included|counted in|counted|too|as well)\b"
)
_CONTACT_AFTER = re.compile(r"\s+(?:from|at|over at|of)\s+(?:the\s+)?")


# "The whole office": everybody, and no name.
_ALL_OF_US = re.compile(
    r"(?:whole |entire |complete )(?:office|agency|firm|company|studio|house|shop|practice|bureau|"
    r"business|crew|place|staff|group|department)"
)
# "Nobody-home", "no-show": one word with a small one before it.
_COMPOUND_BEFORE = re.compile(r"\b(?:no|nobody|non|not|must|never|all|half|self|so|too|well)-$")
_SHORTENED = 3  # letters before a full stop that ends no sentence


@dataclass(frozen=True)
class Strangers:
    """``folded`` is the text in small letters, ``plain`` that without names and quotes, and
    ``bare`` that without dates, lengths, amounts and invoice numbers as well; blanks stand in their
    place, so that all of them are equally long."""

    text: str
    folded: str
    plain: str
    bare: str
    mentions: Sequence[Mention]

    @cached_property
    def names(self) -> list[str]:
        """Names said that match nothing known: after a preposition or capitalised."""
        return self._of_role("name")

    def words_in(self, text: str) -> list[Span]:
        """Where content words stand in this version of the text, neighbours joined."""
        spans: list[Span] = []
        for index, (word, span) in enumerate(words_with_spans(text)):
            stands_out = index > 0 and self.text[span[0]].isupper() and len(word) > 2
            # "The VAT", "OVERDUE": capitals throughout tell no name from another word.
            stands_out = stands_out and not self.text[slice(*span)].isupper()
            stands_out = stands_out and word not in CURRENCIES and "'" not in word
            stands_out = stands_out and word != "paymo"
            stands_out = stands_out and not (word in DATES and word.endswith("days"))
            stands_out = stands_out and self.text[: span[0]].rstrip()[-1:] not in (".", "!", "?")
            if not is_content(word) and not stands_out:
                continue
            if spans and self._goes_on(text, spans[-1], span[0]):
                spans[-1] = (spans[-1][0], span[1])
            else:
                spans.append(span)
        return spans

    @staticmethod
    def _goes_on(text: str, span: Span, start: int) -> bool:
        """Whether a word goes on with the one before it: "St. Gallen", but no new sentence."""
        gap = text[span[1] : start]
        short = len(text[slice(*span)].split()[-1]) <= _SHORTENED
        apart = (". " in gap and not short) or re.search(r"\s-+\s", gap)
        return gap.strip(" -.&/'") == "" and not apart

    @cached_property
    def strays(self) -> list[str]:
        """Words said that are neither understood nor plainly a name, such as "copywriting" in
        "did we finish the copywriting?"."""
        return self._of_role("thing")

    @property
    def context(self) -> list[str]:
        """Words said that are neither, and no plain English."""
        return self._of_role("context")

    def _of_role(self, role: Role) -> list[str]:
        return [
            self.text[slice(*span)]
            for span in self.spans
            if self._role(span) == role and not (role == "context" and self.is_everyday(span))
        ]

    @property
    def done(self) -> str:
        """What is done, where one word says it: "how much bookkeeping did I do"."""
        found = [self.text[slice(*span)] for span in self.spans if self._is_doing(span)]
        return found[0] if len(found) == 1 else ""

    @cached_property
    def spans(self) -> list[Span]:
        found = self.words_in(self._named_text)
        return [
            span
            for span in found
            if span[1] - span[0] > 1
            and not self._is_contact(span)
            and not _COMPOUND_BEFORE.search(self.text[: span[0]])
            and not _COMMON_NOUN.fullmatch(self.folded[slice(*span)])
            and not _ALL_OF_US.fullmatch(self.text[slice(*span)])
        ]

    def _is_contact(self, span: Span) -> bool:
        """Whether these words name somebody at a client, of whom nothing is asked."""
        after = _CONTACT_AFTER.match(self.folded, span[1])
        client = after and any(m.span[0] == after.end() and m.best("client") for m in self.mentions)
        return bool(client) and _CONTACT_BEFORE.search(self.folded[: span[0]].strip(" ,.!")
                                                       + " ") is not None  # fmt: skip

    @cached_property
    def loose(self) -> list[str]:
        """Loose names with the strange words beside them: they may be the name of something else,
        as "store opening" where a project "Pop-up Store" is known."""
        found = []
        words = words_with_spans(self.text)
        for mention in self.mentions:
            if not mention.loose:
                continue
            inside = [i for i, (_, span) in enumerate(words)
                      if mention.span[0] <= span[0] < mention.span[1]]  # fmt: skip
            first, last = inside[0], inside[-1]
            while first > 0 and is_content(words[first - 1][0]):
                first -= 1
            while last + 1 < len(words) and is_content(words[last + 1][0]):
                last += 1
            found.append(self.text[words[first][1][0] : words[last][1][1]])
        return found

    @property
    def has_everyday_phrase(self) -> bool:
        """Whether a name of nothing but everyday words may be there."""
        return bool(self.everyday_phrase)

    @cached_property
    def everyday_phrase(self) -> str:
        """What may be a name of nothing but everyday words: "on the annual report"."""
        phrases = (found["words"] for found in _NOUN_PHRASE.finditer(self.plain))
        return next((phrase for phrase in phrases if not _IS_NO_NAME.fullmatch(phrase)), "")

    @cached_property
    def _named_text(self) -> str:
        said = [match.span() for match in _INCLUDED.finditer(self.plain)]
        aside = [span for span in said if self.text[slice(*span)].islower()]
        return blank(self.bare, *aside)

    def _role(self, span: Span) -> Role:
        """What these words do in the sentence; capitals inside it make a name."""
        if span not in self._roles:
            self._roles[span] = self._read_role(span)
        return self._roles[span]

    @cached_property
    def _roles(self) -> dict[Span, Role]:
        return {}

    def _read_role(self, span: Span) -> Role:
        before, after = self._named_text[: span[0]], self.folded[span[1] :]
        if self.text[span[0]].isupper() and re.search(r"\w", self.text[: span[0]]):
            return "name"
        if _ASKED_KIND.search(before):
            return "context" if self.is_everyday(span) else "thing"
        if self.is_everyday(span):
            return "name" if _KIND_BEFORE.search(before) else "context"
        if _PURPOSE_BEFORE.match(before) and _PURPOSE_AFTER.match(after):
            return "context"
        if self._is_doing(span):
            return "thing"
        role = role_of(before, after, record_named=self._names_a_record)
        return "context" if self._is_aside(span, before) else role

    def _is_aside(self, span: Span, before: str) -> bool:
        """In a clause that asks for nothing, unless it says of whom: "for acme, what is open?"."""
        around = [aside for aside in self._asides if aside[0] <= span[0] < aside[1]]
        return bool(around) and not narrows_alone(before[around[0][0] :])

    @cached_property
    def _asides(self) -> list[Span]:
        return asides(self.folded)

    def _is_participle(self, span: Span) -> bool:
        """ "Who is staffed on it": what is done with what is named behind it, and no name."""
        small = _PARTICIPLE.fullmatch(self.text[slice(*span)]) is not None
        return small and _AUXILIARY_BEFORE.search(self.folded[: span[0]]) is not None and (
            _PLACE_AFTER.match(self.folded, span[1]) is not None)  # fmt: skip

    def _is_doing(self, span: Span) -> bool:
        """ "Writing", "been sitting": what is done, and no name."""
        words = [word for word, _ in words_with_spans(self.text[slice(*span)])]
        alone = all(word in EVERYDAY or not is_content(word) for word in words[:-1])
        thing = not alone or _NOUN_BEFORE.search(self.folded[: span[0]])
        small = self.text[span[0]].islower()
        return small and words[-1:] != [] and words[-1].endswith("ing") and not thing

    @cached_property
    def _names_a_record(self) -> bool:
        return any(not mention.loose for mention in self.mentions)

    def is_everyday(self, span: Span) -> bool:
        """Whether these words are plain English, so that they only may be somebody's name."""
        words = [word for word, _ in words_with_spans(self.text[slice(*span)])]
        if self._is_participle(span):
            return True
        plain = self._is_doing(span) and not _WORK_BEFORE.search(self.folded[: span[0]])
        verb = len(words) == 1 and _SUBJECT_BEFORE.search(self.folded[: span[0]]) is not None
        if verb and re.fullmatch(r"[a-z]+[^s]s|[a-z]+ed", self.text[slice(*span)]):
            return True
        return plain or all(word in EVERYDAY or not is_content(word) for word in words)
