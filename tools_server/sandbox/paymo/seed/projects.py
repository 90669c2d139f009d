"""Defaults for projects, task lists, tasks, milestones and entries."""

from collections import defaultdict
from typing import Any

from tools_server.sandbox.paymo.behaviour.projects import SAMPLE_CLIENT, derived_code, joined
from tools_server.sandbox.paymo.behaviour.statuses import BACKLOG, COMPLETE
from tools_server.sandbox.paymo.behaviour.tasks import DEFAULT_TASKLIST, PRIORITIES
from tools_server.sandbox.paymo.seed.people import append
from tools_server.sandbox.paymo.store import Record
from tools_server.sandbox.paymo.world import World


def complete(world: World, now: int) -> None:
    """Everything that hangs on a project, in the order in which it depends on each other."""
    _complete_projects(world)
    _complete_tasklists(world)
    _complete_tasks(world, now)
    _complete_entries(world)


def _complete_projects(world: World) -> None:
    statuses = world.by_id("projectstatuses")
    status_of = {active: _first_status(world, active) for active in (True, False)}
    assigned = _assigned_by_user(world)
    for project in world.rows["projects"]:
        project["client_id"] = project.get("client_id") or _sample_client(world)
        project["code"] = project.get("code") or derived_code(project["name"])
        project["workflow_id"] = project.get("workflow_id") or world.rows["workflows"][0]["id"]
        if project.get("active") is None:
            status = statuses.get(project.get("status_id") or 0, {})
            project["active"] = status.get("active", True)
        project["status_id"] = project.get("status_id") or status_of[project["active"]]
        users, managers = assigned[project["id"]]
        project["managers"] = joined(project.get("managers") or [], managers)
        project["users"] = joined([*(project.get("users") or []), *users], project["managers"])
        project.setdefault("invoiced", project.get("invoice_item_id") is not None)


def _first_status(world: World, active: bool) -> int | None:
    names = {True: "Active", False: "Archived"}
    fitting = [row for row in world.rows["projectstatuses"] if row.get("active", True) == active]
    fitting.sort(key=lambda row: row["name"] != names[active])
    return fitting[0]["id"] if fitting else None


def _assigned_by_user(world: World) -> dict[int, tuple[list[int], list[int]]]:
    """A world may say who is on a project from the user's side."""
    found: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for user in world.rows["users"]:
        for at, name in enumerate(("assigned_projects", "managed_projects")):
            for project_id in user.get(name) or ():
                found[project_id][at].append(user["id"])
    return found


def _sample_client(world: World) -> Any:
    clients = world.rows["clients"]
    for client in clients:
        if client["name"] == SAMPLE_CLIENT:
            return client["id"]
    return append(clients, name=SAMPLE_CLIENT)["id"]


def _complete_tasklists(world: World) -> None:
    positions: dict[int, int] = defaultdict(int)
    milestone_of = {
        tasklist_id: milestone["id"]
        for milestone in world.rows["milestones"]
        for tasklist_id in milestone.get("linked_tasklists") or ()
    }
    for tasklist in world.rows["tasklists"]:
        positions[tasklist["project_id"]] += 1
        tasklist.setdefault("seq", positions[tasklist["project_id"]])
        tasklist.setdefault("milestone_id", milestone_of.get(tasklist["id"]))


def _complete_tasks(world: World, now: int) -> None:
    projects, tasklists = world.by_id("projects"), world.by_id("tasklists")
    action_of, status_for = _statuses(world)
    positions: dict[int, int] = defaultdict(int)
    default_lists = {
        row["project_id"]: row for row in tasklists.values() if row["name"] == DEFAULT_TASKLIST
    }
    for task in world.rows["tasks"]:
        _place(world, task, tasklists, default_lists)
        project = projects[task["project_id"]]
        _number(project, task)
        positions[task["tasklist_id"]] += 1
        task.setdefault("seq", positions[task["tasklist_id"]])
        task["priority"] = task.get("priority") or PRIORITIES[1]
        task.setdefault("invoiced", task.get("invoice_item_id") is not None)
        if task.get("complete") is None:
            done = action_of.get(task.get("status_id")) == COMPLETE
            task["complete"] = done or task.get("completed_on") is not None
        if task["complete"] and task.get("completed_on") is None:
            task["completed_on"] = task.get("updated_on") or now
        if task.get("status_id") is None:
            action = COMPLETE if task["complete"] else BACKLOG
            task["status_id"] = status_for.get((project["workflow_id"], action))
    _finish_numbers(world)


def _place(
    world: World,
    task: Record,
    tasklists: dict[int, Record],
    default_lists: dict[int, Record],
) -> None:
    """The list decides about the project; without one it is the project's default list."""
    if task.get("tasklist_id") is not None:
        task["project_id"] = tasklists[task["tasklist_id"]]["project_id"]
        return
    project_id = task["project_id"]
    if project_id not in default_lists:
        default_lists[project_id] = append(
            world.rows["tasklists"], name=DEFAULT_TASKLIST, project_id=project_id, seq=1
        )
    task["tasklist_id"] = default_lists[project_id]["id"]


def _number(project: Record, task: Record) -> None:
    if not task.get("code"):
        project["task_code_increment"] = (project.get("task_code_increment") or 0) + 1
        task["code"] = f"{project['code']}-{project['task_code_increment']}"


def _finish_numbers(world: World) -> None:
    """The project's counter never stands below a number that one of its tasks carries."""
    highest: dict[int, int] = defaultdict(int)
    for task in world.rows["tasks"]:
        number = str(task["code"]).rpartition("-")[2]
        if number.isdecimal():
            highest[task["project_id"]] = max(highest[task["project_id"]], int(number))
    for project in world.rows["projects"]:
        given = project.get("task_code_increment") or 0
        project["task_code_increment"] = max(given, highest[project["id"]])


def _statuses(world: World) -> tuple[dict[Any, str], dict[tuple[int, str], int]]:
    rows = world.rows["workflowstatuses"]
    action_of = {row["id"]: row.get("action") or "" for row in rows}
    status_for = {(row["workflow_id"], action_of[row["id"]]): row["id"] for row in rows}
    return action_of, status_for


def _complete_entries(world: World) -> None:
    tasks = world.by_id("tasks")
    for entry in world.rows["entries"]:
        entry["project_id"] = tasks[entry["task_id"]]["project_id"]
        entry.setdefault("billed", entry.get("invoice_item_id") is not None)
        entry["is_bulk"] = entry.get("start_time") is None
        if entry["is_bulk"]:
            entry["end_time"] = None
        else:
            _complete_times(entry)


def _complete_times(entry: Record) -> None:
    """Start and end decide; with a duration instead of the end, the end follows from it."""
    entry["date"] = None
    if entry.get("end_time") is None and entry.get("duration"):
        entry["end_time"] = entry["start_time"] + entry["duration"]
    if entry.get("end_time") is None:
        entry["duration"] = None
        entry.setdefault("added_manually", False)
        return
    entry["duration"] = entry["end_time"] - entry["start_time"]
