"""What projects are chosen by: their terms of billing, what they lack, and when they began."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from agent.compact import Condition
from agent.compact.view import Test
from agent.models.builtin.answers.phrases import period
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk, Reading
from agent.models.builtin.invoice_rows import within
from agent.models.builtin.query import Query, date_args
from agent.models.builtin.records import FLAT, GONE, HOURLY, LACKS
from agent.models.builtin.request import Request
from agent.models.builtin.text.numbers import SMALL, number

# What people call a project.
PROJECTS = (
    r"projects?|jobs?(?! (?:titles?|descriptions?|positions?)\b)|engagements?|gigs?|mandates?"
)

_Rule = tuple[str, str, tuple[Condition, ...]]
# In words, as people say it, and in fields; of several terms of billing the first counts.
_LACKING: tuple[_Rule, ...] = (
    ("without a client", rf"{LACKS} (?:\w+ )?(?:clients?|customers?)",
     (Condition("client_id", "empty", True),)),
    ("without a budget of hours", rf"{LACKS} (?:\w+ )?budgets?|not budgeted|unbudgeted",
     (Condition("budget_minutes", "empty", True),)),
    ("without a manager", rf"{LACKS} (?:\w+ )?managers?|(?:nobody|no ?one) (?:is |who )?"
     r"(?:manag\w+|in charge|responsible|lead\w*)",
     (Condition("manager_ids", "empty", True),)),
    ("with nobody on them", rf"{LACKS} (?:\w+ )?(?:people|members?|team|staff)|(?:nobody|no ?one)"
     r"(?: (?:is|was|has|been|ever))* (?:on|work\w*|assigned|put|added)",
     (Condition("user_ids", "empty", True),)),
)  # fmt: skip
_BILLING: tuple[_Rule, ...] = (
    ("not billable", r"non[- ]?billable|not billable|unbillable|non[- ]?chargeable|not bill|"
     r"pro bono|for free|free of charge|without charge",
     (Condition("billable", "is", False),)),
    ("billed at a flat price", FLAT,
     (Condition("billable", "is", True), Condition("flat_billing", "is", True))),
    ("billed by the hour", HOURLY,
     (Condition("billable", "is", True), Condition("flat_billing", "is", False))),
    ("that are billable", r"billable|chargeable", (Condition("billable", "is", True),)),
)  # fmt: skip
_BEGAN = (
    r"start(?:s|ed|ing)?|beg[aiu]n|kick(?:s|ed|ing)?[- ]?off|opened|created|set up|added|launched|"
    r"t(?:ake|ook|aken) on|w[io]n|land(?:ed)?|get|got|sign(?:ed)?|new|newest|newly|came in|come in|"
    r"since when"
)
# "Projects of former clients", "of clients that are no longer active".
_OF_FORMER = re.compile(
    rf"\b(?:{GONE}) (?:clients?|customers?)\b|"
    r"\b(?:clients?|customers?)\b(?: (?:who|that|which|we))?(?: (?:is|are|were|have|has|been))* "
    rf"(?:{GONE})\b"
)


@dataclass(frozen=True)
class Wishes:
    """``words`` say each wish, ``where`` tests it; ``began``: it matters when they began, and
    ``order`` sorts them by it."""

    words: tuple[str, ...] = ()
    where: tuple[Condition, ...] = ()
    billing: bool = False
    began: bool = False
    order: str = ""
    any_state: bool = False
    team: bool = False  # ordered by how many people are on each

    def also(self, words: str, *where: Condition) -> Wishes:
        """The same with one more."""
        return replace(self, words=(*self.words, words), where=(*self.where, *where))

    def __bool__(self) -> bool:
        return bool(self.where or self.order)

    def heeded(self, reading: Reading) -> list[str]:
        """What a query heeds by them, given what was read: not every account says when its
        projects began."""
        told = any(row.get("created_on") for row in reading.rows)
        by_age = ["began"] * (self.began and told)
        bound = ["threshold"] * any(each.field.startswith("price") for each in self.where)
        return ["billing"] * self.billing + by_age + ["team"] * self.team + bound


def _rules(request: Request) -> list[_Rule]:
    terms = [rule for rule in _BILLING if request.says(rule[1])]
    lacking = [rule for rule in _LACKING if request.says(rule[1])]
    return [*lacking, *_of_team(request), *(_priced(request) or terms[:1])]


def says_terms(request: Request) -> bool:
    """Whether terms of billing are said, by which projects are chosen."""
    return any(request.says(words) for _, words, _ in _BILLING)


def chooses(request: Request) -> bool:
    """Whether projects are chosen by anything of this kind."""
    return bool(_rules(request)) or _OF_FORMER.search(request.plain) is not None


# "What did we kick off in May": whatever begins is a project.
BEGINS = (
    r"(?:what|which|anything|everything)\b(?: \w+)? (?:did|have|has) (?:we|the \w+) (?:\w+ )?"
    r"(?:start|beg[aiu]n|kick(?:ed)? off|launch|open|take on|win|won|land|sign)\w*"
)


def began(request: Request) -> bool:
    """Whether it is asked when projects began, or which are the newest or oldest."""
    if request.order and request.order.by == "age":
        return True
    if request.dates() and request.says(BEGINS):
        return True
    taken = rf"(?:did|have|has) we (?:\w+ )?(?:{_BEGAN})|(?:{_BEGAN}) (?:\w+ )?(?:{PROJECTS})"
    told = rf"(?:{PROJECTS})\b[^?]*\b(?:{_BEGAN})|(?:started|begun|created)\b[^?]*\b(?:{PROJECTS})"
    return bool(request.dates() and (request.says(taken) or request.says(told)))


_SIZE = (
    rf"(?:{PROJECTS}) (?:has|have|with|is|are|having)\b[^?]*\b(?:people|members?|team|staff)|"
    rf"(?:{PROJECTS})\b[^?]*\b(?:by|in terms of) (?:team|staff|people)|"
    r"(?:biggest|largest|smallest) (?:\w+ )?team"
)


def asks_team_size(request: Request) -> bool:
    """Whether the project with the most or the fewest people is asked for."""
    return request.measure in ("most", "least") and request.says(_SIZE)


# "Projects with just one person", "with more than three people on them".
_TEAM_OF = re.compile(
    r"\b(?P<bound>more than|over|at least|fewer than|less than|under|exactly|only|just|with|have|"
    rf"has) (?P<count>{SMALL}) (?:persons?|people|colleagues?|(?:team )?members?)\b"
)
_TESTS: dict[str, Test] = {
    "more than": "over", "over": "over", "at least": "from", "fewer than": "under",
    "less than": "under", "under": "under",
}  # fmt: skip


def _of_team(request: Request) -> list[_Rule]:
    """How many people are to be on a project."""
    said = _TEAM_OF.search(request.plain)
    if not said or not request.says(PROJECTS):
        return []
    words = re.sub(r"^(?:with|has|have) ", "", said.group())
    where = Condition("team", _TESTS.get(said["bound"], "is"), int(number(said["count"])))
    return [(f"with {words} on the team", "", (where,))]


_PRICED = (("price_per_hour", "with an hourly rate", rf"rates?|{HOURLY}"),
           ("price", "with a flat price", rf"(?:price|fee)s?|{FLAT}"))  # fmt: skip


def _priced(request: Request) -> list[_Rule]:
    """By how much is charged for them: "with an hourly rate above 100"."""
    bound = request.threshold
    if not bound or bound.unit or not request.says(PROJECTS):
        return []
    found = next((each for each in _PRICED if request.says(each[2])), None)
    if not found:
        return []
    return [(f"{found[1]} {bound.text}", "", tuple(within(found[0], bound)))]


def read_wishes(desk: Desk, request: Request, query: Query) -> Wishes:
    """What the request chooses projects by."""
    rules = _rules(request)
    words = [said for said, _, _ in rules]
    where = [condition for _, _, conditions in rules for condition in conditions]
    former = _OF_FORMER.search(request.plain) is not None
    if former:
        gone = desk.read_all(Call("list_clients", {"active": False}))[0]
        words.append("of archived clients")
        where.append(Condition("client_id", "in", [row["id"] for row in gone.rows]))
    asks_began = began(request)
    if asks_began and query.period:
        words.append(f"created {period(query.period)}")
        where += _within(query)
    age = query.order if query.order and query.order.by == "age" else None
    order = ("-created_on" if age.down else "created_on") if age else ""
    team = asks_team_size(request)
    if team:
        order = "-team" if query.measure == "most" else "team"
    if asks_began and not order:
        order = "-created_on"
    billing = any(rule in _BILLING for rule in rules) or bool(_priced(request))
    return Wishes(tuple(words), tuple(where), billing, asks_began, order, former, team)


def _within(query: Query) -> list[Condition]:
    tests: tuple[tuple[str, Test], ...] = (("date_from", "from"), ("date_to", "to"))
    days = date_args(query.period)
    return [Condition("created_on", test, days[name]) for name, test in tests if name in days]
