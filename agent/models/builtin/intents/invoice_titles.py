"""Invoices by what they are for: "has Acme paid for the colour scheme?", "rate 3 of Bell".

Words that are nobody's name may be an invoice's title. They are looked for among the titles of the
client that is named beside them, whatever became of the invoice; where nobody is named, among all
titles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.compact import Condition, View
from agent.models.builtin.answers.one_invoice import particulars, titled_answer
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.names.likeness import is_slip
from agent.models.builtin.query import read_query
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.text.calendar import Period
from agent.models.builtin.text.fold import blank, words_of
from agent.models.builtin.text.vocabulary import FUNCTION, is_content
from agent.rows import Row

# "Rate 3", "part 2": a noun and a number that are no count and no length of time.
_NUMBERED = re.compile(
    r"\b(?P<noun>[a-z]{3,}) (?P<number>\d{1,2})\b(?! ?(?:%|days?|weeks?|months?|hours?|h\b|min|"
    r"invoices|clients|payments))"
)

# "The crack mapping invoice": what it is for.
_BEFORE_NOUN = re.compile(r"(?P<words>(?:[a-z'-]+ ){1,4})(?:invoice|bill)\b")
# "Rate 3 of Bell, was that settled?"
_ASKED_OF_IT = r"(?:is|was|has|have) (?:that|it|this|they|the)"
_STATE_LAST = re.compile(r"\b(?:paid|settled|overdue|late|void|sent)(?: yet| already| up)?\W*$")
_WH = re.compile(r"\b(?:how|what|when|which|who)\b")
_OF_INVOICES = r"invoice|bill|paid|pay|settled?|over-?due|unpaid|void(?:ed)?|payments?|money"
# "Is the single sign-on paid?": a title of nothing but everyday words.
_PAID_THING = re.compile(
    r"\b(?:is|was|pay|paid|settled?)\b(?: for)? the [a-z].*|\bfor the [a-z].*\b(?:paid|settled)\b"
)


def by_title(desk: Desk, request: Request) -> Reply | None:
    """The answer about the invoices whose titles hold the words left over; None where no title
    does, and where there are no such words."""
    told, said = _telling(request), words_of(request.text)
    around = request.firm.without_unknown
    place = _client(around) if told or _PAID_THING.search(request.plain) else None
    rows = _rows(desk, request, place, told)
    rows = _fitting(rows, told, said) if told else _in_full(rows, said)
    if not rows:
        return None
    query = read_query(desk, around, "client", "project")
    rows = [row for row in rows if _is_within(row, query.period)] or rows
    of_it = request.says(_ASKED_OF_IT) or _STATE_LAST.search(request.plain)
    if of_it and not _WH.search(request.plain):
        query = replace(query, measure="yes-no")
    told = told or words_of(str(rows[0].get("title")))
    asked = particulars(request)
    text = titled_answer(replace(query, stray=()), rows, " ".join(told), asked)
    return replace(query, stray=()).heeding("periods", "currencies").reply("invoices", text)


def _is_within(row: Row, period: Period | None) -> bool:
    day, (first, last) = str(row.get("date") or ""), period.as_strings() if period else ("", "")
    return (not first or day >= first) and (not last or day <= last)


def _rows(desk: Desk, request: Request, place: int | None, told: Sequence[str]) -> Sequence[Row]:
    """The invoices of the client that is named; where nobody is, and the talk is of an invoice,
    those whose titles are like the words."""
    if place is not None:
        return desk.read("list_invoices", client_id=place, status="all").rows
    if not told or not request.says(_OF_INVOICES) or request.firm.mentions:
        return ()
    like = View((Condition("title", "like", [" ".join(told)]),))
    return desk.read_all(Call("list_invoices", {"status": "all"}, like))[0].rows


def _telling(request: Request) -> list[str]:
    """The words that a title has to hold: those left over, and a numbered noun."""
    text = blank(request.undated, *(duration.span for duration in request.durations))
    numbered = [
        [found["noun"], found["number"]]
        for found in _NUMBERED.finditer(text)
        if found["noun"] not in FUNCTION
    ]
    said_so = (*request.unknown_names, *request.stray_words, *request.loose_phrases)
    left = [word for said in said_so
            for word in words_of(said) if word not in FUNCTION]  # fmt: skip
    before = None if left or numbered else _BEFORE_NOUN.search(text)
    left += [word for word in words_of(before["words"]) if is_content(word)] if before else []
    return list(dict.fromkeys([*left, *(word for pair in numbered[:1] for word in pair)]))


def _client(request: Request) -> int | None:
    """The one client that is named, or that the one project named belongs to."""
    found: list[Entry] = []
    for mention in request.mentions:
        fitting = mention.candidates("client") or mention.candidates("project")
        found += fitting if not mention.loose else []
    clients = {entry.client_id for entry in found}
    return next(iter(clients)) if len(clients) == 1 else None


def _fitting(rows: Sequence[Row], told: Sequence[str], said: Sequence[str]) -> list[Row]:
    """The invoices whose titles hold what was told; of several those most was said of."""
    titled = [(words_of(str(row.get("title") or "")), row) for row in rows]
    held = [(sum(_holds(title, word) for word in told), title, row) for title, row in titled]
    most = max((count for count, _, _ in held), default=0)
    # A word too many is one that nobody wrote into the title.
    enough = most == len(told) or (most >= 2 and most >= len(told) - 1)
    fitting = [(title, row) for count, title, row in held if enough and count == most]
    best = max((_said(title, said) for title, _ in fitting), default=0)
    return [row for title, row in fitting if _said(title, said) == best]


def _in_full(rows: Sequence[Row], said: Sequence[str]) -> list[Row]:
    """The invoices whose titles are said whole, where they are longer than a month's name."""
    titled = [(words_of(str(row.get("title") or "")), row) for row in rows]
    return [row for title, row in titled if len(title) > 1 and set(title) <= set(said)]


def _holds(title: Sequence[str], word: str) -> bool:
    plain = word.removesuffix("s")
    return any(
        word == held or plain == held.removesuffix("s") or (len(word) > 4 and is_slip(word, held))
        for held in title
    )


def _said(title: Sequence[str], said: Sequence[str]) -> int:
    return sum(1 for word in dict.fromkeys(title) if word in said)
