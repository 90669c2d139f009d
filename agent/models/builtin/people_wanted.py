"""Which of the people a question is about: by their kind, position, rate, workday, or by what they
lack; and in what order."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from agent.compact import Condition, View
from agent.models.builtin.answers.phrases import joined
from agent.models.builtin.desk import Desk
from agent.models.builtin.invoice_rows import within
from agent.models.builtin.positions import Holders
from agent.models.builtin.records import LACKS
from agent.models.builtin.request import Request
from agent.models.builtin.text.exclusions import LEFT_OUT
from agent.models.builtin.text.fold import words_in

TYPES = (
    ("Admin", r"admins?|administrators?"),
    ("Guest", r"guests?|externals?|outsiders?|(?:\w+ )?from outside"),
    ("Employee", r"employees"),
)
RATE = (
    r"(?:they|we|you|he|she) (?:charge|cost)|charge for|rates?|an hour|expensive|cheap(?:est)?|"
    r"hourly|per hour|price[ds]?"
)
# What somebody may have none of, by the field.
FIELDS = (
    ("price_per_hour", "hourly rate", r"(?:hourly )?(?:rates?|prices?)"),
    ("position", "position", r"(?:job )?(?:positions?|titles?|roles?)"),
    ("email", "e-mail address", r"e-?mails?(?: address(?:es)?)?"),
)
PART_TIME = (
    r"part[ -]?tim(?:e|ers?)|half[ -](?:time|days?)|"
    r"(?:reduced|shorter|shortened) (?:working )?(?:hours|days?|week|workdays?)|"
    r"(?:less|fewer|shorter|under|below|not|n't) (?:than )?(?:\w+ ){0,4}?"
    r"full(?:[ -]time| days?| \d)"
)
_WORKDAY_OF = r"work(?:ing)?[ -]?days? of|on (?:\S+ ){1,2}(?:hours?|h) (?:a|per) day"
WORKDAY = r"work(?:ing)?[ -]?days?|hours (?:a|per) day|a day"
_ALL_OF = r"(?:the |our |any |all |counting |including )*"
_ASIDE = (
    r"(?:aside|apart|excluded|left (?:out|aside)|(?:are |is )?(?:not|n't|don't|do not) "
    r"(?:included|counted|count))"
)
FULL_DAY = 8


@dataclass(frozen=True)
class PeopleWanted:
    """``said``: the conditions in words, to stand behind the noun."""

    where: tuple[Condition, ...] = ()
    order: str = ""
    said: str = ""

    @property
    def view(self) -> View | None:
        return View(self.where, self.order) if self.where or self.order else None


def people_wanted(desk: Desk, request: Request, held: Holders | None) -> PeopleWanted:
    """The conditions and the order that the words ask for."""
    found = [_of_position(held), _lacking(request), _by_rate(request), _by_workday(desk, request)]
    where = tuple(condition for conditions, _ in found for condition in conditions)
    said = joined([words for _, words in found], " and ")
    return PeopleWanted((*where, *kept_types(request)), _order(request), said)


Found = tuple[list[Condition], str]


def _of_position(held: Holders | None) -> Found:
    if not held:
        return [], ""
    said = held.said.removesuffix("s")
    return [Condition("id", "in", [p.id for p in held.people])], f'with "{said}" in the position'


def asks_of_all(request: Request) -> bool:
    """Whether it is asked if everybody has something: those who lack it are the answer."""
    return request.measure == "yes-no" and request.says(_EVERYBODY)


_EVERYBODY = (
    r"all of us|every(?:one|body)|each of us|all (?:the |our )?(?:people|colleagues|staff|team)"
)


def _lacking(request: Request) -> Found:
    for field, label, words in FIELDS:
        if request.says(rf"{LACKS} (?:\w+ )?(?:{words})") or (
            asks_of_all(request) and request.says(words)
        ):
            return [Condition(field, "empty", True)], f"without {label}"
    return [], ""


def _by_rate(request: Request) -> Found:
    if (
        asks_of_all(request)
        or not request.says(RATE)
        or request.says(rf"{LACKS} (?:\w+ )?(?:{FIELDS[0][2]})")
    ):
        return [], ""
    set_rate = [Condition("price_per_hour", "empty", False)]
    if request.threshold and not request.threshold.unit:
        bound = within("price_per_hour", request.threshold)
        return set_rate + bound, f"with an hourly rate {request.threshold.text}"
    ranked = request.measure in ("most", "least") or _order(request)
    some = ranked or request.says(r"(?:with|have|has|got) (?:an? |their own )?(?:hourly )?rates?")
    return (set_rate, "with an hourly rate") if some else ([], "")


def _by_workday(desk: Desk, request: Request) -> Found:
    bound = request.threshold
    lengths = request.durations
    if not bound and len(lengths) == 1 and request.says(_WORKDAY_OF):
        hours = Decimal(lengths[0].minutes) / 60
        return [Condition("workday_hours", "is", int(hours))], f"with a workday of {hours:f} hours"
    if bound and bound.unit == "hour" and request.says(WORKDAY):
        return within("workday_hours", bound), f"with a workday of {bound.text}"
    if not request.says(PART_TIME):
        return [], ""
    every = [Decimal(str(row.get("workday_hours") or 0)) for row in desk.rows("user")]
    full = max([*every, Decimal(FULL_DAY)])
    return [Condition("workday_hours", "under", str(full))], f"with less than {full:f} hours a day"


def kept_types(request: Request) -> tuple[Condition, ...]:
    """What keeps out the kinds of people that are left aside: "without guests"."""
    out = [
        kind
        for kind, words in TYPES
        if request.says(
            rf"(?:{LEFT_OUT}) {_ALL_OF}(?:{words})|(?:{words})(?: accounts?)? {_ASIDE}|"
            rf"(?:not|n't) (?:an? |our )?(?:{words}|{kind.lower()})"
        )
    ]
    return tuple(Condition("type", "not", kind) for kind in out)


def types_said(request: Request) -> list[str]:
    """The kinds of people that are asked for, in the order said."""
    places = ((words_in(words).search(request.plain), kind) for kind, words in TYPES)
    return [kind for _, kind in sorted((m.start(), kind) for m, kind in places if m)]


def _order(request: Request) -> str:
    if not request.says(RATE):
        return ""
    if request.measure == "least" or request.says(r"cheap\w*|lowest|ascending"):
        return "price_per_hour"
    ranked = request.measure == "most" or request.says(r"expensive|highest|descending|by rate")
    return "-price_per_hour" if ranked else ""
