"""Answers about how long clients take to pay, and what was paid after it was due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from agent.models.builtin.answers.invoice_lines import named, whose
from agent.models.builtin.answers.phrases import (
    bullets,
    day,
    joined,
    listed,
    money,
    percent,
    plural,
    sentence,
    yes_no,
)
from agent.models.builtin.desk import Reading
from agent.models.builtin.query import Query
from agent.rows import Row


@dataclass(frozen=True)
class _Payer:
    """A client with its paid invoices that tell on which day they were paid."""

    name: str
    count: int
    days: int
    late: int
    late_days: int

    @property
    def average(self) -> Decimal:
        return (Decimal(self.days) / self.count).quantize(Decimal("0.1"))

    @property
    def told(self) -> str:
        late = f"{self.late} of them late" if self.late else "none of them late"
        return f"{self.name}: {_days(self.average)} on {plural(self.count, 'paid invoice')}, {late}"


def pay_time_answer(query: Query, reading: Reading, *, on_time: bool) -> str:
    """How many days pass from the invoice to its payment, in all and for each client; ``on_time``:
    whether that was by the due date is the question."""
    payers = _payers(reading)
    if not payers:
        none = joined(["no invoice", whose(query), query.when, "tells on which day it was paid"],
                      " ")  # fmt: skip
        return sentence(none) + reading.caveat()
    whole = _sum(payers)
    head = _head(query, whole) + _untold(reading.count - whole.count)
    lead = yes_no(query.measure, not whole.late) if on_time else ""
    if query.scope.client:
        return lead + head + reading.caveat()
    payers.sort(key=lambda payer: (payer.average, payer.name), reverse=query.measure != "least")
    first = ""
    if query.measure in ("most", "least"):
        word = "fastest" if query.measure == "least" else "slowest"
        first = sentence(f"{_tied(payers)} {word}: {_days(payers[0].average)} on average") + " "
    return first + lead + head + bullets([payer.told for payer in payers], shown=30)


def _head(query: Query, whole: _Payer) -> str:
    late = "none of them after the due date"
    if whole.late:
        share = percent(Decimal(whole.late), Decimal(whole.count))
        late = f"{whole.late} of them ({share}) after the due date"
        late += f", by {_days(_mean(whole.late_days, whole.late))} on average"
    place = query.scope.project or query.scope.client
    took = joined([f"{place.name} paid" if place else "paid", _days(whole.average),
                   "after the invoice date on average", query.when], " ")  # fmt: skip
    return sentence(f"{took}: {plural(whole.count, 'paid invoice')}, {late}")


def _untold(count: int) -> str:
    """Paid invoices without a payment on record; nobody can say how long those took."""
    if not count:
        return ""
    return " " + sentence(f"{plural(count, 'more paid invoice')} without a day of payment left out")


def paid_late_answer(query: Query, reading: Reading) -> str:
    """The invoices that were paid after their due date, or the clients that paid so."""
    where = joined([whose(query), query.when], " ")
    where = f" {where}" if where else ""
    if not reading.count:
        no = f"{yes_no(query.measure, False)}no"
        return sentence(f"{no} invoice{where} was paid after its due date, of those that tell")
    payers = sorted(_payers(reading), key=lambda payer: -payer.late_days)
    amounts = reading.totals["by_currency"]
    total = listed([money(row["currency"], row["total"]) for row in amounts])
    head = f"{plural(reading.count, 'invoice')}{where} paid after the due date"
    if query.group in ("client", "user"):
        who = plural(len(payers), "client")
        text = sentence(f"{who} paid late, {plural(reading.count, 'invoice')} {where}: {total}")
        lines = [f"{payer.name}: {plural(payer.late, 'invoice')}, "
                 f"{_days(_mean(payer.late_days, payer.late))} late on average"
                 for payer in payers]  # fmt: skip
        return yes_no(query.measure, True) + text + bullets(lines, shown=30)
    text = sentence(f"{yes_no(query.measure, True)}{head}: {total}")
    return text + bullets(list(map(_line, reading.rows)), reading.count) + reading.caveat()


def _line(row: Row) -> str:
    due, late = date.fromisoformat(str(row["due_date"])), int(row["paid_late"])
    paid = f"due {day(due)}, paid {day(due + timedelta(days=late))}, {plural(late, 'day')} late"
    return f"{named(row)}: {money(row.get('currency'), row.get('total'))}, {paid}"


def _payers(reading: Reading) -> list[_Payer]:
    """Each client once, whatever the currencies of its invoices."""
    found: dict[str, list[Row]] = {}
    for row in reading.group("client"):
        found.setdefault(str(row["client"]), []).append(row)
    keys = ("timed_count", "pay_days", "paid_late_count", "paid_late_days")
    payers = [_Payer(name, *(sum(int(row[key]) for row in rows) for key in keys))
              for name, rows in found.items()]  # fmt: skip
    return [payer for payer in payers if payer.count]


def _sum(payers: Sequence[_Payer]) -> _Payer:
    sums = ((each.count, each.days, each.late, each.late_days) for each in payers)
    return _Payer("", *map(sum, zip(*sums, strict=True)))


def _tied(payers: Sequence[_Payer]) -> str:
    names = [payer.name for payer in payers if payer.average == payers[0].average]
    return f"{listed(names)} {'pays' if len(names) == 1 else 'pay'} the"


def _mean(days: int, count: int) -> Decimal:
    return (Decimal(days) / count).quantize(Decimal("0.1"))


def _days(count: Decimal) -> str:
    figure = f"{count.normalize():f}" if count == count.to_integral_value() else str(count)
    return f"{figure} {'day' if count == 1 else 'days'}"
