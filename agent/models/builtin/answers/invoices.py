"""Answers about invoices. Amounts of different currencies stand side by side, never added.

The rows and totals of a reading are those of the invoices asked for, and of no others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from agent.models.builtin.answers.invoice_clients import (
    average_client_answer,
    average_part_answer,
    client_answer,
    currency_answer,
    split_answer,
    status_answer,
)
from agent.models.builtin.answers.invoice_lines import (
    OWED,
    amounts,
    currencies,
    first_of,
    in_hand,
    invoice_line,
    invoice_rows,
    item_lines,
    side_by_side,
    tally,
    whose,
)
from agent.models.builtin.answers.phrases import (
    joined,
    listed,
    money,
    percent,
    period,
    plural,
    ranked,
    sentence,
)
from agent.models.builtin.answers.sides import Side
from agent.models.builtin.desk import Reading
from agent.models.builtin.invoice_rows import (
    by_clients,
    can_bound,
    client_key,
    is_age,
    money_key,
    settling,
    standing_of,
)
from agent.models.builtin.query import Query


def invoice_answer(query: Query, reading: Reading) -> str:
    """The answer to any question about a list of invoices."""
    return _answer(in_hand(query, reading), reading) + reading.caveat()


def _answer(query: Query, reading: Reading) -> str:
    if reading.count == 0:
        return _nothing(query)
    if query.wants("average"):
        return _average(query, reading)
    if query.group == "currency":
        return currency_answer(query, reading, _counted(query, reading.count))
    if query.group == "status":
        return status_answer(query, reading, _counted(query, reading.count))
    if query.group in ("week", "month", "quarter", "year", "aging"):
        return split_answer(query, reading)
    if query.group in ("client", "user"):
        return client_answer(query, reading)
    if query.order and query.order.top:
        return _ordered(query, reading)
    if settling(query) or (money_key(query) == "balance" and standing_of(query).status == "active"):
        return _owed(query, reading)
    return _listing(query, reading)


def bound_words(query: Query) -> str:
    """The thresholds as they were applied: "over 5k", "more than 30 days overdue"."""
    if query.also:
        first, second = replace(query, also=None), replace(query, threshold=query.also, also=None)
        return joined([bound_words(first), bound_words(second)], " and ")
    threshold = query.threshold
    if not threshold or not can_bound(threshold):
        return ""
    if not threshold.unit:
        return f"{'with' if money_key(query) == 'balance' else 'of'} {threshold.text}"
    aged = threshold.text.startswith(("older", "younger", "newer"))
    if aged:
        return threshold.text
    return f"{threshold.text} {'old' if is_age(query) else 'overdue'}"


def _which(query: Query) -> str:
    due = f"due {period(query.due)}" if query.due else ""
    if "undated" in query.filters:
        due = "without a due date"
    return joined([whose(query), bound_words(query), due, query.when], " ")


def _counted(query: Query, count: int) -> str:
    """ "3 unpaid invoices", "3 invoices issued"."""
    if standing_of(query).word == "issued":
        return f"{plural(count, 'invoice')} issued"
    return plural(count, _noun(query))


def _noun(query: Query) -> str:
    """ "unpaid invoice"; "overdue" is left to the bound where that says it."""
    word = standing_of(query).word
    if word == "overdue" and bound_words(query).endswith("overdue"):
        word = ""
    return joined([word, "invoice"], " ")


def _nothing(query: Query) -> str:
    text = joined([f"no {_noun(query)}s", _which(query)], " ")
    if query.measure == "yes-no":
        return f"{'Yes' if 'paid' in query.filters else 'No'}: there are {text}."
    hint = ""
    if standing_of(query).word == "active" and query.scope.client:
        hint = " Paid and void ones are left out; ask for all invoices to see them."
    return f"There are {text}.{hint}"


def _lead(query: Query, *, paid: bool = False) -> str:
    if query.measure != "yes-no":
        return ""
    return "No: " if "paid" in query.filters and not paid else "Yes: "


def _listing(query: Query, reading: Reading) -> str:
    standing = standing_of(query)
    word, status = standing.word, standing.status
    head = joined([_counted(query, reading.count), _which(query)], " ")
    facts: list[str | None] = [f"total {amounts(reading, lambda row: row['total'])}"]
    owed = f"still to be paid {amounts(reading, lambda row: row['balance'])}"
    if "paid" in query.filters:
        facts.append(f"paid {amounts(reading, lambda row: row['amount_paid'])}")
    if word.endswith("overdue"):
        facts.insert(0, owed)
    elif status not in ("paid", "draft", "void"):
        facts.append(owed)
    if word in ("", "active"):
        facts.append(_overdue_part(reading))
    issued = tally(reading, "issued_count")
    if query.period and not word and issued < reading.count:
        amount = amounts(reading, lambda row: row["issued_total"])
        facts.append(f"{issued} of them issued (without drafts and void): {amount}")
    text = sentence(f"{_lead(query, paid=True)}{head}: {joined(facts, '; ')}")
    return text + invoice_rows(reading.rows, reading.count) + _by_status(reading)


def _overdue_part(reading: Reading) -> str | None:
    late = tally(reading, "overdue_count")
    if not late:
        return None
    amount = amounts(reading, lambda row: row["overdue_balance"])
    return f"{plural(late, 'invoice')} overdue with {amount}"


def _by_status(reading: Reading) -> str:
    counts: dict[str, int] = {}
    for row in currencies(reading):
        for status, figures in row["statuses"].items():
            counts[status] = counts.get(status, 0) + figures["count"]
    if len(counts) < 2:
        return ""
    return f"\nBy status: {', '.join(f'{count} {status}' for status, count in counts.items())}."


def _owed(query: Query, reading: Reading) -> str:
    """What is still to be paid; drafts and void invoices owe nothing."""
    count = tally(reading, "unpaid_count")
    if not count:
        return _settled(query, reading)
    noun = "unpaid invoice" if settling(query) else _noun(query)
    rows = [row for row in reading.rows if row.get("status") in OWED and row.get("balance")]
    amount = amounts(reading, lambda row: row["balance"])
    client = query.scope.client
    where = joined([bound_words(query), f"due {period(query.due)}" if query.due else "",
                    query.when], " ")  # fmt: skip
    if client:
        head = f"{client.name} owes {amount} on {plural(count, noun)} {where}"
    elif query.due or query.measure in ("count", "yes-no"):
        head = f"{joined([plural(count, noun), _which(query)], ' ')}: {amount} still to be paid"
    else:
        verb = "are" if " and " in amount else "is"
        head = f"{amount} {verb} still to be paid on {plural(count, noun)} {_which(query)}"
    late = "" if "undue" in query.filters else _overdue_part(reading) or "none is overdue"
    return _lead(query) + sentence(joined([head, late], "; ")) + invoice_rows(rows, count)


def _settled(query: Query, reading: Reading) -> str:
    """ "Yes: there are no unpaid invoices of Acme; 2 invoices (A-1 and A-2) are paid with ..."."""
    paid = [row["statuses"].get("paid", {}) for row in currencies(reading)]
    count = sum(figures.get("count", 0) for figures in paid)
    text = joined(["there are no unpaid invoices", _which(query)], " ")
    if not count:
        return f"No: {text}, and none that is paid."
    amount = amounts(reading, lambda row: row["statuses"].get("paid", {}).get("total", 0))
    numbers = [str(row.get("number")) for row in reading.rows if row.get("status") == "paid"]
    few = f" ({listed(numbers)})" if len(numbers) == count <= 3 else ""
    verb = "is" if count == 1 else "are"
    return f"Yes: {text}; {plural(count, 'invoice')}{few} {verb} paid with {amount}."


def lateness_answer(query: Query, reading: Reading) -> str:
    """How many days late the overdue ones are on average."""
    count = tally(reading, "overdue_count")
    if not count:
        return _nothing(query) + reading.caveat()
    days = round(tally(reading, "overdue_days") / count)
    head = f"{plural(days, 'day')} late on average {_which(query)}"
    text = sentence(f"{head}: {plural(count, 'overdue invoice')} until today")
    return text + invoice_rows(reading.rows, reading.count) + reading.caveat()


def _average(query: Query, reading: Reading) -> str:
    """The mean of each currency, and what it was taken over."""
    if query.group in ("week", "month", "quarter", "year"):
        return average_part_answer(query, reading)
    if by_clients(query):
        return average_client_answer(query, reading)
    key = money_key(query)
    lines = []
    for row in currencies(reading):
        amount, count = Decimal(str(row[key])), row["count"]
        each = money(row["currency"], (amount / count).quantize(Decimal("0.01")))
        lines.append(f"{each} over {_counted(query, count)} "
                     f"({money(row['currency'], amount)} in all)")  # fmt: skip
    what = "still to be paid, on average" if key == "balance" else "on average"
    return sentence(joined([f"{what} {_which(query)}:", listed(lines)], " "))


_ORDERS = {
    ("size", True): "largest", ("size", False): "smallest", ("age", True): "latest",
    ("age", False): "oldest", ("lateness", True): "most overdue",
    ("lateness", False): "least overdue",
}  # fmt: skip


def _ordered(query: Query, reading: Reading) -> str:
    """The first of an order; by size the first of each currency."""
    order = query.order
    assert order is not None
    word = ranked(order.rank)
    word += _ORDERS[order.by, order.down]
    state = _noun(query)
    noun = joined([word, state.removeprefix("overdue ") if order.by == "lateness" else state], " ")
    picked = first_of(order, reading.rows)
    if not picked:
        few = plural(reading.count, _noun(query))
        return sentence(f"there is no {noun} {_which(query)}: only {few}")
    if len(picked) == 1:
        text = sentence(f"the {noun} {_which(query)} is {invoice_line(picked[0])}")
        return _lead(query) + text + item_lines(picked[0])
    several = len({row.get("currency") for row in picked}) > 1 and order.by == "size"
    if order.top == 1:
        lines = [f"the {noun} in {row.get('currency')} is {invoice_line(row)}" for row in picked]
        return " ".join(map(sentence, lines))
    each = " of each currency" if several else ""
    text = sentence(f"{joined([f'the {order.top} {noun}s{each}', _which(query)], ' ')}:")
    out_of = (
        f"\nOut of {plural(reading.count, _noun(query))}." if reading.count > len(picked) else ""
    )
    return text + "".join(f"\n- {invoice_line(row)}" for row in picked) + out_of


def invoice_side(label: str, query: Query, reading: Reading, *, counted: bool) -> Side:
    """One side of a comparison: the amounts of each currency, or how many invoices."""
    if counted:
        return Side(label, {"": Decimal(reading.count)}, _noun(query) + "s")
    key = client_key(query)
    sums = {row["currency"]: Decimal(str(row[key])) for row in currencies(reading)}
    return Side(label, sums, f"on {_counted(query, reading.count)}")


def together_answer(query: Query, readings: Sequence[Reading]) -> str:
    """What the invoices of several clients or projects come to, in each currency."""
    key = client_key(query)
    sums: dict[str, Decimal] = {}
    for row in (row for reading in readings for row in currencies(reading)):
        sums[row["currency"]] = sums.get(row["currency"], Decimal(0)) + Decimal(str(row[key]))
    what = {"balance": "still to be paid", "overdue_balance": "overdue"}.get(key, "")
    return sentence(joined([f"together {side_by_side(sorted(sums.items()))}", what], " "))


def settled_answer(query: Query, reading: Reading) -> str:
    """What was paid and what was not, of the invoices that went out, in each currency."""
    if not reading.count:
        return _nothing(query) + reading.caveat()
    paid = amounts(reading, lambda row: row["amount_paid"])
    open_ = amounts(reading, lambda row: row["balance"])
    left = tally(reading, "unpaid_count")
    text = joined([f"paid {paid}; still to be paid {open_} on {plural(left, 'invoice')}",
                   f"out of {_counted(query, reading.count)}", _which(query)], " ")  # fmt: skip
    text = f"{text}: in all {amounts(reading, lambda row: row['issued_total'])}"
    return sentence(text) + invoice_rows(reading.rows, reading.count) + reading.caveat()


def share_answer(part: Query, whole: Query, piece: Reading, all_: Reading, label: str) -> str:
    """A part of a whole in percent, by amount and by count, of each currency on its own."""
    key = client_key(part) if "overdue" not in part.filters else "balance"
    parts = {row["currency"]: Decimal(str(row[key])) for row in currencies(piece)}
    lines = []
    for row in currencies(all_):
        amount, total = parts.get(row["currency"], Decimal(0)), Decimal(str(row[key]))
        if total:
            told = f"{money(row['currency'], amount)} of {money(row['currency'], total)}"
            lines.append(f"{percent(amount, total)} of {row['currency']} ({told})")
    if not lines:
        return _nothing(whole)
    counts = f"{piece.count} of {_counted(whole, all_.count)}"
    head = f"{label}: {listed(lines)}; {counts}"
    return sentence(joined([head, whole.when], " ")) + piece.caveat() + all_.caveat()
