"""The log of a client's hours in a period: who, when, what, how long, and on which invoice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import Field

from agent.flows.figures.durations import minutes_of
from agent.flows.figures.entry_billing import billing_of
from agent.flows.flow import Flow, FlowInput, Material, Read
from agent.flows.layout import columns, laid_out, section
from agent.flows.lists import CLIENTS, INVOICES, PROJECTS, USERS, entries
from agent.flows.names import find, person
from agent.flows.periods import Days, days_of
from agent.flows.report import Figure, Report, Row


class HoursLogInput(FlowInput):
    client: str = Field(title="Client")
    period: str = Field(
        "last month",
        title="Period",
        description="Last month, October 2026, 2026-10-01 to 2026-10-15, this week.",
    )
    project: str | None = Field(None, title="Project", description="All of the client's if empty.")
    person: str | None = Field(None, title="Person", description="Everybody if empty.")


_SPLIT = (
    "minutes:minutes Time, billed_minutes:minutes Invoiced, unbilled_minutes:minutes To bill,"
    " other_minutes:minutes Not billed by the hour, entries:number Entries"
)
SECTIONS = [
    section(
        "by_person",
        "By person",
        "Finished time of the period. Time that is not billed by the hour is not billable, or in a"
        " flat price. Seconds are added before they are rounded to minutes, so rows may come to a"
        " minute more or less than their total.",
        *columns(f"user Person, {_SPLIT}"),
    ),
    section(
        "by_project",
        "By project",
        "The same time by project.",
        *columns(f"project Project, {_SPLIT}"),
    ),
    section(
        "entries",
        "Log",
        "Every finished time entry, by day and start. Those logged as a duration have no times.",
        *columns(
            "date:day Day, start From, end To, minutes:minutes Time, user Person, project Project,"
            " task Task, description Description, billing Billing, invoice Invoice,"
            " invoice_item_id:number Invoice item, entry_id:number Entry"
        ),
    ),
]


def _reads(asked: HoursLogInput, account: dict[str, Any], today: date) -> Sequence[Read]:
    days = days_of(asked.period, account, today)
    invoices = Read("invoices", INVOICES.tool, {**INVOICES.args, "with_items": True},
                    INVOICES.what, _items)  # fmt: skip
    return [CLIENTS, PROJECTS, USERS, invoices, entries(days.first, days.last, lambda row: row)]


def _items(invoice: Row) -> Row:
    return {"number": invoice["number"], "item_ids": [item["id"] for item in invoice["items"]]}


def _report(asked: HoursLogInput, material: Material) -> Report:
    days = days_of(asked.period, material.account, material.today)
    name = asked.client
    rows: dict[str, list[Row] | None] = {}
    chosen: list[Row] | None = None
    if material.have("clients"):
        client = find("client", asked.client, material.of("clients"))
        name = client["name"]
        if material.have("projects", "users", "entries"):
            chosen = _chosen(asked, material, client, days)
            finished = [entry for entry in chosen if not entry["running"]]
            rows["by_person"] = _split(finished, "user")
            rows["by_project"] = _split(finished, "project")
            rows["entries"] = _log(finished, material) if material.have("invoices") else None
    return laid_out(
        FLOW.name,
        SECTIONS,
        material,
        title=f"Hours for {name}, {days.title}",
        facts={"client": name, "from": days.first.isoformat(), "to": days.last.isoformat()},
        rows=rows,
        figures=_figures(chosen),
        warnings=_warnings(chosen or []),
    )


def _chosen(asked: HoursLogInput, material: Material, client: Row, days: Days) -> list[Row]:
    """The client's entries of the days, of the project and the person that are named."""
    wanted: dict[str, int] = {"client_id": client["id"]}
    if asked.project:
        own = [row for row in material.of("projects") if row["client_id"] == client["id"]]
        wanted["project_id"] = find("project", asked.project, own)["id"]
    if asked.person:
        wanted["user_id"] = person(asked.person, material.of("users"), material.account)["id"]
    return [
        entry
        for entry in material.of("entries")
        if days.holds(entry["date"]) and all(entry[field] == id for field, id in wanted.items())
    ]


def _split(entries: list[Row], by: str) -> list[Row]:
    """Time by person or project, and what of it was billed."""
    groups: dict[int | None, list[Row]] = {}
    for entry in entries:
        groups.setdefault(entry[f"{by}_id"], []).append(entry)
    rows = [
        {
            f"{by}_id": id,
            by: group[0][by],
            "minutes": minutes_of(group),
            "seconds": sum(entry["seconds"] for entry in group),
            "billed_minutes": _minutes(group, "invoiced"),
            "unbilled_minutes": _minutes(group, "to bill"),
            "other_minutes": _minutes(group, "not billable", "in a flat price"),
            "entries": len(group),
        }
        for id, group in groups.items()
    ]
    return sorted(rows, key=lambda row: (row[by] or "").casefold())


def _minutes(entries: list[Row], *billing: str) -> int:
    return minutes_of(entry for entry in entries if billing_of(entry) in billing)


def _log(entries: list[Row], material: Material) -> list[Row]:
    zone = ZoneInfo(material.account["timezone"])
    numbers = {id: row["number"] for row in material.of("invoices") for id in row["item_ids"]}
    kept = ("minutes", "seconds", "user_id", "user", "project_id", "project", "task_id", "task",
            "description", "billed", "invoice_item_id")  # fmt: skip
    rows = [
        {
            "entry_id": entry["id"],
            "date": entry["date"],
            "start": _clock(entry["start_time"], zone),
            "end": _clock(entry["end_time"], zone),
            **{field: entry[field] for field in kept},
            "billing": billing_of(entry).capitalize(),
            "invoice": numbers.get(entry["invoice_item_id"]),
        }
        for entry in entries
    ]
    return sorted(rows, key=lambda row: (row["date"], row["start"] or "", row["entry_id"]))


def _clock(instant: str | None, zone: ZoneInfo) -> str | None:
    return f"{datetime.fromisoformat(instant).astimezone(zone):%H:%M}" if instant else None


def _figures(entries: list[Row] | None) -> list[Figure]:
    if entries is None:
        return [Figure(label="Time logged", value=None, kind="minutes")]
    return [
        Figure(label="Time logged", value=minutes_of(entries), kind="minutes"),
        Figure(label="Invoiced", value=_minutes(entries, "invoiced"), kind="minutes"),
        Figure(label="To bill", value=_minutes(entries, "to bill"), kind="minutes"),
        Figure(label="Entries", value=sum(not entry["running"] for entry in entries)),
    ]


def _warnings(entries: list[Row]) -> list[str]:
    running = sum(entry["running"] for entry in entries)
    blank = sum(not entry["description"] and not entry["running"] for entry in entries)
    return [
        *[f"Timers that still run, and are not in the log: {running}."] * bool(running),
        *[f"Entries without a description: {blank}."] * bool(blank),
    ]


FLOW = Flow(
    name="hours_log",
    title="Log of hours",
    about="Every time entry of a client in a period: who, when, what, how long, whether it was"
    " invoiced and on which invoice, with totals by person and project. To hand to a client or an"
    " auditor.",
    icon=":material/receipt_long:",
    input=HoursLogInput,
    reads=_reads,
    report=_report,
    subject=lambda asked: f"{asked.client}, {asked.period}",
    examples=(
        "Log of hours for Northwind in October",
        "I need an auditable record of all hours for Blue Harbor Hotels, last quarter",
        "Export the hours log of Café Lumière from 1 to 15 October",
        "Hours log of the Trade Portal for Q3",
        "Hours log of Priya for Northwind, last month",
    ),
)
