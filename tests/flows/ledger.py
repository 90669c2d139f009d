"""Records as the list tools answer them, with defaults, and a review over a few of them.

The account is in Dublin: it keeps euros, charges 90 an hour, and works from Monday to Friday.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from agent.flows.flow import Material
from agent.flows.month_end import FLOW, MonthEndInput
from agent.flows.report import Missing, Report, Row
from tools_server.tools import records

TODAY = date(2026, 11, 2)
ACCOUNT: Row = {
    "company": "Harbour Studio",
    "timezone": "Europe/Dublin",
    "currency": "EUR",
    "price_per_hour": 90,
    "week_start": 1,
    "working_days": [1, 2, 3, 4, 5],
    "user": {"id": 1, "name": "Nora", "email": "nora@harbour.example", "type": "Admin"},
}
CLIENTS = {11: "Northwind", 12: "bluebird", None: None}


def _record(model: type[records.Record], given: dict[str, Any], usual: dict[str, Any]) -> Row:
    """Whatever is neither given nor usual is null."""
    nothing = dict.fromkeys(model.model_fields)
    return model.model_validate({**nothing, **usual, **given}).model_dump(mode="json")


def client(id: int, **given: Any) -> Row:
    return _record(records.Client, {"id": id, **given}, {"name": CLIENTS[id], "active": True})


def project(id: int, client_id: int | None = 11, **given: Any) -> Row:
    usual: Row = {
        "name": f"Project {id}",
        "client": CLIENTS[client_id],
        "active": True,
        "billable": True,
        "flat_billing": False,
        "invoiced": False,
        "user_ids": [1, 2],
        "manager_ids": [1],
    }
    if given.get("budget_minutes") is not None:
        usual["budget_seconds"] = given["budget_minutes"] * 60
    return _record(records.Project, {"id": id, "client_id": client_id, **given}, usual)


def task(id: int, project_id: int, client_id: int = 11, **given: Any) -> Row:
    usual = {
        "name": f"Task {id}",
        "user_ids": [],
        "complete": False,
        "priority": "normal",
        "billable": True,
        "flat_billing": False,
        "invoiced": False,
    }
    own = {"id": id, "project_id": project_id, "client_id": client_id}
    return _record(records.Task, {**own, **given}, usual)


def user(id: int, name: str, **given: Any) -> Row:
    usual = {
        "type": "Employee",
        "active": True,
        "workday_hours": 8,
        "project_ids": [],
        "managed_project_ids": [],
    }
    return _record(records.User, {"id": id, "name": name, **given}, usual)


def entry(id: int, project_id: int, seconds: int = 3600, **given: Any) -> Row:
    """In bulk, of user 1 on 15 October, described and to bill, unless told otherwise."""
    usual = {
        "date": "2026-10-15",
        "minutes": (seconds + 30) // 60,
        "running": False,
        "task_id": 1,
        "task": "Design",
        "user_id": 1,
        "user": "Nora",
        "description": "Work",
        "billed": False,
        "billable": True,
        "flat_billing": False,
        "added_manually": True,
    }
    own = {"id": id, "project_id": project_id, "seconds": seconds}
    return _record(records.TimeEntry, {**own, **given}, usual)


def timed(id: int, project_id: int, start: str, end: str, seconds: int = 3600, **given: Any) -> Row:
    """With start and end, which are instants in UTC."""
    times = {"start_time": start, "end_time": end, "date": start[:10]}
    return entry(id, project_id, seconds, **times, **given)


def invoice(id: int, client_id: int | None, total: float, **given: Any) -> Row:
    """Sent on 1 October and due on 31 October, in euros, unpaid, unless told otherwise."""
    usual = {
        "number": f"#INV-{id}",
        "client": CLIENTS[client_id],
        "status": "sent",
        "date": "2026-10-01",
        "due_date": "2026-10-31",
        "currency": "EUR",
        "amount_paid": sum(row["amount"] for row in given.get("payments", [])),
        "balance": total,  # the tool's own, of today: the review works out another
        "overdue": False,
        "days_overdue": 0,
        "payments": [],
    }
    parts = ("subtotal", "tax_amount", "tax2_amount", "discount_amount")
    own = {"id": id, "client_id": client_id, "total": total, **dict.fromkeys(parts, 0)}
    return _record(records.Invoice, {**own, **given}, usual)


def milestone(id: int, project_id: int, due: str, **given: Any) -> Row:
    usual = {
        "name": f"Milestone {id}",
        "project": f"Project {project_id}",
        "client_id": 11,
        "client": "Northwind",
        "complete": False,
        "tasklist_ids": [],
    }
    own = {"id": id, "project_id": project_id, "due_date": due}
    return _record(records.Milestone, {**own, **given}, usual)


def review(
    *,
    month: str = "2026-10",
    client: str | None = None,
    as_of: date | None = None,
    today: date = TODAY,
    account: Row = ACCOUNT,
    unread: tuple[str, ...] = (),
    waiting: Sequence[Row] = (),
    **lists: list[Row],
) -> Report:
    """The review of these lists by read name; ``unread`` did not come to their end, ``waiting`` are
    the new tasks that wait already."""
    asked = MonthEndInput(month=month, client=client, as_of=as_of)
    rows: dict[str, list[Row] | None] = {}
    missing = []
    for read in FLOW.reads(asked, account, today):
        kept = [read.keep(row) if read.keep else row for row in lists.get(read.name, [])]
        rows[read.name] = [row for row in kept if row is not None]
        if read.name in unread:
            rows[read.name] = None
            missing.append(Missing(what=read.what, reason="Paymo did not answer."))
    found = Material(rows, missing, account, today, requests=0, waiting=list(waiting))
    return FLOW.report(asked, found)


def rows_of(report: Report, name: str) -> list[Row]:
    """The rows of a section that is complete."""
    rows = report.section(name).rows
    assert rows is not None
    return rows
