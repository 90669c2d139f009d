"""What became of a write: one sentence from the record, or why nothing was written."""

from __future__ import annotations

from typing import Any

from agent.models.builtin.answers.phrases import day, joined, minutes
from agent.models.builtin.answers.refusals import failure_text
from agent.models.builtin.conversation import Result

_ACTIONS = {"create_task": "the task", "create_time_entry": "the time entry"}


def write_answer(results: list[Result]) -> str:
    """One line for each write of the turn, in order."""
    return "\n".join(_line(result) for result in results)


def _line(result: Result) -> str:
    data = result.data
    what = _ACTIONS.get(result.call.tool, "the change")
    status = str(data.get("status") or "")
    if result.error is not None and status != "unknown_outcome":
        return f"{_subject(what)} was not saved: {failure_text(result.error)}"
    if status == "created":
        return _created(result.call.tool, data)
    if status == "already_exists":
        return f"{_existing(data)} Nothing was written."
    return _not_written(status, what, data)


def _created(tool: str, data: dict[str, Any]) -> str:
    record = data.get("record") or {}
    if not record:
        return str(data.get("summary") or "Done.")
    return _logged(record) if tool == "create_time_entry" else _task(record)


def _logged(record: dict[str, Any]) -> str:
    who = f" for {record['user']}" if record.get("user") else ""
    note = f": {record['description']}" if record.get("description") else ""
    return (
        f"Logged {minutes(record.get('minutes') or 0)} on {_place(record, 'task')}"
        f"{who} for {day(record.get('date'))}{note}."
    )


def _task(record: dict[str, Any]) -> str:
    extras = [
        f"due {day(record['due_date'])}" if record.get("due_date") else None,
        f"{record['priority']} priority"
        if record.get("priority") not in (None, "normal")
        else None,
        f"budget {minutes(record['budget_minutes'])}" if record.get("budget_minutes") else None,
    ]
    tail = joined(extras)
    return f"Created the task {_place(record, 'name')}{', ' + tail if tail else ''}."


def _existing(data: dict[str, Any]) -> str:
    record = data.get("record") or {}
    if not record:
        return str(data.get("summary") or "It is already there.")
    return f"The task {_place(record, 'name')} already exists."


def _place(record: dict[str, Any], name: str) -> str:
    around = joined([record.get("project"), record.get("client")])
    return f"{record.get(name) or 'the task'}{f' ({around})' if around else ''}"


def _not_written(status: str, what: str, data: dict[str, Any]) -> str:
    reason = str(data.get("reason") or "").strip().rstrip(".")
    error = data.get("error")
    because = f": {reason}" if reason else ""
    if status == "rejected":
        return f"{_subject(what)} was rejected, so nothing was written{because}."
    if status == "responded":
        said = f' You answered: "{reason}".' if reason else ""
        again = "Say the request again with the change and I will propose it anew."
        return f"Nothing was written.{said} {again}"
    if status == "expired":
        return (
            f"The approval for {what} has expired{because}. Nothing was written; please ask again."
        )
    if status == "unknown_outcome" and isinstance(error, dict):
        return f"It is not known whether {what} was saved. {failure_text(error)}"
    detail = failure_text(error) if isinstance(error, dict) else (reason or "it was refused") + "."
    return f"{_subject(what)} was not saved: {detail}"


def _subject(what: str) -> str:
    return what[0].upper() + what[1:]
