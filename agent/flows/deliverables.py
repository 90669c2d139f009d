"""What was promised to a client: milestones with their task lists, what is open, late and next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from pydantic import Field

from agent.flows.figures.billing_blocks import READY, billing_blocks
from agent.flows.figures.currencies import currencies
from agent.flows.figures.work import Work
from agent.flows.flow import Flow, FlowInput, Material, Read
from agent.flows.layout import columns, laid_out, section
from agent.flows.lists import CLIENTS, INVOICES, MILESTONES, PROJECTS, TASKS, USERS
from agent.flows.names import find
from agent.flows.report import Figure, Report, Row


class DeliverablesInput(FlowInput):
    client: str = Field(title="Client")
    project: str | None = Field(
        None, title="Project", description="All active ones of the client if empty."
    )


_TASKS = (
    "open_tasks:number Open, late_tasks:number Late, done_tasks:number Done,"
    " next_due:day Next task due"
)
SECTIONS = [
    section(
        "milestones",
        "Milestones",
        "All milestones of the projects, with the tasks in the lists that belong to them.",
        *columns(
            "project Project, name Milestone, due_date:day Due, state State,"
            f" days_late:number Days late, {_TASKS}, user Responsible"
        ),
    ),
    section(
        "tasklists",
        "Task lists",
        "The tasks by list. Late is what is open and was due before today.",
        *columns(f"project Project, tasklist Task list, milestone Milestone, {_TASKS}"),
    ),
    section(
        "open_tasks",
        "Open tasks",
        "Everything that is not complete, the earliest deadline first.",
        *columns(
            "task Task, project Project, milestone Milestone, due_date:day Due,"
            " days_late:number Days late, people Assigned to"
        ),
    ),
    section(
        "billing",
        "What billing waits for",
        "Flat prices that are not on an invoice yet, and the open work that each waits for."
        " Archived projects too.",
        *columns(
            "project Project, name Flat price of, amount:money Price, currency Currency,"
            " open_tasks:number Open tasks, waits_for Waits for"
        ),
    ),
]


def _reads(_: DeliverablesInput, __: dict[str, Any], ___: date) -> Sequence[Read]:
    return [CLIENTS, PROJECTS, USERS, MILESTONES, TASKS, INVOICES]


def _report(asked: DeliverablesInput, material: Material) -> Report:
    name = asked.client
    rows: dict[str, list[Row] | None] = {}
    warnings: list[str] = []
    if material.have("clients"):
        client = find("client", asked.client, material.of("clients"))
        name = client["name"]
        if material.have("projects", "milestones", "tasks"):
            own = {row["id"]: row for row in material.of("projects")
                   if row["client_id"] == client["id"]}  # fmt: skip
            chosen = _chosen(asked, own)
            rows = _rows(material, chosen if asked.project else own, chosen)
            warnings = _warnings(material, own, chosen)
    return laid_out(
        FLOW.name,
        SECTIONS,
        material,
        title=f"Deliverables of {name}" + (f", {asked.project}" if asked.project else ""),
        facts={"client": name},
        rows=rows,
        figures=_figures(rows),
        warnings=warnings,
    )


def _chosen(asked: DeliverablesInput, own: dict[int, Row]) -> dict[int, Row]:
    """The client's project that is named, else its active ones."""
    if asked.project:
        named = find("project", asked.project, list(own.values()))
        return {named["id"]: named}
    return {id: row for id, row in own.items() if row["active"]}


def _rows(
    material: Material, priced: dict[int, Row], chosen: dict[int, Row]
) -> dict[str, list[Row] | None]:
    milestones, tasks = (
        [row for row in material.of(name) if row["project_id"] in chosen]
        for name in ("milestones", "tasks")
    )
    work = Work(milestones, tasks, material.today)
    rows: dict[str, list[Row] | None] = {
        "milestones": work.by_milestone(),
        "tasklists": work.by_tasklist(),
    }
    if material.have("users"):
        rows["open_tasks"] = work.open_tasks({row["id"]: row for row in material.of("users")})
    if material.have("invoices"):
        currency = currencies(material.of("invoices"), material.account["currency"])
        rows["billing"] = billing_blocks(priced, material.of("tasks"), currency)
    return rows


def _figures(rows: dict[str, list[Row] | None]) -> list[Figure]:
    milestones, tasks, billing = (rows.get(n) for n in ("milestones", "open_tasks", "billing"))

    def count(rows: list[Row] | None, picked: Callable[[Row], bool]) -> int | None:
        return None if rows is None else sum(map(picked, rows))

    return [
        Figure(label="Open milestones", value=count(milestones, lambda row: not row["complete"])),
        Figure(label="Late milestones", value=count(milestones, lambda row: row["days_late"] > 0)),
        Figure(label="Open tasks", value=count(tasks, lambda _: True)),
        Figure(label="Late tasks", value=count(tasks, lambda row: row["days_late"] > 0)),
        Figure(
            label="Flat prices to invoice",
            value=count(billing, lambda row: row["waits_for"] == READY),
        ),
    ]


def _warnings(material: Material, own: dict[int, Row], chosen: dict[int, Row]) -> list[str]:
    archived = {id for id, row in own.items() if not row["active"]} - set(chosen)
    left = [row for row in material.of("tasks") if row["project_id"] in archived]
    unlinked = [row["name"] for row in material.of("milestones")
                if row["project_id"] in chosen and not row["tasklist_ids"]]  # fmt: skip
    count = sum(not row["complete"] for row in left)
    return [
        *[f"Open tasks in archived projects, which are left out: {count}."] * bool(count),
        *[f"No task list belongs to the milestone {name}." for name in unlinked],
        *["The client has no active project."] * (not chosen),
    ]


FLOW = Flow(
    name="deliverables",
    title="Deliverables of a client",
    about="Milestones of a client with the tasks behind them: done, open and late, what is due"
    " next, who is on it, and what a flat price still waits for before it can be invoiced.",
    icon=":material/flag:",
    input=DeliverablesInput,
    reads=_reads,
    report=_report,
    subject=lambda asked: asked.project or asked.client,
    examples=(
        "Deliverables status of Northwind",
        "Where do we stand with what we promised Blue Harbor Hotels?",
        "Deliverables of the Trade Portal",
        "What still blocks billing for Café Lumière?",
    ),
)
