"""Time: entries with start and end, bulk entries, timers (Paymo API facts, section 8.8)."""

from tools_server.sandbox.paymo.behaviour.base import Behaviour, changed
from tools_server.sandbox.paymo.errors import BadRequest, Conflict, Forbidden, invalid_value
from tools_server.sandbox.paymo.store import Record
from tools_server.sandbox.paymo.work import Values, Work

SHORTEST = 60
LONGEST = 24 * 3600


class Entries(Behaviour):
    def missing(self, body: Values) -> list[str]:
        if body.get("start_time"):
            unfinished = body.get("duration") and not body.get("end_time")
            return ["end_time"] if unfinished else []
        return [name for name in ("date", "duration") if body.get(name) in (None, "")]

    def before_create(self, work: Work, values: Values) -> None:
        _settle_task(work, values)
        values["user_id"] = values.get("user_id") or work.caller.id
        values["is_bulk"] = values.get("start_time") is None
        if values["is_bulk"]:
            values.pop("end_time", None)
            _check_duration(values["duration"])
        else:
            _settle_times(work, values)

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        if changed(record, values, "task_id"):
            _settle_task(work, values)
        foreign = ("start_time", "end_time") if record["is_bulk"] else ("date", "duration")
        for name in foreign:
            if changed(record, values, name):
                raise invalid_value(name, _other_pair(record))
        if record["is_bulk"]:
            if changed(record, values, "duration"):
                _check_duration(values["duration"])
        elif changed(record, values, "start_time") or changed(record, values, "end_time"):
            _change_times(record, values)
        if changed(record, values, "user_id"):
            values["user_id"] = values["user_id"] or record["user_id"]
            if not record["is_bulk"] and values.get("end_time", record["end_time"]) is None:
                _refuse_second_timer(work, values["user_id"])


def _settle_task(work: Work, values: Values) -> None:
    task = work.referred("tasks", "task_id", values["task_id"])
    project = work.referred("projects", "project_id", task["project_id"])
    if not project["active"]:
        raise Forbidden("Adding time denied. Project is archived.")
    values["project_id"] = project["id"]


def _settle_times(work: Work, values: Values) -> None:
    """A start with an end, or without one a timer. A `date` beside them is dropped."""
    values.pop("date", None)
    values["duration"] = None
    if values.get("end_time") is None:
        values["added_manually"] = False
        _refuse_second_timer(work, values["user_id"])
    else:
        values["duration"] = values["end_time"] - values["start_time"]
        _check_length(values["duration"])
        if values["duration"] > LONGEST:
            raise invalid_value("end_time", "an entry cannot be longer than 24 hours")


def _change_times(record: Record, values: Values) -> None:
    """Also how a timer is stopped; one that ran for days can be, so there is no upper limit."""
    start = values.get("start_time", record["start_time"])
    end = values.get("end_time", record["end_time"])
    if start is None or (end is None and record["end_time"] is not None):
        raise invalid_value("end_time" if start else "start_time", "it cannot be taken back")
    if end is not None:
        values["duration"] = end - start
        _check_length(values["duration"])


def _check_length(seconds: int) -> None:
    if seconds < SHORTEST:
        raise BadRequest("Time entry must be at least 1 minute long.")


def _check_duration(seconds: int | None) -> None:
    if seconds is None or not 0 < seconds <= LONGEST:
        raise invalid_value("duration", "expected seconds, from 1 to 24 hours")


def _refuse_second_timer(work: Work, user_id: int) -> None:
    if work.store.find("entries", user_id=user_id, end_time=None, is_bulk=False):
        raise Conflict("There is already a running timer for this user.")


def _other_pair(record: Record) -> str:
    if record["is_bulk"]:
        return "the entry has date and duration, not start and end"
    return "the entry has start and end; change end_time instead"
