"""Reports: worked out when they are written, from the time there is (facts, section 8.20)."""

from typing import Any

from tools_server.sandbox.paymo import company
from tools_server.sandbox.paymo.behaviour.base import Behaviour
from tools_server.sandbox.paymo.behaviour.documents import links
from tools_server.sandbox.paymo.behaviour.report_content import LEVELS, content
from tools_server.sandbox.paymo.behaviour.report_range import Range, named_range, zone_of
from tools_server.sandbox.paymo.errors import invalid_value
from tools_server.sandbox.paymo.kinds import Moment
from tools_server.sandbox.paymo.store import Record
from tools_server.sandbox.paymo.work import Values, Work

# The options that a report always tells; others are told as they were sent.
EXTRAS = (
    *("display_entries_descriptions", "exclude_billed_entries", "exclude_nonbillable_tasks"),
    *("exclude_nonbillable_projects", "rounding_step", "enable_time_rounding", "display_charts"),
    *("display_costs", "display_projects_budgets", "display_tasks_descriptions"),
    "display_projects_descriptions",
)

# Every entry that has ended, with all that it can be grouped and chosen by.
TIME = """
    SELECT entries.id, entries.description, entries.duration, entries.is_bulk, entries.billed,
        entries.start_time, entries.end_time, entries.date, entries.user_id, entries.project_id,
        entries.task_id, tasks.name AS task, tasks.billable, tasks.flat_billing,
        tasks.tasklist_id, tasklists.name AS tasklist, projects.name AS project, projects.color,
        projects.billable AS project_billable, projects.flat_billing AS project_flat,
        projects.client_id, clients.name AS client, users.name AS user
    FROM entries JOIN tasks ON tasks.id = entries.task_id
        JOIN tasklists ON tasklists.id = tasks.tasklist_id
        JOIN projects ON projects.id = entries.project_id
        LEFT JOIN clients ON clients.id = projects.client_id
        JOIN users ON users.id = entries.user_id
    WHERE entries.duration IS NOT NULL ORDER BY entries.id"""


class Reports(Behaviour):
    def missing(self, body: Values) -> list[str]:
        if body.get("date_interval"):
            return []
        return [name for name in ("start_date", "end_date") if body.get(name) in (None, "")]

    def before_create(self, work: Work, values: Values) -> None:
        values["user_id"] = work.caller.id
        work_out(work, values, values)

    def after_create(self, work: Work, row_id: Any, values: Values) -> None:
        work.store.update("reports", row_id, **links("reports", row_id))

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        work_out(work, {**record, **values}, values)


def work_out(work: Work, report: Record, values: Values) -> None:
    """Put options, `info` and `content` of the report into the values. Raises BadRequest."""
    include, extra = report.get("include") or {}, report.get("extra") or {}
    values["include"] = {name: bool(include.get(name)) for name in LEVELS}
    values["extra"] = {**dict.fromkeys(EXTRAS, False), **extra}
    author = work.referred("users", "user_id", report["user_id"])
    zone = zone_of(author["timezone"] or company.read(work.store.connection).get("timezone"))
    days = named_range(report, work.now, zone, int(author["week_start"] or 0))
    chosen = {name: _chosen(work, name, report.get(name)) for name in ("clients", "users")}
    chosen["projects"] = [
        project
        for project in _chosen(work, "projects", report.get("projects"))
        if report.get("clients") is None
        or project["client_id"] in {client["id"] for client in chosen["clients"]}
    ]
    rows = [row for row in _time(work, chosen) if days.holds(row)]
    values["info"] = _info(days, rows, chosen)
    values["content"] = {"items": content(rows, values["include"], values["extra"], zone)}


def _chosen(work: Work, resource: str, given: Any) -> list[Record]:
    """A list of ids, or one of the documented presets; nothing given means all."""
    if isinstance(given, list):
        return [work.referred(resource, resource, row_id) for row_id in given]
    if given in (None, "", "all"):
        return work.store.find(resource)
    if given in ("all_active", "all_archived"):
        return work.store.find(resource, active=given == "all_active")
    name, _, status = given.partition("=")
    if resource == "projects" and name == "status_id" and status.isdecimal():
        return work.store.find("projects", status_id=int(status))
    raise invalid_value(resource, "expected a list of ids, all, all_active or all_archived")


def _time(work: Work, chosen: dict[str, list[Record]]) -> list[Record]:
    projects, users = ({row["id"] for row in chosen[name]} for name in ("projects", "users"))
    found = work.store.connection.execute(TIME)
    names = [column[0] for column in found.description]
    rows = (dict(zip(names, row, strict=True)) for row in found)
    return [row for row in rows if row["project_id"] in projects and row["user_id"] in users]


def _info(days: Range, rows: list[Record], chosen: dict[str, list[Record]]) -> Values:
    first, last = days.ends(rows)
    named = {
        name: [{"id": str(row["id"]), "name": row["name"]} for row in found]
        for name, found in chosen.items()
    }
    show = Moment().show
    return {
        "start_date": None if first is None else show(first),
        "end_date": None if last is None else show(last),
        **named,
    }
