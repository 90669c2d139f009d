"""What changed since an earlier review: a section of its own, made of two reports alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from agent.flows.figures.amounts import CENT, number, sum_of
from agent.flows.figures.month import Month
from agent.flows.figures.naming import NAMES, folded, names_of, needs_follow_up
from agent.flows.figures.ordering import in_order
from agent.flows.layout import money, section, text
from agent.flows.report import Report, Row, Section
from tools_server.errors import InvalidArgument

KINDS = ("no_longer_overdue", "balance_changed", "newly_overdue", "unbilled", "follow_up_settled")

_UNBILLED = ("unbilled_time", "unbilled_earlier")
_RESTS_ON = (*NAMES, "unbilled_earlier")
_KEYS = {
    "overdue": ("invoice_id",),
    "unbilled_time": ("project_id",),
    "flat_to_invoice": ("kind", "id"),
    "milestones": ("milestone_id",),
    "missing_timesheets": ("user_id",),
}
"""What a row of a section is about, whatever its figures."""


_ClientKey = tuple[int | None, str | None, str | None]


def compared(previous: Report, current: Report) -> Report:
    """The current review with its changes behind the totals. Raises what `changes` raises."""
    totals, *others = current.sections
    found = changes(previous, current)
    return current.model_copy(update={"sections": [totals, found, *others]})


def changes(previous: Report, current: Report) -> Section:
    """The section ``changes``: invoices that are no longer overdue (paid, void, or given more
    time), that owe another amount, or became overdue; by client what is unbilled, of the month and
    earlier together; and matters that were proposed to follow up and are settled. ``before``,
    ``now`` and ``difference`` are amounts of the row's currency.

    Rows are None where either review lacks a section that this rests on. Raises `InvalidArgument`
    for reviews that are not of the same client, or no month-end reviews.
    """
    _refuse_unlike(previous, current)
    rows = None
    if all(
        each.section(name).rows is not None for name in _RESTS_ON for each in (previous, current)
    ):
        found = [*_overdue(previous, current), *_unbilled(previous, current)]
        rows = _by_kind([*found, *_settled(previous, current)])
    since = f"{Month(previous.facts['month']).title} as of {previous.facts['as_of']}"
    blank = section(
        "changes",
        "Changes",
        f"What changed since the review of {since}.",
        text("kind", "What"),
        text("client", "Client"),
        text("subject", "About"),
        text("currency", "Currency"),
        money("before", "Before"),
        money("now", "Now"),
        money("difference", "Difference"),
    )
    return blank.model_copy(update={"rows": rows})


def _refuse_unlike(previous: Report, current: Report) -> None:
    alike = previous.flow == current.flow
    if not alike or previous.facts.get("client_id") != current.facts.get("client_id"):
        raise InvalidArgument(
            "compare: the earlier report is not a review of the same client.",
            hint="Choose a month-end review of the same client, or of all clients.",
        )


def _by_kind(rows: Iterable[Row]) -> list[Row]:
    ordered = in_order(rows)
    return sorted(ordered, key=lambda row: KINDS.index(row["kind"]))


def _overdue(previous: Report, current: Report) -> list[Row]:
    before, now = _keyed(previous, "overdue"), _keyed(current, "overdue")
    found = []
    for key in before.keys() | now.keys():
        row = now.get(key) or before[key]
        was = sum_of(before[key]["balance"]) if key in before else Decimal(0)
        is_now = sum_of(now[key]["balance"]) if key in now else Decimal(0)
        kind = "balance_changed" if key in before else "newly_overdue"
        kind = kind if key in now else "no_longer_overdue"
        if was != is_now:
            about = str(row["number"] or row["invoice_id"])
            found.append(_row(kind, row, about, row["currency"], was, is_now))
    return found


def _unbilled(previous: Report, current: Report) -> list[Row]:
    """Both sections together: what is of the month in one review is from before in the next."""
    before, now = _unbilled_sums(previous), _unbilled_sums(current)
    return [
        _row("unbilled", _client(key), "Unbilled time", key[2], before[key].amount, now[key].amount)
        for key in before.keys() | now.keys()
        if before[key].amount != now[key].amount and not _is_rounding(before[key], now[key])
    ]


@dataclass
class _Unbilled:
    """Time of a client in a currency: its amount, its entries, and the rows it was rounded in."""

    amount: Decimal = Decimal(0)
    entries: int = 0
    rows: int = 0


def _is_rounding(before: _Unbilled, now: _Unbilled) -> bool:
    """Whether it is the same time, cut at another month's end and so rounded in other rows."""
    apart = abs(before.amount - now.amount)
    return before.entries == now.entries and apart <= CENT * (before.rows + now.rows)


def _client(key: _ClientKey) -> Row:
    return {"client_id": key[0], "client": key[1]}


def _unbilled_sums(report: Report) -> defaultdict[_ClientKey, _Unbilled]:
    sums: defaultdict[_ClientKey, _Unbilled] = defaultdict(_Unbilled)
    for name in _UNBILLED:
        for row in report.section(name).rows or []:
            own = sums[row["client_id"], row["client"], row["currency"]]
            own.amount += sum_of(row["amount"])
            own.entries += row["entries"]
            own.rows += 1
    return sums


def _settled(previous: Report, current: Report) -> list[Row]:
    """Matters that were proposed and are none any more."""
    proposed = {folded(each.args["name"]) for each in previous.proposals}
    month = Month(previous.facts["month"])
    found = []
    for name in NAMES:
        still_there = _still_there(name, previous, current)
        for row in previous.section(name).rows or []:
            tasks = [task for task in names_of(name, row, month) if folded(task) in proposed]
            if tasks and not still_there(row):
                found.append(_row("follow_up_settled", row, tasks[0], None, None, None))
    return found


def _still_there(name: str, previous: Report, current: Report) -> Callable[[Row], bool]:
    """Whether the matter of an earlier row is one today. In the review of another month earlier
    time is in its section of its own, and of timesheets nothing is known, so they count as open.
    """
    other_month = previous.facts["month"] != current.facts["month"]
    if other_month and name == "missing_timesheets":
        return lambda row: True
    today = "unbilled_earlier" if other_month and name == "unbilled_time" else name
    open_now = {
        tuple(row[field] for field in _KEYS[name])
        for row in current.section(today).rows or []
        if needs_follow_up(name, row)
    }
    return lambda row: tuple(row[field] for field in _KEYS[name]) in open_now


def _keyed(report: Report, name: str) -> dict[tuple[object, ...], Row]:
    rows = report.section(name).rows or []
    return {tuple(row[field] for field in _KEYS[name]): row for row in rows}


def _row(
    kind: str,
    about: Row,
    subject: str,
    currency: str | None,
    before: Decimal | None,
    now: Decimal | None,
) -> Row:
    difference = None if before is None or now is None else number(now - before)
    return {
        "kind": kind,
        "client_id": about.get("client_id"),
        "client": about.get("client"),
        "subject": subject,
        "currency": currency,
        "before": None if before is None else number(before),
        "now": None if now is None else number(now),
        "difference": difference,
    }
