"""How the values of a report are written for people: amounts, days, hours. One home for all views.

Paymo tells no number or date format of an account, so there is one: commas between thousands and a
point before the cents, the currency behind the amount, and months as words, which no country reads
in another order.

What comes from here holds text as it was typed. A view passes it through `plain`, once, and escapes
it for where it stands.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

from agent.flows.figures.durations import hours_and_minutes
from agent.flows.report import Column, Figure, Kind, Proposal, Report, Row, Signs
from agent.visible import visible

NOTHING = "–"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_LABELS = {
    "email": "E-mail",
    "tasklist_id": "Task list",
    "timezone": "Time zone",
    "user": "Person",
    "user_id": "Person",
    "user_ids": "Assigned to",
}
_NOUNS = {"create_task": "New task", "create_time_entry": "New time entry"}
_CODE = re.compile(r"[a-z0-9_]+")
ENGLISH = Signs()
"""The signs where no account says others."""

_CODED = frozenset({"kind", "status"})
# Amounts that have no sum: the price of an hour, and what was and is of different matters.
_NOT_SUMMED = frozenset({"rate", "price_per_hour", "hourly_rate", "before", "now", "difference"})


def money(amount: Any, currency: str | None = None, signs: Signs = ENGLISH) -> str:
    """ "1,234.50 EUR", or "1.234,50 EUR"; without a currency "1,234.50"."""
    cents = Decimal(str(amount)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    figure = signs.put_into(f"{cents:,.2f}")
    return f"{figure} {currency}" if currency else figure


def hours(minutes: Any) -> str:
    """ "4 h 30 min", "4 h", "45 min", "0 min"."""
    count = int(minutes)
    return ("-" if count < 0 else "") + hours_and_minutes(abs(count))


def day(iso: Any) -> str:
    """ "2 Nov 2026"."""
    found = date.fromisoformat(str(iso)[:10])
    return f"{found.day} {found:%b %Y}"


def month(iso: str) -> str:
    """ "October 2026" of "2026-10"."""
    return f"{date.fromisoformat(f'{iso}-01'):%B %Y}"


def local(instant: Any, zone: tzinfo) -> datetime:
    """An instant in UTC as the clock of the account's time zone shows it."""
    found = datetime.fromisoformat(str(instant))
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(zone)


def moment(instant: Any, zone: tzinfo) -> str:
    """ "2 Nov 2026, 14:05" in the account's time zone."""
    found = local(instant, zone)
    return f"{found.day} {found:%b %Y, %H:%M}"


def zone_of(report: Report) -> tzinfo:
    """The time zone that the report's instants are shown in: its own, else UTC."""
    name = report.facts.get("timezone")
    return ZoneInfo(name) if name else UTC


def number(value: Any, signs: Signs = ENGLISH) -> str:
    """ "1,234", "1,234.5"."""
    exact = Decimal(str(value))
    whole = exact == exact.to_integral_value()
    return signs.put_into(f"{int(exact):,}" if whole else f"{exact.normalize():,f}")


def shown(
    value: Any, kind: Kind, zone: tzinfo, currency: str | None = None, signs: Signs = ENGLISH
) -> str:
    """A value of a report as text; a dash where there is none."""
    if value is None or value == "":
        return NOTHING
    match kind:
        case "money":
            return money(value, currency, signs)
        case "minutes":
            return hours(value)
        case "day":
            return day(value)
        case "time":
            return moment(value, zone)
        case "number":
            return number(value, signs)
        case "percent":
            return signs.put_into(f"{Decimal(str(value)):,.1f}") + " %"
        case "flag":
            return "yes" if value else "no"
        case "text":
            return listed(value)


def listed(value: Any) -> str:
    """A text, or several with commas between."""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def plain(text: str) -> str:
    """The text on one line, with what hides in it spelled out. Not to be done twice."""
    return " ".join(visible(text).split())


def cell(
    row: Row, column: Column, columns: list[Column], zone: tzinfo, signs: Signs = ENGLISH
) -> str:
    """A cell of a table; an amount names its currency where no column beside it does."""
    beside = any(each.field == "currency" for each in columns)
    currency = None if beside else row.get("currency")
    # The number of a record is no count: it has no commas.
    kind = "text" if column.field.endswith("_id") else column.kind
    return shown(word(row, column.field), kind, zone, currency, signs)


def word(row: Row, field: str) -> Any:
    """What a row has in a field; a code, such as "running_timer", as words: "Running timer"."""
    value = row.get(field)
    if field in _CODED and isinstance(value, str) and _CODE.fullmatch(value):
        return value.replace("_", " ").capitalize()
    return value


def headlines(report: Report) -> list[tuple[str, list[str]]]:
    """The headlines by label, with the value of each currency beside one another."""
    zone = zone_of(report)
    found: dict[str, list[str]] = {}
    for each in report.figures:
        found.setdefault(each.label, []).append(_headline(each, zone, report.signs))
    return [(label, list(dict.fromkeys(values))) for label, values in found.items()]


def _headline(figure: Figure, zone: tzinfo, signs: Signs) -> str:
    if figure.value is None:
        return "could not be read"
    return shown(figure.value, figure.kind, zone, figure.currency, signs)


def facts(report: Report) -> list[tuple[str, str]]:
    """The facts of the report with their labels: ("Month", "October 2026")."""
    told = {name: value for name, value in report.facts.items() if value not in (None, "", [])}
    named = {f"{name}_id" for name in told}  # a name says more than its id
    return [(label(name), _fact(value)) for name, value in told.items() if name not in named]


def label(name: str) -> str:
    """A field's name as people see it: "Due date" of ``due_date``, "Project" of ``project_id``."""
    words = name.removesuffix("_ids").removesuffix("_id").removesuffix("_minutes")
    spaced = words.replace("_", " ")
    return _LABELS.get(name, spaced[:1].upper() + spaced[1:])


def _fact(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and _DAY.fullmatch(value):
        return day(value)
    return month(value) if isinstance(value, str) and _MONTH.fullmatch(value) else listed(value)


def unread(report: Report) -> str:
    """What a section without rows says: "could not be read: invoices (Paymo did not answer)"."""
    reasons = "; ".join(f"{each.what} ({each.reason.rstrip('.')})" for each in report.missing)
    return f"could not be read: {reasons}" if reasons else "could not be read"


def unread_shortly(report: Report) -> str:
    """The same without the reasons, for where they stand above."""
    what = ", ".join(dict.fromkeys(each.what for each in report.missing))
    return f"could not be read: {what}" if what else "could not be read"


def proposed(proposal: Proposal) -> list[tuple[Column, Any]]:
    """What a follow-up would write: the lines of its card, else its arguments.

    A due date is a day, and not the words of the card, so that rows can be sorted by it.
    """
    due = proposal.args.get("due_date")
    told = {name: value for name, value in proposal.args.items() if value not in (None, "", [])}
    if proposal.shown:
        told = {**proposal.shown, **({"Due": due} if due else {})}
    return [
        (Column(field=name, heading=label(name), kind=_kind(name, value)), value)
        for name, value in told.items()
    ]


def _kind(name: str, value: Any) -> Kind:
    if name.casefold().endswith(("date", "due")) and _DAY.fullmatch(str(value)):
        return "day"
    if name.endswith("minutes") and isinstance(value, int):
        return "minutes"
    return "flag" if isinstance(value, bool) else "text"


def action(proposal: Proposal) -> str:
    """What kind of write it is: "New task"."""
    return _NOUNS.get(proposal.tool, proposal.tool.replace("_", " ").capitalize())


def headed(proposal: Proposal) -> str:
    """What it is called: "New task: Chase invoice #101"."""
    name = proposal.args.get("name") or proposal.args.get("description")
    return f"{action(proposal)}: {listed(name)}" if name else action(proposal)


def details(proposal: Proposal, zone: tzinfo) -> list[tuple[str, str]]:
    """The lines of its card that neither its heading nor its reason says."""
    said = {headed(proposal).partition(": ")[2], proposal.why}
    told = [(c.heading, shown(value, c.kind, zone)) for c, value in proposed(proposal)]
    return [(heading, text) for heading, text in told if text not in said]


def waited(report: Report) -> str:
    """How many of the follow-ups had a card before, as it was when the report was made."""
    waited, every = len(report.waited), len(report.suggested)
    which = "It" if every == 1 else f"All {every}" if waited == every else f"{waited} of them"
    return f"{which} waited for a decision already, so no second card was raised."


def suggested(report: Report) -> list[str]:
    """What is to be known of the follow-ups as a whole, in sentences."""
    told = ["Nothing of this happens before a person approves it."]
    left = len(report.proposals) - len(report.suggested)
    if left:
        told.append(f"{left:,} of these {len(report.proposals):,} have no card yet.")
    return [*told, *([waited(report)] if report.waited else [])]


def adds_up(column: Column) -> bool:
    """Whether the values of the column have a sum that means something."""
    return column.kind in ("money", "minutes") and column.field not in _NOT_SUMMED


def is_figure(column: Column) -> bool:
    """Whether the column is set flush right."""
    return column.kind in ("money", "minutes", "number", "percent")
