"""Time worked: logging it, and seeing whose is missing."""

from __future__ import annotations

from tools_server.prompts.prompt import Argument, Workflow

LOG_TIME = Workflow(
    name="log_time",
    title="Log time",
    description="Find the task, propose the time entry for approval, then check the day.",
    arguments=(
        Argument("task", "Task name or part of it.", required=True),
        Argument("duration", "Such as 4 hours, 1h30, 90 minutes or 9:00-10:30.", required=True),
        Argument("day", "Such as 2026-10-30, yesterday or last Friday. Without it: today."),
        Argument("project", "Project name, where the task's name alone is not clear."),
        Argument("note", "What was done; becomes the entry's description."),
    ),
    tools=("list_projects", "list_tasks", "list_time_entries", "create_time_entry"),
    steps=(
        "Where a project was given call list_projects with name. Call list_tasks with name, and "
        "with project_id if there is one. If what was given as the task is a project's name, show "
        "that project's open tasks and ask which.",
        "Turn the duration into whole minutes (4 hours are 240), or into start_time and end_time "
        "where it is a span of the clock. Turn the day into a date; last Friday is the most recent "
        "one before today.",
        "Call list_time_entries with task_id and that day as date_from and date_to: the same "
        "minutes logged already are worth a question.",
        "Call create_time_entry with task_id, the time, description and dry_run true. Without "
        "user_id it is the time of the key's owner; say whose it will be. Show the preview and "
        "ask.",
        "After a yes, create it. Then call list_time_entries with date_from, date_to and the "
        "record's user_id, and show the day's entries with their minutes.",
    ),
    writes=True,
)

TIMESHEETS = Workflow(
    name="timesheet_check",
    title="Timesheet check",
    description="What each person logged in a week, against the hours they are expected to.",
    arguments=(
        Argument("week", "A day in it, this week or last week. Without it: last week."),
        Argument("person", "One person's name or part of it. Without it: everybody."),
    ),
    tools=("list_users", "list_time_entries"),
    steps=(
        "Read paymo://account: time zone, week_start (0 is Sunday, 1 is Monday), working_days. "
        "Turn the week into its first and last day; in a week not over yet count up to yesterday.",
        "Call list_users, with name where a person was given. Guests keep no timesheet.",
        "Call list_time_entries with date_from and date_to, and with user_id for one person.",
        "Expected are workday_hours for each working day. Tracked are the minutes of finished "
        "entries; a running timer counts nothing.",
        "Show a table: person, expected, tracked, difference. Mark who is below half. Then list "
        "what looks wrong: running timers, entries over 12 hours, billable ones without a "
        "description, and entries of one person that overlap.",
    ),
)

WORKFLOWS = (LOG_TIME, TIMESHEETS)
