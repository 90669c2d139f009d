"""Orders that no tool carries out: where a request gives one, and of what kind it is.

An order is a clause that begins with a verb of doing ("archive the project", "so please set it to
paid"), or says how a record has to be ("the entry should be 5 hours", "I want it gone").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from agent.models.builtin.intents.order_words import (
    ARRANGED,
    BILLED,
    BOUGHT,
    CHANGE_VERBS,
    ELSEWHERE,
    ENTERED,
    FILE_NAMES,
    FILE_VERBS,
    MADE_SO,
    MAKE_VERBS,
    NOT_CREATED,
    PAY_VERBS,
    RIGHTS,
    SEND_VERBS,
    STAFFED,
    STATE_SET,
    WORDS,
    WRITTEN,
)
from agent.models.builtin.request import Request, without_politeness
from agent.models.builtin.text.fold import Span, fold

Kind = Literal["change", "send", "pay", "make", "file", "elsewhere"]


@dataclass(frozen=True)
class Order:
    """What somebody tells us to do: its kind, its own words, and how surely it is meant.
    ``told``: it is said how a record has to be, and no verb is there to repeat."""

    kind: Kind
    span: Span
    points: float
    told: bool = False


@dataclass(frozen=True)
class _Shape:
    kind: Kind
    points: float
    pattern: re.Pattern[str]
    timed: bool = True  # whether it may stand beside a length of time


def _shape(kind: Kind, points: float, pattern: str, *, timed: bool = True) -> _Shape:
    return _Shape(kind, points, re.compile(rf"(?:{pattern})(?!\w)"), timed)


_VERBS = rf"{CHANGE_VERBS}|{SEND_VERBS}|{PAY_VERBS}"
_SHAPES = (
    _shape("elsewhere", 35.6, WRITTEN),
    _shape("change", 34.0, RIGHTS),
    _shape("change", 34.0, STAFFED, timed=False),
    _shape("elsewhere", 33.0, ARRANGED, timed=False),
    _shape("elsewhere", 34.0, WORDS),
    _shape("change", 34.0, ENTERED, timed=False),
    _shape("change", 41.0, MADE_SO),
    _shape(
        "make", 35.65,
        rf"(?:{MAKE_VERBS})\s+(?:me |us |\x01 )?(?:(?:an?|the|another|new|separate|final)\s+)+"
        rf"(?:{NOT_CREATED})\b(?! (?:tasks?|entr|notes?|writing)\b)",
    ),
    _shape("change", 34.0, STATE_SET, timed=False),
    _shape("make", 35.0, BILLED),
    _shape("send", 35.0, SEND_VERBS),
    _shape("pay", 35.0, PAY_VERBS),
    _shape("change", 35.0, CHANGE_VERBS),
    _shape("file", 31.0, FILE_VERBS),
    _shape("elsewhere", 31.0, BOUGHT),
    _shape(
        "make", 31.0,
        rf"(?!new (?:\w+ )?\w+s\b)(?:{MAKE_VERBS})\s+(?:\w+\s+){{0,3}}?(?:{NOT_CREATED})\b"
        r"(?!\s+tasks?\b)",
    ),
)  # fmt: skip
# "Bill did 2h", "Update slides: 2h": no verb of ours.
_NO_VERB = re.compile(
    r"(?:e-mail|(?!e-mail)[a-z]+)(?:'s|\s*[:,](?!\x01)|-\w)|"
    r"\w+ (?:[\w']+ )?(?:did|do|has|had|is|was|spent|worked|log|logged)\b|"
    r"\w+ [\w'-]+\s*:(?!\d)|\w+ (?:and|&) \w+ (?:each |both )?(?:did|had|spent|worked|logged)\b"
)
# "Set up a task", "assign a new task to Anna", "raise a task", "send me the list".
_NEVERTHELESS = re.compile(
    r"(?:set up|start|raise|assign|finish|post) (?:(?:an? |another |new )*tasks?\b|something\b)"
    # "Cut the list to the top 3", "send over the figures": of what is shown.
    r"|(?:cut|trim|limit|reduce|narrow|change|update|extend|sort|print|complete|drop|remove|"
    r"take)\b[^?]*\b(?:the|this|that|your) (?:list|results?|table|answer|selection|overview|"
    r"ranking|subject|topic|question|view)\b(?! of \x01)(?![^?]*\b(?:pdf|google|drive)\b)"
    r"|send (?:over |across |through )?(?:the |a |an |all )?(?:\w+ )?(?:list|hours|numbers|figures|"
    r"overview|summary|details|phone|address|names|status)\b(?![^?]* to (?!me\b|us\b))"
    r"|(?:change|mark) (?:of|my words)\b|start (?:with|from|by)\b|set .{1,60} aside\b|"
    r"(?:move|go|switch|turn) (?:on |over |back )?to (?:the )?(?:next|other|another)\b"
    r"|share of\b|(?:send|text|e-?mail|remind|message|forward|call|print|share|update|brief) "
    r"(?:me|us)\b(?![^?]*\b(?:as (?:an? )?(?:pdf|excel|csv|file|word)|by e-?mail|to my \w+)\b)|"
    r"close to\b|answer (?:me|this|that|the)\b"
)
_TIMED_MAKE = re.compile(rf"(?:{MAKE_VERBS}) (?:\S+ )?(?:\d|half|an? h|\W)")
_OF_TASKS = re.compile(r"(?:\w+\s+){1,3}(?:tasks?|to-?dos?|entr)")


# "I logged it on the wrong project. Fix it."
MISTAKEN = re.compile(
    r"\b(?:wrong|mistakes?|mistaken(?:ly)?|accident|error|incorrect|twice|instead of|meant)\b"
)
# "I have to send the hours to the client, how many are they?": what is asked is behind it.
_DUTY = re.compile(
    r"\W*(?:i|we) (?:have to|need to|must|should|want to|am going to)\b[^?]*, ?[^?]*\?\W*$"
)


def order_in(request: Request) -> Order | None:
    """The order that a request gives, by its first words or behind what it tells before."""
    if _DUTY.match(request.plain):
        return None
    plain = request.plain.rstrip(" ,")
    begin = len(plain) - len(request.command)
    return (
        _of_a_file(request, begin)
        or _minded(request, begin)
        or _begun(request, begin)
        or _wished_state(request, begin)
        or _behind(request, begin)
    )


# "My hours are in october.xlsx, open it and enter them", "get the address out of my inbox".
_FILE = re.compile(rf"\b(?:{FILE_NAMES})\b")
_USED = re.compile(
    r"\b(?:open|read|import|use|take|enter|load|process|look|check|get|copy|put|parse|log|book|"
    r"transfer|go through|fill|pull|save|export|write)\b"
)


def _of_a_file(request: Request, begin: int) -> Order | None:
    """An order about a file, which nobody can read here."""
    used = _USED.search(request.plain, begin)
    file = _FILE.search(request.plain)
    if request.is_question or not used or not file or request.durations:
        return None
    if ":" in request.plain[: file.start()]:
        return None  # a note or a title that names it
    return Order("elsewhere", (used.start(), _end(request.plain, used.start())), 36.5)


_ONLY_POINTS = re.compile(
    rf"(?:{CHANGE_VERBS}|{SEND_VERBS}) (?:it|this|that|them|those|these|him|her)"
    r"(?: (?:off|out|up|over|back|away|for me|now|then|please|pls|accordingly|right away|too))*\W*"
)


def points_back(sentence: str) -> bool:
    """Whether a sentence is an order about what was said before: "Correct it."."""
    return _ONLY_POINTS.fullmatch(without_politeness(fold(sentence).strip())) is not None


def instruction(request: Request, kind: Kind, points: float) -> Order:
    """The whole command as an order."""
    begin = len(request.plain.rstrip(" ,")) - len(request.command)
    return Order(kind, (begin, _end(request.plain, begin)), points)


def _minded(request: Request, begin: int) -> Order | None:
    """ "Would you mind deleting the draft?"."""
    doing = re.match(r"([a-z]+)ing\b", request.plain[begin:])
    if not doing or not request.plain[:begin].rstrip().endswith("mind"):
        return None
    stem, rest = doing[1], request.plain[begin + doing.end() :]
    forms = [f"{stem}{rest}", f"{stem}e{rest}", f"{stem[:-1]}{rest}"]
    if not any(shape.pattern.match(form) for form in forms for shape in _SHAPES):
        return None
    return Order("change", (begin, _end(request.plain, begin)), 34.0, told=True)


def _begun(request: Request, begin: int) -> Order | None:
    """The order that begins here."""
    rest = request.plain[begin:]
    if _NO_VERB.match(rest) or _NEVERTHELESS.match(rest):
        return None
    for shape in _SHAPES:
        if not shape.pattern.match(rest) or (request.durations and not shape.timed):
            continue
        if shape.kind == "make" and (_TIMED_MAKE.match(rest) or _OF_TASKS.match(rest)):
            continue
        end = _end(request.plain, begin)
        away = ELSEWHERE.search(request.plain, begin, end) is not None
        return Order("elsewhere" if away else shape.kind, (begin, end), shape.points)
    return None


_CLAUSE_END = re.compile(
    r"[.!?;](?=\s|$)|\s-+\s|,?\s+(?:so that|because|since|as (?:he|she|we|it|they|i)|thx|thanks|"
    r"thank you|pls|please)\b|:\s|,\s"
)


def _end(plain: str, begin: int) -> int:
    """Where the clause ends that begins here; a comma ends none of one or two words."""
    for match in _CLAUSE_END.finditer(plain, begin):
        if len(plain[begin : match.start()].split()) > 1:
            return match.start()
    return len(plain)


# Who begins like this asks or writes, and gives no order behind it but in another request.
_OTHER_HEAD = re.compile(
    r"(?:and |so |ok )*(?:who|whose|whom|what|which|when|where|why|how|is|are|was|were|do|does|"
    r"did|has|have|had|any\w*|show|list|give|tell|find|log|book|track|record|enter|create|add|"
    r"make|new|task|to-?do|ticket|"
    r"time|entry|remind)\b"
)
_CLAUSE = re.compile(
    r"[.!?;:,]\s+|\s-+\s+|\b(?:so|and|then|therefore|hence|thus|but)\s+|"
    r"(?<=\w)\s+(?=(?:please|pls|(?:can|could|would|will) (?:you|u))\b)"
)
_LED = re.compile(
    r"\W*(?:so|then|therefore|please|pls|kindly|(?:can|could|would|will) (?:you|u)|go ahead)\b"
)
_DETERMINED = re.compile(
    r"[a-z-]+(?: (?:up|off|out|back|down|over|away))?(?: (?:the|this|that|these|those|it|its|them|"
    r"him|her|his|their|my|our|your|what|all|both|one|every\w*)\b| ?\x01)"
)


def _behind(request: Request, begin: int) -> Order | None:
    """The order behind what is told: "the money is here, so set the invoice to paid"."""
    plain = request.plain
    if request.is_question or _OTHER_HEAD.match(plain, begin):
        return None
    for clause in _CLAUSE.finditer(plain, begin):
        rest = without_politeness(plain[clause.end() :])
        start = len(plain) - len(rest)
        led = _LED.match(plain, clause.start()) or start > clause.end() or _DETERMINED.match(rest)
        if request.durations:
            led = MISTAKEN.search(plain) and _ONLY_POINTS.match(rest)
        found = _begun(request, start) if led else None
        if found:
            return Order(found.kind, found.span, min(found.points, 33.0))
    return None


# "The task should be deleted", "the budget has to go up": how a record has to be.
_MUST = re.compile(
    r"(?<!that )(?<!which )(?<!who )(?<!\bwe )(?<!\bi )(?<!\byou )(?<!\bthere )(?<!\bit )"
    r"(?<!\bthey )"
    r"\b(?:should|must|needs? to|has to|have to|ought to|is supposed to|shall)(?: not| now| rather|"
    r" really| actually| only| always)* (?:be(?! (?:logged|booked|tracked|recorded|entered|created|"
    r"added|possible|able|enough|fine|ok|okay|easy|there|clear|here)\b)|belong|go (?:up|down|to|"
    r"back|out|away)|become|get|move|say|read|start|end|cost|switch)\b|"
    # "The address is wrong, it has to be ...".
    r"\b(?:is|are|was|were) (?:wrong|incorrect|not (?:right|correct)|outdated|out of date|"
    r"a (?:typo|mistake)|misspelled)\b.{0,30}\b(?:it|this|that|they|those) "
    r"(?:should|must|needs? to|has to|have to|ought to)\b"
)
_CHANGED = r"(?:delet|remov|cancel|archiv|renam|mov|updat|eras|clos|reopen|reassign|void)"
# "Please see to it that the invoice is sent", "INV-12 -> paid".
_SEEN_TO = re.compile(
    r"(?:see to it|make sure|ensure|take care)\b[^?]*\b(?:is|are|gets?|be) (?:\w+ )?(?:sent|paid|"
    r"closed|deleted|archived|moved|marked|changed|updated|approved|removed|cancel\w+|finished|"
    r"done)\b|"
    r"(?:[-=]+>|→)\s*\w+"
)
# "NF-332: mark as paid", "the old entry: delete".
_SAID_LAST = re.compile(
    rf"[:,-] +(?:please )?(?:(?:{_CHANGED}e?l?)(?: (?:it|this|that|them))?\W*$|"
    r"mark (?:it |this |that |[\w-]+ )?as (?:paid|done|complete\w*|sent)\b)"
)
# A colleague may be called Mark.
_MARKED = re.compile(
    r"mark\b[^?]* as (?:paid|done|complete\w*|finished|sent|void|closed|(?:in)?active|billable)\b"
)
_DONE_TO = (
    r"(?:deleted|removed|(?:un)?archived|moved|changed|corrected|closed|renamed|updated|cancell?ed|"
    r"(?:re)?assigned|approved|extended|postponed|marked|reopened|merged|split|sent|lowered|raised)"
)
_NEW_WANTED = re.compile(
    rf"\b(?:i|we)(?:'d| would)? (?:need|want|like) an? (?:new|further) (?:{NOT_CREATED})\b"
)
_GONE = re.compile(
    r"(?<!who )(?<!that )\b(?:(?:i|we)(?:'d| would)? )?(?:want|need|like|prefer|wish)"
    r"(?: to (?:have|get))? (?:"
    r"[^?.:,]{1,60}? (?:moved|changed|corrected|renamed|updated|extended|postponed|raised|lowered|"
    r"pushed|shifted) (?:to|by|from|until|back|out)\b|"
    r"[^?.:,]{1,60}?\b(?:gone|off (?:the|our|my|\x01)|out of|erased|wiped|"
    rf"to be {_DONE_TO})(?!\w)|"
    rf"(?:it|that|them|those|(?:the |this |that )?\x01+(?: \w+)?) {_DONE_TO}\b)"
)


# "Can the milestone be pushed out by ten days?"
_ASKED_FOR = re.compile(
    rf"(?:can|could|may|might|would) [^?]{{2,80}}? be (?:{_DONE_TO}|pushed|shifted|brought|set|put|"
    r"taken|turned|made)\b"
)


_STATES_WISHED = (_MUST, _SEEN_TO, _SAID_LAST, _GONE, _NEW_WANTED)


def _wished_state(request: Request, begin: int) -> Order | None:
    plain = request.plain
    if _ASKED_FOR.match(plain, begin):
        return Order("change", (begin, _end(plain, begin)), 33.0, told=True)
    if request.is_question or _OTHER_HEAD.match(plain, begin):
        return None
    if request.durations and not request.says("entr(?:y|ies)|timesheets?|budgets?|estimates?"):
        return None
    if _MARKED.match(without_politeness(request.folded)):
        return Order("change", (begin, _end(plain, begin)), 33.0)
    found = (rule.search(plain, begin) for rule in _STATES_WISHED)
    said = next(filter(None, found), None)
    return Order("change", (begin, _end(plain, said.start())), 33.0, told=True) if said else None
