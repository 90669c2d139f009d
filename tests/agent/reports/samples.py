"""Reports to draw: one as a month's end leaves it, one with texts of somebody who means harm."""

from __future__ import annotations

from typing import Any

from agent.flows.report import Column, Figure, Kind, Missing, Proposal, Report, Section

HOSTILE = (
    '=HYPERLINK("https://evil.test","click")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "-2+3; =1+1",
    "https://evil.test/?q=1",
    "www.evil.test",
    "[click](https://evil.test) ![x](https://evil.test/x.png)",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "a | b\n| c |\n# heading",
    "**bold** _soft_ `code` ~~gone~~ &amp; $x$ :smile:",
    "1. first\n- second\n> third",
    "{{ 7 * 7 }} {% raw %}",
    "\u202egnp.exe \u200bhidden \x1b[31mred",
    "'quoted'",
    "internal:Summary!A1",
    "x" * 40_000,
)


def columns(**fields: tuple[str, Kind]) -> list[Column]:
    return [Column(field=name, heading=h, kind=kind) for name, (h, kind) in fields.items()]


def review(**changes: Any) -> Report:
    """A small month-end: two currencies, an unknown amount, a project without a client."""
    invoice = {"client_id": 1, "client": "Northwind", "currency": "EUR", "invoice_id": 11}
    aging = ("not_due", "d1_30", "d31_60", "d61_90", "d91_plus", "total")
    money: dict[str, tuple[str, Kind]] = {n: (n.replace("_", " "), "money") for n in aging}
    sections = [
        Section(
            name="overdue",
            title="Overdue invoices",
            about="Sent or viewed, not paid, and due before 2 Nov 2026.",
            columns=columns(number=("Invoice", "text"), client=("Client", "text"),
                            currency=("Currency", "text"), total=("Total", "money"),
                            balance=("Balance", "money"), due_date=("Due", "day"),
                            days_overdue=("Days overdue", "number")),
            rows=[
                {**invoice, "number": "#2026-101", "total": 12345.6, "balance": 12345.6,
                 "due_date": "2026-10-03", "days_overdue": 30},
                {**invoice, "number": "#2026-102", "total": 0.1, "balance": 0.1,
                 "due_date": "2026-11-01", "days_overdue": 1},
                {**invoice, "number": "#2026-103", "total": 0.2, "balance": 0.2,
                 "due_date": "2024-02-29", "days_overdue": 977},
                {**invoice, "client_id": 2, "client": "Pinnacle", "currency": "USD",
                 "number": "#2026-104", "total": 1999.99, "balance": 1000.49,
                 "due_date": "2026-10-10", "days_overdue": 23},
            ],
        ),
        Section(
            name="aging",
            title="Who owes how much, and since when",
            about="Balances of sent and viewed invoices by days overdue.",
            columns=columns(client=("Client", "text"), currency=("Currency", "text"), **money),
            rows=[
                {**invoice, **dict(zip(aging, (100, 12345.7, 0, 0, 0.2, 12445.9), strict=True))},
                {"client_id": 2, "client": "Pinnacle", "currency": "USD",
                 **dict(zip(aging, (0, 1000.49, 0, 0, 0, 1000.49), strict=True))},
            ],
        ),
        Section(
            name="unbilled_time",
            title="Time not billed yet",
            about="Billable hours of October 2026 that are on no invoice.",
            columns=columns(client=("Client", "text"), project=("Project", "text"),
                            minutes=("Hours", "minutes"), amount=("Amount", "money"),
                            entries=("Entries", "number")),
            rows=[
                {**invoice, "project_id": 5, "project": "Website", "minutes": 1234,
                 "amount": 2414.33, "entries": 9},
                {**invoice, "project_id": 6, "project": "Care", "minutes": 31, "amount": None,
                 "entries": 1},
                {"client_id": None, "client": None, "currency": "USD", "project_id": 7,
                 "project": "Internal", "minutes": 1, "amount": 1.99, "entries": 1},
            ],
        ),
        Section(
            name="over_budget",
            title="Over or close to budget",
            about="Active projects that used at least 90 % of their budget.",
            columns=columns(project=("Project", "text"), budget_minutes=("Budget", "minutes"),
                            tracked_minutes=("Tracked", "minutes"), percent=("Used", "percent"),
                            late=("Late", "flag"), seen=("Seen", "time")),
            rows=[{"project_id": 5, "project": "Website", "budget_minutes": 6000,
                   "tracked_minutes": 5735, "percent": 95.6, "late": True,
                   "seen": "2026-10-25T00:30:00Z"}],
        ),
        Section(name="milestones", title="Milestones", about="Due in the month, or late.",
                columns=columns(name=("Milestone", "text")), rows=[]),
    ]  # fmt: skip
    proposal = Proposal(
        id="ab12cd34-000001",
        tool="create_task",
        args={"name": "Chase invoice #2026-101", "project_id": 5, "user_ids": [3],
              "due_date": "2026-11-06"},
        why="Northwind owes 12,345.60 EUR since 3 Oct 2026.",
        shown={"project_id": "Website", "user_ids": "Aoife Byrne"},
    )  # fmt: skip
    given: dict[str, Any] = {
        "flow": "month_end",
        "title": "Month-end review of October 2026",
        "facts": {"month": "2026-10", "as_of": "2026-11-02", "timezone": "Europe/Dublin"},
        "figures": [
            Figure(label="Overdue", value=12345.9, kind="money", currency="EUR"),
            Figure(label="Overdue", value=1000.49, kind="money", currency="USD"),
            Figure(label="Time not billed", value=1266, kind="minutes"),
            Figure(label="Late milestones", value=0),
        ],
        "sections": sections,
        "proposals": [proposal],
        "warnings": ["Care: no rate anywhere, so its 31 minutes have no amount."],
        "requests": 11,
    }
    return Report(**{**given, **changes})


def incomplete() -> Report:
    """The review when the invoices stopped coming after the third page."""
    whole = review()
    sections = [
        section.model_copy(update={"rows": None})
        if section.name in ("overdue", "aging")
        else section
        for section in whole.sections
    ]
    figures = [figure.model_copy(update={"value": None}) for figure in whole.figures[:2]]
    missing = [Missing(what="invoices", reason="Paymo answered 502 four times.")]
    return review(sections=sections, figures=[*figures, *whole.figures[2:]], missing=missing)


def hostile() -> Report:
    """Every place of a report where text stands, with every hostile text in it."""
    section = Section(
        name="entries",
        title="Entries [2026/10]: *all*?",
        about=HOSTILE[6],
        columns=columns(text=("What", "text"), amount=("Amount", "money")),
        rows=[{"text": text, "amount": at, "currency": "EUR"} for at, text in enumerate(HOSTILE)],
    )
    twins = [section.model_copy(update={"name": f"entries_{number}"}) for number in range(2)]
    proposals = [
        Proposal(id=str(at), tool="create_task", args={"name": text}, why=text)
        for at, text in enumerate(HOSTILE)
    ]
    return review(
        title=HOSTILE[6], sections=[section, *twins], proposals=proposals, warnings=list(HOSTILE),
        missing=[Missing(what=text, reason=text) for text in HOSTILE],
    )  # fmt: skip
