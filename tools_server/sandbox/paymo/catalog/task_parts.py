"""What hangs on a task: subtasks, assignments, bookings (Paymo API facts, section 8.16)."""

from tools_server.sandbox.paymo.catalog.shorthand import (
    ID,
    READ_ONLY,
    STAMPS,
    belongs_to,
    day,
    flag,
    integer,
    moment,
    parent,
    refers_to,
    text,
)
from tools_server.sandbox.paymo.kinds import Span
from tools_server.sandbox.paymo.schema import Field, Resource

PROJECT_OF_TASK = "(SELECT tasks.project_id FROM tasks WHERE tasks.id = userstasks.task_id)"
OF_ASSIGNMENT = """(
    SELECT {} FROM userstasks JOIN tasks ON tasks.id = userstasks.task_id
    WHERE userstasks.id = bookings.user_task_id)"""

SUBTASKS = Resource(
    "subtasks",
    fields=(
        ID,
        text("name", required=True),
        flag("complete"),
        belongs_to("project_id", "projects", access=READ_ONLY),
        refers_to("user_id", "users"),
        belongs_to("task_id", "tasks", required=True),
        integer("seq"),
        moment("completed_on", access=READ_ONLY),
        integer("completed_by", access=READ_ONLY),
        *STAMPS,
    ),
    relations=(
        parent("project", "projects", "project_id"),
        parent("task", "tasks", "task_id"),
        parent("user", "users", "user_id"),
    ),
)

USERS_TASKS = Resource(
    "userstasks",
    fields=(
        ID,
        belongs_to("user_id", "users", required=True),
        belongs_to("task_id", "tasks", required=True),
        integer("project_id", filter_only=True, expression=PROJECT_OF_TASK),
        *STAMPS,
    ),
    relations=(parent("user", "users", "user_id"), parent("task", "tasks", "task_id")),
    one_of=("user_id", "task_id"),
)

BOOKINGS = Resource(
    "bookings",
    fields=(
        ID,
        belongs_to("user_task_id", "userstasks", required=True),
        day("start_date", required=True),
        day("end_date", required=True),
        integer("hours_per_day", required=True),
        text("description"),
        integer(
            "project_id", filter_only=True, expression=OF_ASSIGNMENT.format("tasks.project_id")
        ),
        integer("task_id", filter_only=True, expression=OF_ASSIGNMENT.format("tasks.id")),
        integer("user_id", filter_only=True, expression=OF_ASSIGNMENT.format("userstasks.user_id")),
        Field("date_interval", Span(), filter_only=True, expression="bookings.start_date"),
        *STAMPS,
    ),
    relations=(parent("usertask", "userstasks", "user_task_id"),),
    one_of=(
        *("user_task_id", "task_id", "project_id", "user_id"),
        *("date_interval", "start_date", "end_date"),
    ),
)
