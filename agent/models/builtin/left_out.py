"""Records that a question leaves out: "without Anna", "excluding the intranet"."""

from __future__ import annotations

from dataclasses import replace

from agent.compact import Condition, View
from agent.models.builtin.conversation import Call
from agent.models.builtin.names.entry import Entry
from agent.models.builtin.scope import Scope

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
    "list_tasks": {"user": "user_ids", "project": "project_id", "client": "client_id"},
    "list_projects": {"user": "user_ids", "project": "id", "client": "client_id"},
}


def leaving_out(call: Call, scope: Scope) -> Call:
    """The read without the rows of the records that the scope leaves out."""
    fields = _FIELDS[call.tool]
    where = tuple(_without(fields[entry.kind], entry) for entry in scope.without
                  if entry.kind in fields)  # fmt: skip
    if not where:
        return call
    view = call.view or View()
    return replace(call, view=replace(view, where=(*view.where, *where)))


def _without(field: str, entry: Entry) -> Condition:
    return Condition(field, "lacks" if field == "user_ids" else "not", entry.id)
