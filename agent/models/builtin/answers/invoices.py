"""Answers about invoices. Amounts of different currencies stand side by side, never added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from agent.models.builtin.answers.phrases import (
    bullets,
    day,
    joined,
    listed,
    money,
    period,
    plural,
    sentence,
)
from agent.models.builtin.desk import Reading
from agent.models.builtin.query import Query

Row = dict[str, Any]
OWED = ("sent", "viewed")
ISSUED = ("sent", "viewed", "paid")


def invoice_answer(query: Query, reading: Reading, *, number: str | None = None) -> str:
    """The answer to any question about invoices."""
    if number is not None:
        return _one_invoice(query, reading, number) + reading.caveat()
    if query.threshold:
        return _beyond(query, reading) + reading.caveat()
    if query.due:
        return _due_answer(query, reading) + reading.caveat()
    if reading.count == 0:
        return _nothing(query, reading) + reading.caveat()
    if query.group == "invoice":
        return _extremes(query, reading) + reading.caveat()
    if query.measure in ("most", "least") or query.group in ("client", "user"):
        return _ranking(query, reading) + reading.caveat()
    if "issued" in query.filters:
        return _issued(query, reading) + reading.caveat()
    if "unpaid" in query.filters:
        return _owed(query, reading) + reading.caveat()
    return _listing(query, reading) + reading.caveat()


def _of(query: Query) -> str:
    place = query.scope.project or query.scope.client
    return f"of {place.name}" if place else ""


def _status_word(reading: Reading) -> str:
    return {"all": "", "active": "active"}.get(reading.args.get("status", ""),
                                               str(reading.args.get("status", "")))  # fmt: skip


def _nothing(query: Query, reading: Reading) -> str:
    status = _status_word(reading)
    if "unpaid" in query.filters:
        status = "unpaid"
    text = joined(["no", status, "invoices", _of(query), query.when], " ")
    if query.measure == "yes-no":
        settled = _settled(reading) if "paid" in query.filters else ""
        yes = bool(settled) if reading.args.get("status") == "all" else "paid" in query.filters
        return f"{'Yes' if yes else 'No'}: there are {text}{settled}."
    hint = ""
    if status == "active" and query.scope.client:
        hint = " Paid and void ones are left out; ask for all invoices to see them."
    return f"There are {text}.{hint}"


def _settled(reading: Reading) -> str:
    """ "; 2 invoices are paid with EUR 300.00", or nothing."""
    count = sum(row["statuses"].get("paid", {}).get("count", 0) for row in _currencies(reading))
    if not count:
        return ""
    amount = _amounts(reading, lambda row: row["statuses"].get("paid", {}).get("total", 0))
    verb = "is" if count == 1 else "are"
    numbers = [str(row.get("number")) for row in reading.rows if row.get("status") == "paid"]
    named = f" ({listed(numbers)})" if len(numbers) == count <= 3 else ""
    return f"; {plural(count, 'invoice')}{named} {verb} paid with {amount}"


def _currencies(reading: Reading) -> list[Row]:
    return list(reading.totals["by_currency"])


def _amounts(reading: Reading, pick: Callable[[Row], Any]) -> str:
    """One figure for each currency, "USD 1.00 and EUR 2.00"; zero only where all are."""
    figures = [(row["currency"], Decimal(str(pick(row)))) for row in reading.totals["by_currency"]]
    telling = [pair for pair in figures if pair[1]] or figures[:1]
    return listed([money(currency, figure) for currency, figure in telling])


def _extremes(query: Query, reading: Reading) -> str:
    """The largest or smallest invoice of each currency."""
    word = "smallest" if query.measure == "least" else "largest"
    rows = sorted(
        reading.rows,
        key=lambda r: Decimal(str(r.get("total", 0))),
        reverse=query.measure != "least",
    )
    if "unpaid" in query.filters:
        rows = [row for row in rows if row.get("status") in OWED]
    if not rows:
        return _nothing(query, reading)
    if not reading.whole:
        return _extremes_of_many(query, reading, word)
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(str(row.get("currency")), row)
    lines = [f"the {word} invoice in {c} is {invoice_line(row)}" for c, row in first.items()]
    text = " ".join(sentence(line) for line in lines)
    if query.top:
        kept = rows[: query.top]
        text = sentence(f"the {word} {plural(len(kept), 'invoice')}") + _rows(kept, len(kept))
    return text


def _extremes_of_many(query: Query, reading: Reading, word: str) -> str:
    """From the figures over all invoices where the rows are only some of them."""
    if query.top:
        count = plural(reading.count, "invoice")
        return f"{count} are too many to rank here; name a client or a period."
    key = f"{word}_unpaid" if "unpaid" in query.filters else word
    found = [(row["currency"], row.get(key)) for row in _currencies(reading)]
    shown = {row["currency"]: row["count"] for row in _currencies(reading)}
    lines = [f"the {word} invoice in {c} is {invoice_line(row)}" for c, row in found if row]
    lines += [f"{plural(shown[c], 'invoice')} in {c} not compared" for c, row in found if not row]
    return " ".join(sentence(line) for line in lines)


def _issued(query: Query, reading: Reading) -> str:
    """What was sent out in a period, paid by now or not; drafts and void ones left out."""
    rows = [row for row in reading.rows if row.get("status") in ISSUED]
    rows.sort(key=lambda row: str(row.get("date")), reverse=True)
    count = _issued_count(reading)
    head = joined([plural(count, "invoice"), _of(query), "issued", query.when], " ")
    total = f"total {_amounts(reading, lambda row: row['issued_total'])}"
    owed = f"still to be paid {_amounts(reading, lambda row: row['balance'])}"
    lead = ""
    if query.measure == "yes-no":
        lead = "Yes: " if count else "No: "
    return lead + sentence(f"{head}: {total}; {owed}") + _rows(rows, count) + _by_status(reading)


def _issued_count(reading: Reading) -> int:
    return sum(row["issued_count"] for row in _currencies(reading))


def _listing(query: Query, reading: Reading) -> str:
    status = _status_word(reading)
    head = joined([plural(reading.count, f"{status} invoice".strip()), _of(query), query.when], " ")
    facts: list[str | None] = [f"total {_amounts(reading, lambda row: row['total'])}"]
    owed = f"still to be paid {_amounts(reading, lambda row: row['balance'])}"
    if "paid" in query.filters:
        facts.append(f"paid {_amounts(reading, lambda row: row['amount_paid'])}")
    if status == "overdue":
        facts.insert(0, owed)
    elif status not in ("paid", "draft", "void"):
        facts.append(owed)
    if status in ("", "active"):
        facts.append(_overdue_part(reading))
    issued = _issued_count(reading)
    if query.period and not status and issued < reading.count:
        amount = _amounts(reading, lambda row: row["issued_total"])
        facts.append(f"{issued} of them issued (without drafts and void): {amount}")
    lead = "Yes: " if query.measure == "yes-no" else ""
    text = sentence(f"{lead}{head}: {joined(facts, '; ')}")
    return text + _rows(reading.rows, reading.count) + _by_status(reading)


def _overdue_part(reading: Reading) -> str | None:
    late = sum(row["overdue_count"] for row in reading.totals["by_currency"])
    if not late:
        return None
    amount = _amounts(reading, lambda row: row["overdue_balance"])
    return f"{plural(late, 'invoice')} overdue with {amount}"


def _by_status(reading: Reading) -> str:
    counts: dict[str, int] = {}
    for row in reading.totals["by_currency"]:
        for status, figures in row["statuses"].items():
            counts[status] = counts.get(status, 0) + figures["count"]
    if len(counts) < 2:
        return ""
    return f"\nBy status: {', '.join(f'{count} {status}' for status, count in counts.items())}."


def _owed(query: Query, reading: Reading) -> str:
    """What is still to be paid; drafts and void invoices owe nothing."""
    rows = [row for row in reading.rows if row.get("status") in OWED]
    count = sum(
        figures["count"]
        for row in reading.totals["by_currency"]
        for status, figures in row["statuses"].items()
        if status in OWED
    )
    if not count:
        return _nothing(query, reading)
    who = query.scope.client.name if query.scope.client else _of(query)
    amount = _amounts(reading, lambda row: row["balance"])
    head = f"{who} owes {amount} on {plural(count, 'unpaid invoice')}" if query.scope.client else \
        f"{amount} is still to be paid on {plural(count, 'unpaid invoice')} {who}"  # fmt: skip
    late = _overdue_part(reading) or "none is overdue"
    lead = ""
    if query.measure == "yes-no":
        lead = "No: " if "paid" in query.filters else "Yes: "
    return lead + sentence(f"{joined([head, query.when], ' ')}; {late}") + _rows(rows, count)


def _rows(rows: Sequence[Row], total: int) -> str:
    return bullets([invoice_line(row) for row in rows], total)


def invoice_line(row: Row) -> str:
    """ "INV-7 (Acme): USD 100.00, sent, due Fri 30 Oct 2026, 3 days overdue"."""
    total, balance = Decimal(str(row.get("total", 0))), Decimal(str(row.get("balance", 0)))
    currency = row.get("currency")
    parts = [money(currency, total)]
    if row.get("status") in OWED and balance != total:
        parts.append(f"{money(currency, balance)} still to be paid")
    parts.append(str(row.get("status") or ""))
    if row.get("date"):
        parts.append(f"dated {day(row['date'])}")
    if row.get("due_date") and row.get("status") not in ("paid", "void"):
        parts.append(f"due {day(row['due_date'])}")
    if row.get("overdue"):
        parts.append(f"{plural(int(row.get('days_overdue') or 0), 'day')} overdue")
    client = f" ({row['client']})" if row.get("client") else ""
    return f"{row.get('number') or 'without number'}{client}: {joined(parts)}"


def _due_answer(query: Query, reading: Reading) -> str:
    """Paymo has no filter for due dates of invoices; the rows are filtered here."""
    assert query.due is not None
    first = query.due.first.isoformat() if query.due.first else ""
    last = query.due.last.isoformat() if query.due.last else "9999"
    rows = [
        row
        for row in reading.rows
        if row.get("status") in OWED and first <= str(row.get("due_date") or "") <= last
    ]
    if query.top == 1:
        rows = rows[:1]
    window = joined([_of(query), f"due {period(query.due)}"], " ")
    lead = {True: "Yes: ", False: "No: "}[bool(rows)] if query.measure == "yes-no" else ""
    text = lead + sentence(f"{plural(len(rows), 'unpaid invoice')} {window}")
    # The rows come by due date, so the first ones are enough for a window that ends among them.
    seen = reading.whole or str(reading.rows[-1].get("due_date") or "9999") > last
    return text + ("" if seen else _partly(reading)) + _rows(rows, len(rows))


def _partly(reading: Reading) -> str:
    return f" Only the first {len(reading.rows)} of {reading.count} invoices were looked at."


def _beyond(query: Query, reading: Reading) -> str:
    """Invoices over or under a number of days overdue, or an amount."""
    threshold = query.threshold
    assert threshold is not None
    by_days = {"day": 1, "week": 7, "month": 30}.get(threshold.unit)
    if threshold.unit and not by_days:
        return f'I cannot filter invoices by "{threshold.text}".'
    limit = threshold.number * (by_days or 1)
    key = "days_overdue" if by_days else "balance" if "unpaid" in query.filters else "total"

    def fits(row: Row) -> bool:
        value = Decimal(str(row.get(key) or 0))
        late = not by_days or bool(row.get("overdue"))
        return late and (value > limit if threshold.at_least else value < limit)

    rows = [row for row in reading.rows if fits(row)]
    what = f"{threshold.text} overdue" if by_days else f"with a {key} {threshold.text}"
    status = "unpaid" if "unpaid" in query.filters and not by_days else ""
    noun = joined([_status_word(reading) if not status and not by_days else status, "invoice"], " ")
    head = sentence(joined([plural(len(rows), noun), _of(query), what, query.when], " "))
    return head + ("" if reading.whole else _partly(reading)) + _rows(rows, len(rows))


def _ranking(query: Query, reading: Reading) -> str:
    """Clients by balance, or by amount invoiced; one order for each currency."""
    key = "overdue_balance" if "overdue" in query.filters else "balance"
    asks_total = not query.filters & {"unpaid", "overdue"}
    if asks_total or query.filters & {"paid"}:
        key = "total" if query.filters & {"draft", "void"} else "issued_total"
    groups = [row for row in reading.group("client") if row[key]]
    if not groups:
        return _nothing(query, reading)
    groups.sort(key=lambda row: row[key], reverse=query.measure != "least")
    counted, verb = {
        "total": ("count", "has"),
        "issued_total": ("issued_count", "was invoiced"),
        "balance": ("unpaid_count", "owes"),
        "overdue_balance": ("overdue_count", "has overdue"),
    }[key]
    currencies = list(dict.fromkeys(row["currency"] for row in groups))
    leaders = [next(row for row in groups if row["currency"] == c) for c in currencies]
    word = "least" if query.measure == "least" else "most"
    several = len(leaders) > 1
    heads = [
        joined([
            f"in {row['currency']}" if several else None,
            f"{row['client']} {verb} the {word}: {money(row['currency'], row[key])}",
        ], " ")
        for row in leaders
    ]  # fmt: skip
    lines = [
        f"{row['client']}: {money(row['currency'], row[key])} on {plural(row[counted], 'invoice')}"
        for row in groups
    ]
    head = "; ".join(heads)
    if query.measure not in ("most", "least"):
        head = _group_words(key, len({row["client_id"] for row in groups}))
    head = sentence(joined([head, query.when], " "))
    return head + bullets(lines[: query.top] if query.top else lines)


def _group_words(key: str, count: int) -> str:
    one = count == 1
    verbs = {
        "total": "has such invoices" if one else "have such invoices",
        "issued_total": "was invoiced" if one else "were invoiced",
        "balance": "owes us money" if one else "owe us money",
        "overdue_balance": "has overdue invoices" if one else "have overdue invoices",
    }
    return f"{plural(count, 'client')} {verbs[key]}"


def _one_invoice(query: Query, reading: Reading, number: str) -> str:
    rows = reading.rows
    exact = [row for row in rows if str(row.get("number", "")).lower() == number.lower()]
    if not rows:
        return f"I found no invoice with the number {number}."
    row = (exact or rows)[0]
    if not exact and len(rows) > 1:
        return sentence(f"{plural(reading.count, 'invoice')} match {number}") + _rows(
            rows, reading.count
        )
    lead = ""
    if query.measure == "yes-no":
        lead = _yes_no(query, row)
    items = "".join(
        f"\n- {item.get('item') or item.get('description') or 'item'}: {item.get('quantity', 1)} x "
        f"{money(row.get('currency'), item.get('price_unit'))}"
        + (f" = {money(row.get('currency'), item['amount'])}" if item.get("amount") else "")
        for item in row.get("items") or []
    )
    return lead + sentence(f"invoice {invoice_line(row)}") + items


def _yes_no(query: Query, row: Row) -> str:
    if "overdue" in query.filters:
        return "Yes. " if row.get("overdue") else "No. "
    if query.filters & {"paid", "unpaid"}:
        is_paid = row.get("status") == "paid"
        return "Yes. " if is_paid == ("paid" in query.filters) else "No. "
    statuses = query.filters & {"draft", "sent", "viewed", "void"}
    if statuses:
        return "Yes. " if row.get("status") in statuses else "No. "
    return ""
