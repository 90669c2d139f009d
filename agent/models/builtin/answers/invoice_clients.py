"""Invoices summed: by client and ranked, or by week, month, quarter, year and age."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from agent.models.builtin.answers.invoice_lines import currencies, side_by_side, whose
from agent.models.builtin.answers.phrases import (
    bullets,
    day,
    joined,
    listed,
    money,
    part_label,
    percent,
    period,
    plural,
    ranked,
    sentence,
    yes_no,
)
from agent.models.builtin.desk import Reading
from agent.models.builtin.invoice_rows import client_key
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.query import Query
from agent.rows import Row

_FIGURES = {
    "total": ("count", "has the {}", ("has such invoices", "have such invoices")),
    "issued_total": ("issued_count", "was invoiced the {}", ("was invoiced", "were invoiced")),
    "balance": ("unpaid_count", "owes the {}", ("owes us money", "owe us money")),
    "overdue_balance": (
        "overdue_count", "has the {} overdue", ("has overdue invoices", "have overdue invoices")
    ),
}  # fmt: skip


def client_answer(query: Query, reading: Reading) -> str:
    """Clients by balance, or by amount invoiced; one order for each currency."""
    key = client_key(query)
    counted, verb, having = _FIGURES[key]
    there_are = [row for row in reading.group("client") if row[key]]
    groups = [row for row in there_are if _within(query, row, key, counted)]
    bound = f"{query.threshold.text}" if query.threshold else ""
    bound = f"({bound})" if bound and key == "balance" else bound
    due = f"due {period(query.due)}" if query.due else ""
    one = query.scope.client
    if one and there_are and not groups:
        total = side_by_side(_sums(there_are, key))
        told = f"no, not {query.threshold.text}" if query.threshold else "no"
        return sentence(f"{told}: {one.name} {having[0]}: {total}")
    if not groups:
        lead = "No: no" if query.measure == "yes-no" else "No"
        return sentence(
            joined([f"{lead} client {having[0]}", whose(query), bound, due, query.when], " ")
        )
    if query.wants("count"):
        return _by_number(query, groups, counted) + _cut(reading)
    groups.sort(key=lambda row: row[key], reverse=query.measure != "least")
    if query.measure in ("most", "least"):
        text = _leaders(query, groups, key, verb)
    else:
        clients = len({row["client_id"] for row in groups})
        total = side_by_side(_sums(groups, key))
        who, of = (one.name, "") if one else (plural(clients, "client"), whose(query))
        head = joined([who, having[clients > 1], of, bound, due, query.when], " ")
        text = yes_no(query.measure, True) + sentence(f"{head}: {total}")
    kept = _kept(query, groups)
    lines = [_line(row, key, counted, _told(query, row, groups, key)) for row in kept]
    return text + bullets(lines, shown=max(len(lines), 1) if query.top else 8) + _cut(reading)


def _by_number(query: Query, groups: list[Row], counted: str) -> str:
    """Clients by how many invoices they have, whatever the currency."""
    counts: dict[str, int] = {}
    for row in groups:
        counts[str(row["client"])] = counts.get(str(row["client"]), 0) + row[counted]
    order = sorted(counts, key=lambda name: (counts[name], name), reverse=query.measure != "least")
    first = [name for name in order if counts[name] == counts[order[0]]]
    word = "fewest" if query.measure == "least" else "most"
    verb = "have" if len(first) > 1 else "has"
    head = f"{listed(first)} {verb} the {word}: {plural(counts[order[0]], 'invoice')}"
    lines = [f"{name}: {plural(counts[name], 'invoice')}" for name in order]
    return sentence(joined([head, query.when], " ")) + bullets(lines, shown=query.top or 12)


def nothing_owed_answer(query: Query, clients: Sequence[Entry], reading: Reading) -> str:
    """Those of the clients that owe nothing."""
    owing = {row["client_id"] for row in reading.group("client") if row["unpaid_count"]}
    clear = sorted(client.name for client in clients if client.id not in owing)
    if not clear:
        return sentence(joined(["every active client owes us money", query.when], " "))
    verb = "owe us nothing" if len(clear) > 1 else "owes us nothing"
    head = f"{len(clear)} of {plural(len(clients), 'active client')} {verb}"
    return sentence(joined([head, whose(query), query.when], " ")) + bullets(clear, shown=60)


def _within(query: Query, row: Row, key: str, counted: str) -> bool:
    threshold = query.threshold
    if not threshold:
        return True
    if threshold.unit == "invoice":
        return threshold.holds(Decimal(row[counted]))
    return bool(threshold.unit) or threshold.holds(Decimal(str(row[key])))


def _sums(groups: list[Row], key: str) -> list[tuple[str, Decimal]]:
    sums: dict[str, Decimal] = {}
    for row in groups:
        sums[row["currency"]] = sums.get(row["currency"], Decimal(0)) + Decimal(str(row[key]))
    return sorted(sums.items())


def _leaders(query: Query, groups: list[Row], key: str, verb: str) -> str:
    rank = query.order.rank if query.order else 1
    word = "least" if query.measure == "least" else "most"
    names = list(dict.fromkeys(row["currency"] for row in groups))
    heads = []
    for currency in names:
        same = [row for row in groups if row["currency"] == currency]
        if len(same) < rank:
            continue
        row = same[rank - 1]
        place = ranked(rank)
        lead = f"in {currency}" if len(names) > 1 else ""
        heads.append(joined([lead, f"{row['client']} {verb.format(place + word)}:",
                             money(currency, row[key])], " "))  # fmt: skip
    text = "; ".join(heads) or f"there are only {plural(len(groups), 'client')}"
    return sentence(joined([text, query.when], " "))


def _kept(query: Query, groups: list[Row]) -> list[Row]:
    """The first so many of each currency, where so many are asked for."""
    top = query.top
    if not top:
        return groups
    seen: dict[str, int] = {}
    kept = []
    for row in groups:
        seen[row["currency"]] = seen.get(row["currency"], 0) + 1
        if seen[row["currency"]] <= top:
            kept.append(row)
    return kept


def _told(query: Query, row: Row, groups: list[Row], key: str) -> str:
    """What else is asked of each client: its share of the whole, since when it owes."""
    oldest = row.get("oldest_due") if query.wants("since") else None
    since = f", the oldest due {day(oldest)}" if oldest else ""
    if not query.wants("share"):
        return since
    whole = dict(_sums(groups, key))[row["currency"]]
    return f", {percent(Decimal(str(row[key])), whole)} of {row['currency']}{since}"


def _line(row: Row, key: str, counted: str, share: str) -> str:
    late = int(row.get("overdue_count") or 0) if key == "balance" else 0
    over = f", {money(row['currency'], row['overdue_balance'])} of it overdue" if late else ""
    amount = money(row["currency"], row[key])
    return f"{row['client']}: {amount} on {plural(row[counted], 'invoice')}{over}{share}"


def _cut(reading: Reading) -> str:
    left = reading.cut("client")
    return f"\n{plural(left, 'client')} with less are not listed here." if left else ""


def split_answer(query: Query, reading: Reading) -> str:
    """One line a week, month, quarter, year or age, each currency on its own."""
    by = query.group
    key = "balance" if by == "aging" else client_key(query)
    counted, _, _ = _FIGURES[key]
    rows = [row for row in reading.group(by) if row[key]]
    parts: dict[Any, list[Row]] = {}
    for row in rows:
        parts.setdefault(row[by], []).append(row)
    lines = [
        f"{part_label(by, value)}: {side_by_side(_sums(found, key))} "
        f"on {plural(sum(row[counted] for row in found), 'invoice')}"
        for value, found in parts.items()
    ]
    what = {"balance": "still to be paid", "overdue_balance": "overdue",
            "issued_total": "invoiced", "total": "in all"}[key]  # fmt: skip
    total = side_by_side([(row["currency"], Decimal(str(row[key]))) for row in currencies(reading)])
    head = sentence(joined([total, what, whose(query), query.when], " "))
    return head + _peak(query, rows, by, key) + bullets(lines, shown=60)


def currency_answer(query: Query, reading: Reading, head: str) -> str:
    """One line a currency: how many invoices, and what they come to."""
    key = client_key(query)
    lines = [f"{plural(row[_FIGURES[key][0]], 'invoice')}: {money(row['currency'], row[key])}"
             for row in currencies(reading)]  # fmt: skip
    return sentence(joined([head, whose(query), query.when], " ")) + bullets(lines, shown=60)


def status_answer(query: Query, reading: Reading, head: str) -> str:
    """One line a status: how many invoices, and what they come to in each currency."""
    found: dict[str, list[tuple[str, int, Decimal]]] = {}
    for row in currencies(reading):
        for status, figures in row["statuses"].items():
            total = Decimal(str(figures["total"]))
            found.setdefault(status, []).append((row["currency"], figures["count"], total))
    lines = [
        f"{status}: {plural(sum(count for _, count, _ in rows), 'invoice')}, "
        f"{side_by_side([(currency, total) for currency, _, total in rows])}"
        for status, rows in found.items()
    ]
    return sentence(joined([head, whose(query), query.when], " ")) + bullets(lines, shown=60)


def average_client_answer(query: Query, reading: Reading) -> str:
    """The mean invoice of each client and currency, the largest first."""
    key = client_key(query)
    counted = _FIGURES[key][0]
    rows = [row for row in reading.group("client") if row[counted]]
    each = [(row, (Decimal(str(row[key])) / row[counted]).quantize(Decimal("0.01")))
            for row in rows]  # fmt: skip
    each.sort(key=lambda pair: pair[1], reverse=True)
    lines = [f"{row['client']}: {money(row['currency'], mean)} over "
             f"{plural(row[counted], 'invoice')}" for row, mean in each]  # fmt: skip
    head = sentence(joined(["on average an invoice, by client", query.when], " "))
    return head + bullets(lines, shown=30) + _cut(reading)


def average_part_answer(query: Query, reading: Reading) -> str:
    """The mean of a week, month, quarter or year, over those in which there is anything."""
    key = client_key(query)
    lines = []
    for row in currencies(reading):
        same = [part for part in reading.group(query.group) if part["currency"] == row["currency"]]
        count = sum(1 for part in same if part[key])
        if count:
            total = Decimal(str(row[key]))
            each = money(row["currency"], (total / count).quantize(Decimal("0.01")))
            over = f"{plural(count, query.group)} with any ({money(row['currency'], total)} in all)"
            lines.append(f"{each} over {over}")
    head = joined([f"on average a {query.group}", whose(query), query.when], " ")
    return sentence(f"{head}: {listed(lines)}")


def _peak(query: Query, rows: list[Row], by: str, key: str) -> str:
    """The strongest or weakest part of each currency, where that is asked."""
    if query.measure not in ("most", "least"):
        return ""
    word, choose = ("lowest", min) if query.measure == "least" else ("highest", max)
    found = []
    for currency in dict.fromkeys(row["currency"] for row in rows):
        best = choose((r for r in rows if r["currency"] == currency), key=lambda row: row[key])
        found.append(f"{word} in {part_label(by, best[by])}: {money(currency, best[key])}")
    return " " + " ".join(map(sentence, found))


def tax_line(reading: Reading) -> str:
    """What of the invoices is tax, in each currency; nothing where there are none."""
    lines = []
    for row in currencies(reading):
        tax = Decimal(str(row.get("tax") or 0))
        net = money(row["currency"], Decimal(str(row["total"])) - tax)
        lines.append(f"{money(row['currency'], tax)} tax and {net} net")
    return sentence(f"of this {listed(lines)}") if lines else ""
