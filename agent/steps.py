"""What is happening, in a person's words: one line a step, streamed while it happens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypedDict

_NOUNS = {
    "list_projects": "projects",
    "get_project_details": "Project details",
    "list_tasks": "tasks",
    "list_time_entries": "time entries",
    "list_invoices": "invoices",
    "list_clients": "clients",
    "list_users": "people",
    "list_milestones": "milestones",
    "create_task": "New task",
    "create_time_entry": "New time entry",
}

_WORDS = {
    "date_from": "from {}",
    "date_to": "to {}",
    "due_from": "due from {}",
    "due_to": "due to {}",
    "name": "named “{}”",
    "number": "number {}",
    "status": "status {}",
    "project_id": "project {}",
    "client_id": "client {}",
    "task_id": "task {}",
    "user_id": "person {}",
    "milestone_id": "milestone {}",
    "type": "type {}",
}

_FLAGS = {
    ("complete", True): "done",
    ("complete", False): "open",
    ("billed", True): "billed",
    ("billed", False): "unbilled",
    ("active", False): "archived",
}


class Step(TypedDict):
    """One thing the agent does: the tool, and the line that says so."""

    tool: str
    text: str


@dataclass(frozen=True)
class Words:
    """The text so far of an answer that a model is writing.

    It is shown for the moment alone: what is kept may differ. An empty one takes it back, where the
    words turn out to be no answer.
    """

    text: str


@dataclass(frozen=True)
class Progress:
    """How far a flow has read: ``done`` of ``total`` lists, and what it reads just now."""

    done: int
    total: int
    text: str


def step(tool: str, text: str) -> Step:
    """A step as it goes over the stream."""
    return Step(tool=tool, text=text)


def describe_read(tool: str, args: dict[str, Any]) -> str:
    """A read in words, such as "Open tasks, project 12, due to 2026-11-08"."""
    flags = [_FLAGS[key, value] for key, value in args.items() if (key, value) in _flags_of(args)]
    subject = " ".join([*flags, _NOUNS.get(tool, tool)])
    details = [_WORDS[key].format(value) for key, value in args.items() if key in _WORDS and value]
    return ", ".join([subject[:1].upper() + subject[1:], *details])


def _flags_of(args: dict[str, Any]) -> list[tuple[str, Any]]:
    return [
        (key, value)
        for key, value in args.items()
        if isinstance(value, bool) and (key, value) in _FLAGS
    ]
