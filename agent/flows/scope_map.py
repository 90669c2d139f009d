"""Clients, their projects, and the boundaries of each: terms, budget, people, what is next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import Field

from agent.flows.figures.amounts import minutes, percent
from agent.flows.figures.budgets import is_nearly_spent
from agent.flows.figures.currencies import Currencies, currencies
from agent.flows.figures.ordering import in_order
from agent.flows.flow import Flow, FlowInput, Material, Read
from agent.flows.layout import columns, laid_out, section
from agent.flows.lists import CLIENTS, INVOICES, MILESTONES, PROJECTS, USERS, all_time
from agent.flows.names import find, names_of
from agent.flows.report import Figure, Report, Row


class ScopeMapInput(FlowInput):
    client: str | None = Field(None, title="Client", description="All clients if empty.")
    archived: bool = Field(False, title="With archived projects")


SECTIONS = [
    section(
        "projects",
        "Projects and their boundaries",
        "Tracked is all finished time there is, as a share of the budget. The price is the flat"
        " price, the rate the project's own.",
        *columns("client Client, project Project, status Status, billing Billing,"
                 " currency Currency, price:money Price, rate:money Hourly rate,"
                 " budget_minutes:minutes Budget, tracked_minutes:minutes Tracked,"
                 " percent:percent Used, managers Managers, milestone Next open milestone,"
                 " due_date:day Due"),
    ),
    section(
        "people",
        "Who may be put on it",
        "Everybody on the project. Tasks and time go only to people who are active and on it.",
        *columns("client Client, project Project, user Person, position Position, role Role,"
                 " assignable:flag May be assigned"),
    ),
    section(
        "clients",
        "Clients",
        "Their projects, and the time tracked on those in the map.",
        *columns("client Client, active_projects:number Active projects,"
                 " archived_projects:number Archived,"
                 " tracked_minutes:minutes Tracked"),
    ),
]  # fmt: skip

_FIRST_RATE = {
    "task": "task's rate first",
    "project": "project's rate first",
    "company": "company's rate first",
}
_USUAL_RATE = "person's rate first"


def _reads(_: ScopeMapInput, __: dict[str, Any], ___: date) -> Sequence[Read]:
    return [CLIENTS, PROJECTS, USERS, MILESTONES, INVOICES, all_time()]


def _report(asked: ScopeMapInput, material: Material) -> Report:
    client: Row | None = None
    rows: dict[str, list[Row] | None] = {}
    if asked.client and material.have("clients"):
        client = find("client", asked.client, material.of("clients"))
    known = client is not None or not asked.client
    if known and material.have("projects"):
        own = [row for row in material.of("projects")
               if client is None or row["client_id"] == client["id"]]  # fmt: skip
        rows = _rows(asked, material, client, own)
    name = client["name"] if client else asked.client
    return laid_out(
        FLOW.name,
        SECTIONS,
        material,
        title="Project scope map" + (f" of {name}" if name else ""),
        facts={"client": name, "with_archived": asked.archived},
        rows=rows,
        figures=_figures(rows),
        warnings=_warnings(rows),
    )


def _rows(
    asked: ScopeMapInput, material: Material, client: Row | None, own: Sequence[Row]
) -> dict[str, list[Row] | None]:
    shown = [row for row in own if row["active"] or asked.archived]
    rows: dict[str, list[Row] | None] = {}
    users = {row["id"]: row for row in material.of("users")} if material.have("users") else None
    if users is not None:
        rows["people"] = _people(shown, users)
    if material.have("entries"):
        tracked: defaultdict[int, int] = defaultdict(int)
        for entry in material.of("entries"):
            tracked[entry["project_id"]] += entry["seconds"]
        if material.have("clients"):
            clients = [client] if client else material.of("clients")
            rows["clients"] = in_order(_client(row, own, shown, tracked) for row in clients)
        if users is not None and material.have("milestones", "invoices"):
            currency = currencies(material.of("invoices"), material.account["currency"])
            ahead = _ahead(material.of("milestones"))
            rows["projects"] = in_order(
                _project(row, users, tracked[row["id"]], ahead.get(row["id"], {}), currency)
                for row in shown
            )
    return rows


def _ahead(milestones: Sequence[Row]) -> dict[int, Row]:
    """The open milestone of each project that is due first."""
    open_ones = [row for row in milestones if not row["complete"]]
    open_ones.sort(key=lambda row: (row["due_date"] or "9", row["id"]), reverse=True)
    return {row["project_id"]: row for row in open_ones}


def _project(
    project: Row, users: Mapping[int, Row], seconds: int, milestone: Row, currency: Currencies
) -> Row:
    budget = project["budget_seconds"]
    return {
        "client_id": project["client_id"],
        "client": project["client"],
        "project_id": project["id"],
        "project": project["name"],
        "status": "active" if project["active"] else "archived",
        "billing": _billing(project),
        "currency": currency.of(project["client_id"]),
        "price": project["price"] if project["flat_billing"] else None,
        "rate": None if project["flat_billing"] else project["price_per_hour"],
        "budget_minutes": project["budget_minutes"],
        "tracked_minutes": minutes(seconds),
        "percent": percent(seconds, budget) if budget else None,
        "nearly_spent": is_nearly_spent(seconds, budget),
        "managers": names_of(project["manager_ids"], users) or None,
        "milestone": milestone.get("name"),
        "due_date": milestone.get("due_date"),
    }


def _billing(project: Row) -> str:
    """The terms in words; by the hour with the order in which rates apply (month-end rules)."""
    if not project["billable"]:
        return "Not billable"
    if project["flat_billing"]:
        return "Flat price, invoiced" if project["invoiced"] else "Flat price"
    mode = project["hourly_billing_mode"] or ""
    return f"By the hour, {_FIRST_RATE.get(mode, _USUAL_RATE)}"


def _people(projects: Sequence[Row], users: Mapping[int, Row]) -> list[Row]:
    rows = [
        {
            "client_id": project["client_id"],
            "client": project["client"],
            "project_id": project["id"],
            "project": project["name"],
            "user_id": id,
            "user": names_of([id], users),
            "position": users.get(id, {}).get("position"),
            "role": _role(id, project, users),
            "assignable": bool(project["active"] and users.get(id, {}).get("active")),
        }
        for project in projects
        for id in project["user_ids"]
    ]
    ranked = sorted(rows, key=lambda row: (row["role"] != "Manager", row["user"].casefold()))
    return in_order(ranked)


def _role(id: int, project: Row, users: Mapping[int, Row]) -> str:
    if not users.get(id, {}).get("active", True):
        return "Has left"
    if id in project["manager_ids"]:
        return "Manager"
    return "Guest" if users.get(id, {}).get("type") == "Guest" else "Member"


def _client(
    client: Row, projects: Sequence[Row], shown: Sequence[Row], tracked: Mapping[int, int]
) -> Row:
    own = [row for row in projects if row["client_id"] == client["id"]]
    here = [row for row in shown if row["client_id"] == client["id"]]
    return {
        "client_id": client["id"],
        "client": client["name"],
        "active_projects": sum(row["active"] for row in own),
        "archived_projects": sum(not row["active"] for row in own),
        "tracked_minutes": minutes(sum(tracked[row["id"]] for row in here)),
    }


def _figures(rows: Mapping[str, list[Row] | None]) -> list[Figure]:
    projects, clients = rows.get("projects"), rows.get("clients")
    live = None if projects is None else [row for row in projects if row["status"] == "active"]
    full = None if live is None else sum(row["nearly_spent"] for row in live)
    served = None if clients is None else sum(row["active_projects"] > 0 for row in clients)
    return [
        Figure(label="Clients with active projects", value=served),
        Figure(label="Active projects", value=None if live is None else len(live)),
        Figure(label="Budgets used by 90 % or more", value=full),
    ]


def _warnings(rows: Mapping[str, list[Row] | None]) -> list[str]:
    projects, clients = rows.get("projects") or [], rows.get("clients") or []
    leaderless = [row["project"] for row in projects if not row["managers"]]
    idle = [row["client"] for row in clients if not row["active_projects"]]
    return [
        *[f"Without a manager: {'; '.join(leaderless)}."] * bool(leaderless),
        *[f"Without an active project: {'; '.join(idle)}."] * bool(idle),
    ]


FLOW = Flow(
    name="project_scope_map",
    title="Project scope map",
    about="Clients and their projects with the boundaries of each: status, billing terms, budget"
    " and time tracked, managers, the next milestone, and who may be put on it.",
    icon=":material/map:",
    input=ScopeMapInput,
    reads=_reads,
    report=_report,
    subject=lambda asked: asked.client or "",
    examples=(
        "Show me the project scope map",
        "Scope map of Northwind",
        "What are the boundaries of our projects for Blue Harbour Foods, and who may work on them?",
        "Scope map with archived projects",
    ),
)
