"""What is wrong with projects: budgets, deadlines, silence, people, leftovers of archiving."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import Field

from agent.flows.figures.health import Health
from agent.flows.figures.ordering import in_order
from agent.flows.flow import Flow, FlowInput, Material, Read
from agent.flows.layout import columns, laid_out, section
from agent.flows.lists import CLIENTS, MILESTONES, PROJECTS, TASKS, USERS, all_time
from agent.flows.names import find
from agent.flows.report import Figure, Report, Row


class HealthCheckInput(FlowInput):
    client: str | None = Field(None, title="Client", description="All clients if empty.")
    weeks: int = Field(
        3,
        title="Weeks of silence",
        description="A project without time for so many weeks is told.",
        ge=1,
        le=52,
    )


_PROJECT = "client Client, project Project"
SECTIONS = [
    section(
        "projects",
        "Projects by findings",
        "Every project of which something below is told, the most findings first.",
        *columns(f"{_PROJECT}, status Status, findings:number Findings, what What"),
    ),
    section(
        "budgets",
        "Budgets",
        "Active projects that have used 90 % or more of their budget by all time tracked.",
        *columns(f"{_PROJECT}, budget_minutes:minutes Budget, tracked_minutes:minutes Tracked,"
                 " percent:percent Used"),
    ),
    section(
        "late_milestones",
        "Late milestones",
        "Of active projects: incomplete and due before today.",
        *columns(f"{_PROJECT}, name Milestone, due_date:day Due, days_late:number Days late,"
                 " user Responsible"),
    ),
    section(
        "late_tasks",
        "Late tasks",
        "Of active projects: open and due before today.",
        *columns(f"{_PROJECT}, task Task, due_date:day Due, days_late:number Days late,"
                 " people Assigned to"),
    ),
    section(
        "quiet",
        "No time logged",
        "Active projects on which nobody has logged time for the given weeks.",
        *columns(f"{_PROJECT}, last_entry:day Last time, days_quiet:number Days ago"),
    ),
    section(
        "no_manager",
        "No manager",
        "Active projects without a manager who is active.",
        *columns(f"{_PROJECT}, managers Managers who have left"),
    ),
    section(
        "archived",
        "Left over in archived projects",
        "Open tasks, and billable time by the hour that is on no invoice.",
        *columns(f"{_PROJECT}, open_tasks:number Open tasks, unbilled_minutes:minutes Unbilled"),
    ),
    section(
        "outsiders",
        "Time of people not on the project",
        "Active projects, the last twelve weeks.",
        *columns(f"{_PROJECT}, user Person, minutes:minutes Time, last_entry:day Last time"),
    ),
]  # fmt: skip


def _reads(asked: HealthCheckInput, _: dict[str, Any], __: date) -> Sequence[Read]:
    named = [CLIENTS] if asked.client else []
    return [*named, PROJECTS, USERS, MILESTONES, TASKS, all_time()]


def _report(asked: HealthCheckInput, material: Material) -> Report:
    client: Row | None = None
    rows: dict[str, list[Row] | None] = {}
    if asked.client and material.have("clients"):
        client = find("client", asked.client, material.of("clients"))
    if material.have("projects") and (client or not asked.client):
        projects = [row for row in material.of("projects")
                    if client is None or row["client_id"] == client["id"]]  # fmt: skip
        rows = _rows(asked, material, projects)
        rows["projects"] = _overview(projects, rows)
    name = client["name"] if client else asked.client
    return laid_out(
        FLOW.name,
        SECTIONS,
        material,
        title="Health check of the projects" + (f" of {name}" if name else ""),
        facts={"client": name, "weeks_of_silence": asked.weeks},
        rows=rows,
        figures=_figures(rows),
    )


def _rows(
    asked: HealthCheckInput, material: Material, projects: Sequence[Row]
) -> dict[str, list[Row] | None]:
    """Each section whose lists are complete."""
    health = Health(material, projects)
    rests_on = {
        "budgets": ("entries",),
        "late_milestones": ("milestones",),
        "late_tasks": ("tasks", "users"),
        "quiet": ("entries",),
        "no_manager": ("users",),
        "archived": ("tasks", "entries"),
        "outsiders": ("entries", "users"),
    }
    worked_out = {
        "budgets": health.budgets,
        "late_milestones": health.late_milestones,
        "late_tasks": health.late_tasks,
        "quiet": lambda: health.quiet(asked.weeks),
        "no_manager": health.no_manager,
        "archived": health.archived,
        "outsiders": health.outsiders,
    }
    return {
        name: worked_out[name]() if material.have(*lists) else None
        for name, lists in rests_on.items()
    }


_WORDS = {
    "budgets": "budget nearly spent",
    "late_milestones": "late milestones",
    "late_tasks": "late tasks",
    "quiet": "no time logged",
    "no_manager": "no manager",
    "archived": "left over after archiving",
    "outsiders": "time of others",
}


def _overview(projects: Sequence[Row], rows: Mapping[str, list[Row] | None]) -> list[Row] | None:
    """A row a project with findings; None where not all of them are known."""
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for name in _WORDS:
        section_rows = rows[name]
        if section_rows is None:
            return None
        for row in section_rows:
            found[row["project_id"]][name] += 1
    listed = in_order(
        {
            "client_id": row["client_id"],
            "client": row["client"],
            "project_id": row["id"],
            "project": row["name"],
            "status": "active" if row["active"] else "archived",
            "findings": found[row["id"]].total(),
            "what": ", ".join(_WORDS[name] for name in found[row["id"]]),
        }
        for row in projects
        if row["id"] in found
    )
    return sorted(listed, key=lambda row: -row["findings"])


def _figures(rows: Mapping[str, list[Row] | None]) -> list[Figure]:
    labels = {
        "projects": "Projects with findings",
        "budgets": "Budgets used by 90 % or more",
        "late_milestones": "Late milestones",
        "late_tasks": "Late tasks",
        "quiet": "Projects without time",
        "archived": "Archived with leftovers",
    }
    counts = {label: rows.get(name) for name, label in labels.items()}
    return [
        Figure(label=label, value=None if found is None else len(found))
        for label, found in counts.items()
    ]


FLOW = Flow(
    name="health_check",
    title="Health check of projects",
    about="What is wrong with projects: budgets nearly spent, late milestones and tasks, no time"
    " logged for weeks, no manager, archived projects with open tasks or unbilled time, and time of"
    " people who are not on the project.",
    icon=":material/monitor_heart:",
    input=HealthCheckInput,
    reads=_reads,
    report=_report,
    subject=lambda asked: asked.client or "all clients",
    examples=(
        "Health check over all projects",
        "Which of our projects are in trouble?",
        "Health check of Meridian Legal",
        "Health check for 6 weeks",
    ),
)
