"""create_time_entry: check task, person, day and duration, and plan the one request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import Field

from tools_server.errors import InvalidArgument
from tools_server.governance.plan import CardField, WritePlan
from tools_server.paymo import models as paymo
from tools_server.paymo.resources import ENTRIES, PROJECTS, TASKS_IN_PROJECTS
from tools_server.paymo.where import iso
from tools_server.paymo.wire import BeforeSend
from tools_server.tools.alike_entries import entries_around, find_created, is_alike
from tools_server.tools.context import ToolContext
from tools_server.tools.from_paymo import entry_day, entry_record
from tools_server.tools.lookup import find
from tools_server.tools.records import TimeEntry
from tools_server.tools.registry import ToolInput, write_tool
from tools_server.tools.span import DAY_SECONDS, Span, refuse_future, span_of_minutes, span_of_times
from tools_server.tools.team import people_on_project
from tools_server.tools.typed_text import TypedText
from tools_server.tools.wording import shown_day, shown_minutes, shown_time
from tools_server.tools.writes import WriteResult

Day: TypeAlias = date  # the field `date` hides the type inside its class

_LONG_AGO = timedelta(days=365)


class CreateTimeEntry(ToolInput):
    task_id: int
    minutes: int | None = Field(None, ge=1, description="With date; or start_time and end_time.")
    date: Day | None = Field(None, description="Local day; today if left out.")
    start_time: datetime | None = Field(None, description="Local time unless it has an offset.")
    end_time: datetime | None = None
    user_id: int | None = Field(None, description="The key's owner if left out.")
    project_id: int | None = Field(None, description="Must be the task's project.")
    client_id: int | None = Field(None, description="Must be the project's client.")
    description: TypedText | None = None
    dry_run: bool = Field(False, description="Check and preview only.")


@dataclass(frozen=True)
class _Scope:
    """What the arguments point at, read and found to fit together."""

    task: paymo.TaskInProject
    project: paymo.Project
    user: paymo.User
    span: Span


@write_tool(
    title="Log time",
    input=CreateTimeEntry,
    output=WriteResult[TimeEntry],
    look_up=find_created,
)
async def create_time_entry(context: ToolContext, args: CreateTimeEntry) -> WritePlan:
    """Log time on a task: minutes on a day, or start_time with end_time. Needs a person's approval;
    dry_run previews. 4 hours are 240 minutes.
    """
    zone = await context.timezone()
    today = await context.today()
    span = _span(args, zone, today)
    refuse_future(span, today)
    scope = await _scope(context, args, span)
    around = await entries_around(context, scope.user.id, span.day, zone)
    _refuse_more_than_a_day(scope, around, zone)
    canonical = _canonical(args, scope)
    return WritePlan(
        tool="create_time_entry",
        args=canonical,
        summary=_summary(scope),
        fields=_card(canonical, scope),
        warnings=_warnings(scope, around, zone, today),
        send=partial(_send, context, canonical, scope, zone),
        expected={
            "task_id": scope.task.id,
            "user_id": scope.user.id,
            "date": span.day.isoformat(),
            "seconds": span.seconds,
        },
        seen=[entry.id for entry in around],
    )


def _span(args: CreateTimeEntry, zone: ZoneInfo, today: date) -> Span:
    """Paymo's two kinds of entries (Paymo API facts, section 8.8), never a mixture of both."""
    if args.start_time is None and args.end_time is None:
        if args.minutes is None:
            raise InvalidArgument(
                "minutes: is required, or start_time with end_time.",
                hint="4 hours are minutes=240.",
            )
        return span_of_minutes(args.minutes, args.date or today)
    if args.start_time is None or args.end_time is None:
        missing = "start_time" if args.start_time is None else "end_time"
        raise InvalidArgument(f"{missing}: is required beside the other one.", hint="Give both.")
    if args.minutes is not None:
        raise InvalidArgument(
            "minutes: cannot be given together with start_time and end_time.",
            hint="Give one of them.",
        )
    span = span_of_times(args.start_time, args.end_time, zone)
    if args.date not in (None, span.day):
        raise InvalidArgument(
            f"date: {args.date} is not the day of start_time, {span.day}.", hint="Leave date out."
        )
    return span


async def _scope(context: ToolContext, args: CreateTimeEntry, span: Span) -> _Scope:
    includes = ["project", "project.client.name"]
    task = await find(context, "task_id", TASKS_IN_PROJECTS, args.task_id, includes)
    if args.project_id not in (None, task.project_id):
        raise InvalidArgument(
            f"project_id {args.project_id}: {task.name!r} belongs to project {task.project_id}.",
            hint="Leave project_id out, or choose a task of that project with list_tasks.",
        )
    project = task.project or await find(
        context, "project_id", PROJECTS, task.project_id, ["client.name"]
    )
    if args.client_id not in (None, project.client_id):
        raise InvalidArgument(
            f"client_id {args.client_id}: {project.name!r} belongs to client {project.client_id}.",
            hint="Leave client_id out, or choose a task of that client with list_tasks.",
        )
    if not project.active:
        raise InvalidArgument(
            f"task_id {task.id}: its project {project.name!r} is archived and takes no more time.",
            hint="Choose a task of an active project with list_tasks.",
        )
    user_id = args.user_id if args.user_id is not None else (await context.owner()).id
    (user,) = await people_on_project(context, project, [user_id], field="user_id")
    return _Scope(task, project, user, span)


def _refuse_more_than_a_day(scope: _Scope, around: list[paymo.Entry], zone: ZoneInfo) -> None:
    span = scope.span
    seconds = sum(entry.seconds for entry in around if entry_day(entry, zone) == span.day)
    if seconds + span.seconds > DAY_SECONDS:
        raise InvalidArgument(
            f"{span.duration_argument}: {scope.user.name} has {shown_minutes(seconds // 60)}"
            f" on {shown_day(span.day)} already; together that is more than 24 hours.",
            hint="Check the day with list_time_entries.",
        )


def _warnings(scope: _Scope, around: list[paymo.Entry], zone: ZoneInfo, today: date) -> list[str]:
    warnings = []
    span, task = scope.span, scope.task
    if any(_is_same(entry, scope, zone) for entry in around):
        warnings.append(
            f"{scope.user.name} has the same time on this task and day already:"
            " this may be a duplicate."
        )
    warnings += [
        f"Overlaps an entry of {_shown_interval(entry, zone)}."
        for entry in around
        if span.overlaps(entry)
    ]
    if task.complete:
        warnings.append("The task is marked complete.")
    if task.users and scope.user.id not in task.users:
        warnings.append(f"{scope.user.name} is not assigned to the task.")
    if span.day < today - _LONG_AGO:
        warnings.append(f"{shown_day(span.day)} is more than a year ago.")
    return warnings


def _is_same(entry: paymo.Entry, scope: _Scope, zone: ZoneInfo) -> bool:
    span = scope.span
    return is_alike(entry, task_id=scope.task.id, day=span.day, seconds=span.seconds, zone=zone)


def _shown_interval(entry: paymo.Entry, zone: ZoneInfo) -> str:
    start = entry.start_time.astimezone(zone) if entry.start_time else None
    end = f"{entry.end_time.astimezone(zone):%H:%M}" if entry.end_time else "now (running)"
    return f"{start:%H:%M}-{end}"


def _canonical(args: CreateTimeEntry, scope: _Scope) -> dict[str, Any]:
    """The arguments as they will be approved: person and day named, times with their offset."""
    span = scope.span
    canonical: dict[str, Any] = {"task_id": scope.task.id, "project_id": scope.project.id}
    if scope.project.client_id is not None:
        canonical["client_id"] = scope.project.client_id
    canonical["user_id"] = scope.user.id
    if span.start and span.end:
        canonical |= {"start_time": span.start.isoformat(), "end_time": span.end.isoformat()}
    else:
        canonical |= {"minutes": span.minutes, "date": span.day.isoformat()}
    if args.description and args.description.strip():
        canonical["description"] = args.description
    return canonical


def _summary(scope: _Scope) -> str:
    span = scope.span
    return (
        f"Log {shown_minutes(span.minutes)} on {scope.task.name} for {shown_day(span.day)},"
        f" {scope.user.name}"
    )


def _card(args: dict[str, Any], scope: _Scope) -> list[CardField]:
    """Every argument that will be sent, and what hangs on the task."""
    span, client = scope.span, scope.project.client and scope.project.client.name
    duration = shown_minutes(span.minutes)
    fields = [
        CardField("task_id", "Task", scope.task.id, scope.task.name),
        CardField("project_id", "Project", scope.project.id, scope.project.name),
        CardField("client_id", "Client", args.get("client_id"), client or "none"),
        CardField("user_id", "Person", scope.user.id, scope.user.name or "?"),
    ]
    if span.start and span.end:
        fields += [
            CardField("start_time", "Start", args["start_time"], shown_time(span.start)),
            CardField("end_time", "End", args["end_time"], shown_time(span.end)),
            CardField("duration", "Duration", span.minutes, duration),
        ]
    else:
        fields += [
            CardField("date", "Day", args["date"], shown_day(span.day)),
            CardField("minutes", "Duration", span.minutes, duration),
        ]
    if "description" in args:
        fields.append(
            CardField("description", "Description", args["description"], args["description"])
        )
    return fields


async def _send(
    context: ToolContext,
    args: dict[str, Any],
    scope: _Scope,
    zone: ZoneInfo,
    before_send: BeforeSend,
) -> TimeEntry:
    span = scope.span
    body: dict[str, Any] = {"task_id": scope.task.id, "user_id": scope.user.id}
    if span.start and span.end:
        body |= {"start_time": iso(span.start), "end_time": iso(span.end)}
    else:
        body |= {"date": span.day.isoformat(), "duration": span.seconds}
    if "description" in args:
        body["description"] = args["description"]
    stored = await context.paymo.create(ENTRIES, body, before_send=before_send)
    return entry_record(_with_names(stored, scope), zone)


def _with_names(entry: paymo.Entry, scope: _Scope) -> paymo.Entry:
    """The entry with the names its record shows, which we have read already; none of another id."""
    project = paymo.RelatedProject(
        name=scope.project.name,
        client_id=scope.project.client_id,
        client=scope.project.client,
        billable=scope.project.billable,
        flat_billing=scope.project.flat_billing,
    )
    task = paymo.RelatedTask(
        name=scope.task.name,
        project_id=scope.project.id,
        project=project,
        billable=scope.task.billable,
        flat_billing=scope.task.flat_billing,
        price_per_hour=scope.task.price_per_hour,
    )
    user = paymo.Related(id=scope.user.id, name=scope.user.name)
    names = {
        "task": task if entry.task_id == scope.task.id else None,
        "user": user if entry.user_id == scope.user.id else None,
    }
    return entry.model_copy(update=names)
