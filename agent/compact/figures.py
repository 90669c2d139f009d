"""Totals and groups over all items of a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from agent.compact.plain import Row, number, without_nulls
from agent.compact.rows import FULL_ROWS, invoice_row
from agent.compact.view import AGES, OWED, View, value_of

GROUP_ROWS = 30
WISHED_ROWS = 400  # a year of days: what is compared has to be there whole
ISSUED = ("sent", "viewed", "paid")
TAXES = ("tax_amount", "tax2_amount")

_TIMES = ("weekday", "date", "week", "month", "quarter", "year")

Summary = tuple[Row, list[Row]]


def _amount(value: Any) -> Decimal:
    return Decimal(0) if value is None else Decimal(str(value))


def _minutes(entries: Iterable[Row]) -> int:
    seconds = sum((_amount(entry.get("seconds")) for entry in entries), Decimal(0))
    return int((seconds / 60).quantize(Decimal(1), ROUND_HALF_UP))


def _grouped(items: Iterable[Row], *keys: str) -> dict[tuple[Any, ...], list[Row]]:
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for item in items:
        groups.setdefault(tuple(item.get(key) for key in keys), []).append(item)
    return groups


def _group(by: str, rows: list[Row], order: Callable[[Row], Any]) -> Row:
    return {"by": by, "rows": sorted(rows, key=order)}


def cut_group(group: Row, wished: str) -> Row:
    """The group with as many rows as go into an answer: the one that is wished for has more."""
    rows, most = group["rows"], WISHED_ROWS if group["by"] == wished else GROUP_ROWS
    return {**group, "rows": rows[:most], "left_out": len(rows) - most} if rows[most:] else group


def _balance(invoice: Row) -> Decimal:
    return _amount(invoice.get("balance")) if invoice.get("status") in OWED else Decimal(0)


def _invoice_figures(invoices: Sequence[Row]) -> Row:
    late = [invoice for invoice in invoices if invoice.get("overdue")]
    unpaid = [invoice for invoice in invoices if _balance(invoice) > 0]
    issued = [invoice for invoice in invoices if invoice.get("status") in ISSUED]
    return {
        "count": len(invoices),
        "total": number(sum((_amount(i.get("total")) for i in invoices), Decimal(0))),
        "amount_paid": number(sum((_amount(i.get("amount_paid")) for i in invoices), Decimal(0))),
        "balance": number(sum(map(_balance, invoices), Decimal(0))),
        "unpaid_count": len(unpaid),
        "overdue_count": len(late),
        "overdue_balance": number(sum(map(_balance, late), Decimal(0))),
        "overdue_days": sum(int(invoice.get("days_overdue") or 0) for invoice in late),
        "issued_count": len(issued),
        "issued_total": number(sum((_amount(i.get("total")) for i in issued), Decimal(0))),
    }


def _tax(invoices: Sequence[Row]) -> Row:
    """The taxes in the total, where there are any."""
    found = sum((_amount(i.get(key)) for i in invoices for key in TAXES), Decimal(0))
    return {"tax": number(found)} if found else {}


def _status_figures(invoices: Sequence[Row]) -> Row:
    return {
        status: {
            "count": len(rows),
            "total": number(sum((_amount(row.get("total")) for row in rows), Decimal(0))),
        }
        for (status,), rows in sorted(_grouped(invoices, "status").items())
    }


def _extremes(invoices: Sequence[Row]) -> Row:
    """The largest and smallest of a list that is too long to be seen whole, so that nobody takes
    the largest shown for the largest there is."""
    if len(invoices) <= FULL_ROWS:
        return {}
    owed = [invoice for invoice in invoices if _balance(invoice) > 0] or invoices
    ranked = {
        name: sorted(rows, key=lambda row: _amount(row.get("total")))
        for name, rows in (("", invoices), ("_unpaid", owed))
    }
    ends = (("largest", -1), ("smallest", 0))
    return {
        f"{word}{name}": invoice_row(rows[end])
        for name, rows in ranked.items()
        for word, end in ends
    }


def _invoices(items: Sequence[Row]) -> Summary:
    """``balance`` is what is still to be paid on sent and viewed invoices; drafts owe nothing."""
    currencies = [
        {
            "currency": currency,
            **_invoice_figures(rows),
            **_tax(rows),
            "statuses": _status_figures(rows),
            **_extremes(rows),
        }
        for (currency,), rows in sorted(_grouped(items, "currency").items(), key=str)
    ]
    return {"by_currency": currencies}, [_clients_of(items)] if items else []


def _clients_of(invoices: Sequence[Row], order: str = "") -> Row:
    """Clients per currency, by what they owe or by another of the figures ("-issued_total")."""
    clients = [
        {
            "client_id": client_id,
            "client": client,
            "currency": currency,
            **_invoice_figures(rows),
            **_owing_since(rows),
            **(_paying(rows) if order.lstrip("-") in ("pay_days", "paid_late") else {}),
        }
        for (client_id, client, currency), rows in _grouped(
            invoices, "client_id", "client", "currency"
        ).items()
    ]
    key, sign = order.lstrip("-"), -1 if order.startswith("-") else 1
    if clients and key in clients[0]:
        return _group("client", clients, lambda row: (sign * row[key], str(row["client"])))
    return _group("client", clients, lambda row: (-row["balance"], -row["total"]))


def _owing_since(invoices: Sequence[Row]) -> Row:
    days = [str(i["due_date"]) for i in invoices if _balance(i) > 0 and i.get("due_date")]
    return {"oldest_due": min(days)} if days else {}


def _paying(invoices: Sequence[Row]) -> Row:
    """How long the payment of invoices took, of those that tell; late: after the due date."""
    days = [taken for invoice in invoices if (taken := value_of(invoice, "pay_days")) is not None]
    late = [over for invoice in invoices if (over := value_of(invoice, "paid_late") or 0) > 0]
    return {"timed_count": len(days), "pay_days": sum(days),
            "paid_late_count": len(late), "paid_late_days": sum(late)}  # fmt: skip


def _payments(items: Sequence[Row]) -> Summary:
    """Payments per currency; ``undated`` are paid invoices that carry no payment."""
    clients = [
        {"client_id": key[0], "client": key[1], "currency": key[2], **_payment_figures(rows)}
        for key, rows in _grouped(items, "client_id", "client", "currency").items()
    ]
    currencies = [
        {"currency": currency, **_payment_figures(rows)}
        for (currency,), rows in sorted(_grouped(items, "currency").items(), key=str)
    ]
    ranked = _group("client", clients, lambda row: -row["amount"])
    return {"by_currency": currencies}, [ranked] if items else []


def _payment_figures(payments: Sequence[Row]) -> Row:
    dated = [payment for payment in payments if payment.get("date")]
    undated = [payment for payment in payments if not payment.get("date")]
    return {
        "count": len(dated),
        "amount": number(sum((_amount(p.get("amount")) for p in dated), Decimal(0))),
        "undated_count": len(undated),
        "undated_amount": number(sum((_amount(p.get("amount")) for p in undated), Decimal(0))),
    }


def wished_group(kind: str, view: View, items: Sequence[Row]) -> list[Row]:
    """The group a view asks for: clients in its order, else in that of what it is split by."""
    by = view.by
    if "/" in by or "#" in by:
        return _crossed(by, items)
    if kind == "list_invoices" and by == "client":
        return [_clients_of(items, view.order)] if items else []
    parts = _by_value(by, items)
    keys = sorted(parts, key=lambda key: (AGES.index(key) if key in AGES else 0, str(key)))
    if kind == "list_time_entries":
        rows = [{by: key, **_time_figures(parts[key])} for key in keys]
        if by == "person_day":
            rows.sort(key=lambda row: -row["minutes"])
    else:
        figures = _payment_figures if kind == "payments" else _invoice_figures
        rows = [
            {by: key, "currency": currency, **figures(found)}
            for key in keys
            for (currency,), found in sorted(_grouped(parts[key], "currency").items(), key=str)
        ]
    return [{"by": by, "rows": rows}] if rows else []


def _crossed(by: str, items: Sequence[Row]) -> list[Row]:
    """Time by one thing and within it by another, "user/month": a row for each of the first, with
    the minutes of its parts; "user#month" says only how many parts there are."""
    outer, inner = re.split("[/#]", by)
    rows = []
    for key, found in _by_value(outer, items).items():
        within = _by_value(inner, found)
        parts = [[name, _minutes(part)] for name, part in within.items()]
        shown = parts if "/" in by else len(parts)
        rows.append({outer: key, **_time_figures(found), "parts": shown})
    rows.sort(key=lambda row: (0 if outer in _TIMES else -row["minutes"], str(row[outer])))
    return [{"by": by, "rows": rows}] if rows else []


def _by_value(field: str, items: Sequence[Row]) -> dict[Any, list[Row]]:
    """The rows by what they hold in a field; projects and tasks of one name stay apart."""
    parts: dict[Any, list[Row]] = {}
    for item in items:
        parts.setdefault((value_of(item, field), item.get(f"{field}_id")), []).append(item)
    names = Counter(name for name, _ in parts)
    owner = {"project": "client", "task": "project"}.get(field, field)
    return {
        name if names[name] < 2 else f"{name} ({found[0].get(owner)})": found
        for (name, _), found in parts.items()
    }


def _time_figures(entries: Sequence[Row]) -> Row:
    return {"minutes": _minutes(entries), "entries": len(entries)}


def _entries(items: Sequence[Row]) -> Summary:
    billed = [entry for entry in items if entry.get("billed")]
    open_entries = [entry for entry in items if not entry.get("billed")]
    totals = {
        "minutes": _minutes(items),
        "entries": len(items),
        "billed_minutes": _minutes(billed),
        "unbilled_minutes": _minutes(open_entries),
        "billable_minutes": _minutes(e for e in items if e.get("billable")),
        "unbilled_billable_minutes": _minutes(e for e in open_entries if e.get("billable")),
        "running": sum(1 for entry in items if entry.get("running")),
        "days": len({entry.get("date") for entry in items}),
        "people": len({entry.get("user_id") for entry in items}),
    }
    groups = [_time_group(kind, items) for kind in ("user", "project", "client", "task")]
    days = _grouped(items, "date")
    if 1 < len(days) <= 31:
        rows = [
            {"date": day, "minutes": _minutes(found), "entries": len(found)}
            for (day,), found in days.items()
        ]
        groups.append({"by": "date", "rows": sorted(rows, key=lambda row: str(row["date"]))[:31]})
    return totals, groups if items else []


def _time_group(kind: str, items: Sequence[Row]) -> Row:
    rows = []
    for (record_id, name), found in _grouped(items, f"{kind}_id", kind).items():
        row = {"id": record_id, "name": name, "minutes": _minutes(found), "entries": len(found)}
        if kind == "task":
            row["project"] = found[0].get("project")
        rows.append(without_nulls(row))
    if kind == "project":
        names = Counter(row.get("name") for row in rows)
        clients = {item.get("project_id"): item.get("client") for item in items}
        for row in rows:
            if names[row.get("name")] > 1:
                row["name"] = f"{row['name']} ({clients[row['id']]})"
    return _group(kind, rows, lambda row: (-row["minutes"], str(row.get("name"))))


def _tasks(items: Sequence[Row]) -> Summary:
    people: dict[int, list[Row]] = {}
    for item in items:
        for user_id in item.get("user_ids") or []:
            people.setdefault(user_id, []).append(item)
    users = [{"id": user_id, **_open_done(rows)} for user_id, rows in people.items()]
    totals = _open_done(items)
    totals["unassigned"] = sum(1 for item in items if not item.get("user_ids"))
    by_user = _group("user", users, lambda row: (-row["open"], row["id"]))
    return totals, [_by_project(items), by_user, _by_client(items)] if items else []


def _by_project(items: Sequence[Row]) -> Row:
    rows = [
        without_nulls({"id": key[0], "name": key[1], "client": key[2], **_open_done(found)})
        for key, found in _grouped(items, "project_id", "project", "client").items()
    ]
    return _group("project", rows, lambda row: (-row["open"], str(row.get("name"))))


def _by_client(items: Sequence[Row]) -> Row:
    rows = [
        without_nulls({"id": key[0], "name": key[1], **_open_done(found)})
        for key, found in _grouped(items, "client_id", "client").items()
    ]
    return _group("client", rows, lambda row: (-row["open"], str(row.get("name"))))


def _open_done(items: Sequence[Row]) -> Row:
    done = sum(1 for item in items if item.get("complete"))
    return {"open": len(items) - done, "done": done}


def _milestones(items: Sequence[Row]) -> Summary:
    return _open_done(items), [_by_project(items)] if items else []


def _active_archived(items: Sequence[Row]) -> Row:
    archived = sum(1 for item in items if item.get("active") is False)
    return {"active": len(items) - archived, "archived": archived}


def _projects(items: Sequence[Row]) -> Summary:
    rows = [
        {"id": client_id, "name": client, "projects": len(found)}
        for (client_id, client), found in _grouped(items, "client_id", "client").items()
    ]
    groups = [_group("client", rows, lambda row: (-row["projects"], str(row["name"])))]
    groups += [_members(items, by) for by in ("user", "manager")]
    return _active_archived(items), [group for group in groups if group["rows"]]


def _members(items: Sequence[Row], by: str) -> Row:
    counts = Counter(person for item in items for person in item.get(f"{by}_ids") or [])
    rows = [{"id": person, "projects": count} for person, count in counts.items()]
    return _group(by, rows, lambda row: (-row["projects"], row["id"]))


def _users(items: Sequence[Row]) -> Summary:
    by_type = {str(kind): len(rows) for (kind,), rows in _grouped(items, "type").items()}
    return {**_active_archived(items), "by_type": by_type}, []


def _clients(items: Sequence[Row]) -> Summary:
    return _active_archived(items), []


def _details(items: Sequence[Row]) -> Summary:
    return {}, []


SUMMARIES: dict[str, Callable[[Sequence[Row]], Summary]] = {
    "list_invoices": _invoices,
    "list_time_entries": _entries,
    "payments": _payments,
    "list_tasks": _tasks,
    "list_milestones": _milestones,
    "list_projects": _projects,
    "list_users": _users,
    "list_clients": _clients,
    "get_project_details": _details,
}
