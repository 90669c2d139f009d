"""A month-end review made by hand, and cards as its suggestions raise them."""

from __future__ import annotations

from typing import Any

from agent.conversation import PendingAction
from agent.flows.layout import columns
from agent.flows.report import Figure, Missing, Proposal, Report, Row, Section

HOSTILE = '=HYPERLINK("http://evil.example") <b>bold</b> **x**'


_OVERDUE = (
    "number Invoice, client Client, balance:money Owed, currency Currency, due_date:day Due, "
    "days_overdue:number Days overdue"
)
_AGING = "client Client, currency Currency, total:money Total"
_UNBILLED = (
    "client Client, project Project, minutes:minutes Time, amount:money Amount, currency Currency"
)
_BILLED = "month Month, currency Currency, total:money Total"


def _section(name: str, title: str, spelled: str, rows: list[Row] | None) -> Section:
    about = f"About {title.lower()}."
    return Section(name=name, title=title, about=about, columns=columns(spelled), rows=rows)


def _overdue(number: int, client: str, currency: str, balance: float) -> Row:
    return {
        "invoice_id": number,
        "number": f"#INV-{number}",
        "client_id": 11,
        "client": client,
        "currency": currency,
        "total": balance,
        "balance": balance,
        "due_date": "2026-09-30",
        "days_overdue": 33,
    }


def _aged(client: str, currency: str, *ages: float) -> Row:
    names = ("not_due", "d1_30", "d31_60", "d61_90", "d91_plus")
    owed = dict(zip(names, ages, strict=True))
    return {
        "client_id": 11, "client": client, "currency": currency, **owed, "total": sum(ages)
    }  # fmt: skip


def _unbilled(project: str, client: str, minutes: int, amount: float | None) -> Row:
    return {
        "client_id": 11,
        "client": client,
        "project_id": 101,
        "project": project,
        "currency": "EUR",
        "minutes": minutes,
        "amount": amount,
        "entries": 3,
    }


def review(*, incomplete: bool = False) -> Report:
    """October 2026 in two currencies: what is overdue, aged and unbilled, with two suggestions."""
    unbilled = [
        _unbilled("Website Relaunch", "Northwind Traders", 630, 1050.0),
        _unbilled("Brand Guide", "Alder & Co", 95, 142.5),
        _unbilled("Pro bono", "Alder & Co", 60, None),
    ]
    sections = [
        _section("overdue", "Overdue invoices", _OVERDUE, [
            _overdue(202, "Northwind Traders", "EUR", 1250.5),
            _overdue(204, HOSTILE, "USD", 800.0),
            _overdue(209, "Alder & Co", "EUR", 0.1),
        ]),
        _section("aging", "What clients owe", _AGING, [
            _aged("Northwind Traders", "EUR", 500.0, 0.0, 1250.5, 0.0, 0.1),
            _aged(HOSTILE, "USD", 0.0, 0.0, 800.0, 0.0, 0.0),
        ]),
        _section("unbilled_time", "Unbilled time", _UNBILLED, None if incomplete else unbilled),
        _section("drafts", "Drafts", "number Invoice, total:money Total", []),
        _section("billed_by_month", "Billed per month", _BILLED, [
            {"month": f"2026-{month:02}", "currency": "EUR", "count": 1, "total": 900.0 * month}
            for month in range(1, 11)
        ]),
    ]  # fmt: skip
    figures = [
        Figure(label="Invoiced", value=12345.6, kind="money", currency="EUR"),
        Figure(label="Overdue", value=1250.6, kind="money", currency="EUR"),
        Figure(
            label="Unbilled", value=None if incomplete else 1192.5, kind="money", currency="EUR"
        ),
        Figure(label="Overdue", value=800.0, kind="money", currency="USD"),
        Figure(label="Follow-ups", value=2),
    ]
    return Report(
        flow="month_end_review",
        title="Month-end review, October 2026",
        facts={"month": "2026-10", "as_of": "2026-11-02", "timezone": "Europe/Dublin"},
        figures=figures,
        sections=sections,
        proposals=[
            Proposal(id=card.id, tool=card.tool, args=card.args, why=f"Why {number}")
            for number, card in enumerate(cards())
        ],
        warnings=["Pro bono has no rate anywhere."],
        missing=[Missing(what="time entries", reason="Paymo was busy.")] if incomplete else [],
        requests=9,
    )


def cards(count: int = 3) -> list[PendingAction]:
    """New tasks that wait."""
    return [_card(number) for number in range(count)]


def _card(number: int) -> PendingAction:
    args: dict[str, Any] = {
        "name": f"Remind Northwind of #INV-{202 + number}",
        "project_id": 101,
        "user_ids": [1],
        "due_date": "2026-11-09",
        "tasklist_id": 9,
    }
    return PendingAction(
        id=f"abcd-{number:08}",
        thread_id="abcd",
        tool="create_task",
        args=args,
        summary=f"Create task “{args['name']}”",
        fields=[{"field": "name", "label": "Task", "value": args["name"], "shown": args["name"]}],
        warnings=[],
        proposed_at="2026-11-02T09:00:00+00:00",
        expires_at="2036-11-05T09:00:00+00:00",
        digest=f"digest-{number}",
        report="0000",
        why=f"Why {number}",
    )
