"""Which invoices a query wants: the call with its view, and the words for them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from agent.compact import Condition, View
from agent.compact.view import Test
from agent.models.builtin.conversation import Call
from agent.models.builtin.left_out import leaving_out
from agent.models.builtin.query import Query, date_args
from agent.models.builtin.text.calendar import add_months
from agent.models.builtin.text.thresholds import Threshold

ISSUED = ("sent", "viewed", "paid")
_STATUSES = ("draft", "void", "viewed", "sent", "paid")
OWING = Condition("owed", "over", "0")
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Standing:
    """The tool's status, what else must hold of the rows, and the word for such invoices."""

    status: str
    where: tuple[Condition, ...] = ()
    word: str = ""


def standing_of(query: Query) -> Standing:
    """The state of the invoices asked for. Unpaid ones are sent and viewed; drafts owe nothing."""
    filters = query.filters
    looked = tuple(status for status in ("viewed",) if status in filters)
    seen = (Condition("status", "in", list(looked)),) if looked else ()
    if "unviewed" in filters:
        return Standing("sent", (), "sent, not viewed")
    if "partly" in filters:
        return Standing("active", (Condition("partly", "is", True),), "partly paid")
    if "undue" in filters:
        late = Condition("overdue", "is", False)
        return Standing("active", (OWING, late), "unpaid, not overdue")
    if "overdue" in filters:
        return Standing("overdue", seen, " ".join([*looked, "overdue"]))
    if "unpaid" in filters or query.due:
        return Standing("active", (OWING, *seen), ", ".join([*looked, "unpaid"]))
    if "issued" in filters:
        return Standing("all", (Condition("status", "in", list(ISSUED)),), "issued")
    asked = [status for status in _STATUSES if status in filters]
    if len(asked) > 1:
        return Standing("all", (Condition("status", "in", asked),), " or ".join(asked))
    if asked and not (query.measure == "sum" and asked == ["paid"] and not query.period):
        return Standing(asked[0], (), asked[0])
    # A period asks for what was invoiced in it, whatever became of it.
    whole = "all" in filters or query.period or asked
    return Standing("all" if whole else "active", (), "" if whole else "active")


def settling(query: Query) -> bool:
    """ "Have they paid?" looks at all invoices of a client: what is owed and what was paid."""
    return query.measure == "yes-no" and "paid" in query.filters and query.scope.client is not None


def invoice_call(query: Query, today: date) -> Call:
    """The read that answers a query, its rows narrowed and ordered as the query wants them."""
    standing = standing_of(query)
    if settling(query):
        standing = Standing("all")
    args: dict[str, Any] = {**query.scope.ids(), "status": standing.status}
    where = [*standing.where, *_due(query), *bounds(query, today)]
    where += bounds(replace(query, threshold=query.also), today) if query.also else []
    where += [Condition("status", "not", name.removeprefix("not "))
              for name in sorted(query.filters) if name.startswith("not ")]  # fmt: skip
    if "undated" in query.filters:
        where.append(Condition("due_date", "empty", True))
    if query.currencies:
        where.append(Condition("currency", "in", list(query.currencies)))
    view = View(tuple(where), _order(query), _shown(query), _split(query))
    call = Call("list_invoices", args | date_args(query.period), None if view == View() else view)
    return leaving_out(call, query)


def _due(query: Query) -> list[Condition]:
    due = query.due
    first = [Condition("due_date", "from", due.first.isoformat())] if due and due.first else []
    last = [Condition("due_date", "to", due.last.isoformat())] if due and due.last else []
    return [*first, *last]


def by_clients(query: Query) -> bool:
    """Whether clients are asked for, and not invoices."""
    return query.group in ("client", "user")


def money_key(query: Query) -> str:
    """The amount that counts: what is still owed where that is the question, else the total."""
    return "balance" if query.filters & {"unpaid", "overdue", "partly", "undue"} else "total"


def client_key(query: Query) -> str:
    """The figure that clients are compared by."""
    if "overdue" in query.filters:
        return "overdue_balance"
    if query.filters & {"unpaid", "partly", "undue"}:
        return "balance"
    return "total" if query.filters & {"draft", "void"} else "issued_total"


def bounds(query: Query, today: date) -> list[Condition]:
    """The threshold as conditions on rows; none where it is about what clients owe in all, or
    cannot be applied."""
    threshold = query.threshold
    if not threshold or not can_bound(threshold) or (by_clients(query) and not threshold.unit):
        return []
    if not threshold.unit:
        return within(money_key(query), threshold)
    if threshold.unit in _DAYS and not is_age(query):
        late = Condition("overdue", "is", True)
        return [late, *within("days_overdue", threshold.times(_DAYS[threshold.unit]))]
    field = "date" if is_age(query) else "due_date"
    days = [] if is_age(query) else [Condition("overdue", "is", True)]
    return [*days, *_long_ago(field, threshold, today)]


def can_bound(threshold: Threshold) -> bool:
    """Whether invoices have what this threshold is about: an amount, or a time."""
    return not threshold.unit or threshold.unit in _DAYS | _MONTHS


def is_age(query: Query) -> bool:
    """ "Older than 60 days" counts from the day of the invoice, "60 days late" from its due day."""
    assert query.threshold is not None
    aged = re.match(r"older|younger|newer", query.threshold.text)
    return (bool(aged) and "overdue" not in query.filters) or not query.filters & {
        "overdue", "unpaid", "undue", "partly",
    }  # fmt: skip


def within(field: str, threshold: Threshold) -> list[Condition]:
    """The bounds as conditions on a field."""
    low: Test = "over" if threshold.strict else "from"
    high: Test = "under" if threshold.strict else "to"
    ends = ((low, threshold.low), (high, threshold.high))
    return [Condition(field, test, str(end)) for test, end in ends if end is not None]


def _long_ago(field: str, threshold: Threshold, today: date) -> list[Condition]:
    """A length of time before today as bounds on a day: the longer ago, the lower the day."""
    far: Test = "under" if threshold.strict else "to"
    near: Test = "over" if threshold.strict else "from"
    ends = ((far, threshold.low), (near, threshold.high))
    return [
        Condition(field, test, _before(today, int(end), threshold.unit).isoformat())
        for test, end in ends
        if end is not None
    ]


def _before(today: date, count: int, unit: str) -> date:
    if unit in _DAYS:
        return today - timedelta(days=count * _DAYS[unit])
    return add_months(today, -count * _MONTHS[unit])


def _order(query: Query) -> str:
    if settling(query):
        return "-owed"
    if by_clients(query):
        return f"{'' if query.measure == 'least' else '-'}{client_key(query)}"
    if not query.order:
        return ""
    fields = {"size": money_key(query), "age": "date", "lateness": "days_overdue"}
    return f"{'-' if query.order.down else ''}{fields[query.order.by]}"


def _shown(query: Query) -> int | None:
    return query.order.wanted if query.order and not by_clients(query) else None


def _split(query: Query) -> str:
    if by_clients(query):
        return "client"
    return query.group if query.group in ("week", "month", "quarter", "year", "aging") else ""


def as_meant(query: Query, *, about_clients: bool) -> Query:
    """The query with what its words imply: the biggest what, late where the latest is asked."""
    if query.order and query.order.by == "lateness":
        query = replace(query, filters=query.filters - {"unpaid"} | {"overdue"})
    if query.measure == "yes-no" and "paid" in query.filters:
        # "Have they paid?" asks for what is still unpaid.
        query = replace(query, filters=query.filters | {"unpaid"})
    if query.order and query.order.by == "lateness":
        return replace(query, group="invoice")
    ranked = query.order or query.measure in ("most", "least")
    if ranked and not query.group:
        query = replace(query, group="client" if about_clients else "invoice")
    return query
