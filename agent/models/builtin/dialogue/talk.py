"""A message that by its form may be about a write, and no question or command of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from agent.models.builtin.desk import LISTS, Desk
from agent.models.builtin.dialogue.splitting import APART
from agent.models.builtin.intents import best_intent
from agent.models.builtin.intents.flows import names_flow
from agent.models.builtin.intents.intent import COMMAND, ENOUGH, NAMED
from agent.models.builtin.leftovers import phrases
from agent.models.builtin.request import Request, read_request
from agent.models.builtin.text.affirmed import affirmed
from agent.models.builtin.text.fold import blank, fold
from agent.models.builtin.text.short import adds_one, correction, is_command, opening, wants_more

_ASKS = re.compile(
    r"(?:what|which|who|whose|whom|when|where|why|how|is|are|was|were|do|does|did|has|have|show|list|"
    r"tell|find|count|compare|any)\b(?! about\b)"
)
# Nouns that make a fragment a question about records, and no change of a write.
SUBJECTS = (
    r"invoices?|bills|tasks|to-?dos|milestones?|deliverables?|deadlines|projects|clients|customers|"
    r"entries|timesheets?|people|users|budgets|overdue|ow(?:e|es|ed|ing)|unpaid|unbilled|logged"
)
# "She's not on that task?" is a question, with or without its apostrophe.
_WONDERS = re.compile(r"\W*(?:he|she|they|it|that|there|hes|shes|theyre|its|thats)\b")
# "Add the note ...", and nothing new.
_ADDS_FIELD = re.compile(
    r"(?:and |also |please )*(?:add|put|enter|make|set|use) (?:an? |the |this |that |as |in )*"
    r"(?:note|description|comment|memo|remark|due date|deadline|priority|assignee|title)\b"
)
_ADDS_TEXT = re.compile(r"\W*(?:(?:and|also|oh|ok)[ ,]+)+(?:please )?(?:add|write|put):")
# "Make it Ben, 1h", "make the logo one 2h": what is on the card.
_OF_IT = re.compile(
    r"(?:make|put|add|enter|record|track|log|book) (?:it|that|this|them)\b|"
    r"make the (?:\S+ ){1,4}?(?:one|entry|card)\b"
)
_WRITE_VERB = re.compile(r"(?:log|book|track|record|create|make|add|new|register|enter|put)\b")


@dataclass(frozen=True)
class Talk:
    """A message about writes, with what questions about it settled; ``corrects``: it says that
    something was wrong, ``more``: it wants another one of the kind."""

    text: str
    picks: dict[str, Any]
    corrects: bool
    more: bool


def talk_of(desk: Desk, text: str, picks: dict[str, Any]) -> Talk | None:
    """The message, where by its form it may be about a write; never a question or a new command."""
    bare = Request(text, desk.context.calendar)
    rest = correction(text)
    if rest and text.rstrip().endswith("?") and _ASKS.match(fold(rest).strip(" ,.")):
        return None
    if names_flow(read_request(text, desk.context.calendar, desk.names)):
        return None
    corrects = rest is not None and not adds_one(text)
    told = is_command(bare.command)
    best = best_intent(bare)
    score = best.score(bare)
    if not corrects and not told:
        subject = score >= NAMED and best.tool.startswith("list") and bare.says(SUBJECTS)
        subject = subject and not APART.search(bare.plain)
        wonders = text.rstrip().endswith("?") and _WONDERS.match(bare.folded)
        asks = _ASKS.match(bare.command) or subject or wonders
        small = best.name == "smalltalk" and score >= ENOUGH
        if asks or small:
            return None
    own = score >= COMMAND and best.writes
    own = own and not (_ADDS_FIELD.match(bare.command) or _ADDS_TEXT.match(bare.folded))
    if own and not corrects and _names_its_own(bare):
        return None
    return Talk(text, picks, corrects or told, wants_more(text) and not corrects)


def _names_its_own(bare: Request) -> bool:
    """Whether a command for a write says what it is for: "log 2h on QA", not "log 3 hours"."""
    if not _WRITE_VERB.match(bare.command) or _OF_IT.match(bare.command):
        return False
    return bool(bare.may_hold_names or phrases(bare))


def read_talk(desk: Desk, talk: Talk) -> Request:
    """The words, with the names that they may hold looked up."""
    text = blank(affirmed(talk.text), (0, opening(talk.text)))

    def read() -> Request:
        found = read_request(text, desk.context.calendar, desk.names, picks=talk.picks)
        return replace(found, whole=talk.text)

    if read().may_hold_names:
        desk.entries(*LISTS)
    return read()
