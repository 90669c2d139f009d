"""Records that a question leaves out: "without Anna", "excluding the intranet"."""

from __future__ import annotations

from dataclasses import replace

from agent.compact import Condition, View
from agent.models.builtin.conversation import Call
from agent.models.builtin.desk import Desk
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.query import Query
from agent.models.builtin.records import active_filter
from agent.models.builtin.request import Request
from agent.models.builtin.text.dates import DateMention

# The fields that hold whose a row is, by tool and kind of record.
_FIELDS = {
    "list_time_entries": {
        "user": "user_id",
        "project": "project_id",
        "client": "client_id",
        "task": "task_id",
    },
    "list_invoices": {"project": "project_id", "client": "client_id"},
    "list_milestones": {"user": "user_id", "project": "project_id", "client": "client_id"},
    "list_tasks": {
        "user": "user_ids",
        "project": "project_id",
        "client": "client_id",
        "task": "id",
    },
    "list_clients": {"client": "id"},
    "list_projects": {"user": "user_ids", "project": "id", "client": "client_id"},
}


# The day that a row is asked for by.
_DAYS = {"list_time_entries": "date", "list_invoices": "date"}


def leaving_out(call: Call, query: Query) -> Call:
    """The read without the rows of the records and days that the query leaves out, and of those
    alone that it is among."""
    fields = _FIELDS[call.tool]
    where = tuple(_without(fields[entry.kind], entry) for entry in query.scope.without
                  if entry.kind in fields)  # fmt: skip
    where += tuple(_apart(call, query, mention) for mention in query.apart)
    if query.scope.among:
        ids = [entry.id for entry in query.scope.among]
        where += (Condition(fields[query.scope.among[0].kind], "in", ids),)
    if not where or (call.tool == "list_projects" and not query.scope.without):
        return call
    view = call.view or View()
    return replace(call, view=replace(view, where=(*view.where, *where)))


def of_active_projects(desk: Desk, request: Request, query: Query, call: Call) -> Call:
    """A read of open work with that of archived projects set aside, or with theirs alone where they
    are asked for; the whole read where a project or a milestone is named."""
    theirs = request.says("archived|inactive")
    done_too = call.args.get("complete") is not False and not theirs
    if done_too or query.scope.project or query.milestone:
        return call
    archived = [entry.id for entry in desk.entries("project") if not entry.active]
    if not archived or (theirs and active_filter(request.filters, request) is None):
        return call
    view = call.view or View()
    of_archived = Condition("project_id", "in", archived)
    if theirs:
        return replace(call, view=replace(view, where=(*view.where, of_archived)))
    return replace(call, view=replace(view, aside=(of_archived,)))


def _without(field: str, entry: Entry) -> Condition:
    return Condition(field, "lacks" if field == "user_ids" else "not", entry.id)


def _apart(call: Call, query: Query, mention: DateMention) -> Condition:
    day = "due_date" if mention.due else _DAYS.get(call.tool, "due_date")
    if call.tool == "list_tasks" and "done" in query.filters and not mention.due:
        day = "completed_on"
    return Condition(day, "outside", mention.due_window.as_strings())
