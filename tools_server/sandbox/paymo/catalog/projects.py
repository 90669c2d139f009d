"""Projects and what hangs on them (Paymo API facts, sections 8.3 to 8.5, 8.7, 8.8 and 8.15)."""

from tools_server.sandbox.paymo.catalog.shorthand import (
    CREATE_ONLY,
    ID,
    READ_ONLY,
    STAMPS,
    belongs_to,
    children,
    choice,
    day,
    flag,
    ids,
    integer,
    moment,
    number,
    only_child,
    parent,
    refers_to,
    structure,
    text,
    write_only,
)
from tools_server.sandbox.paymo.kinds import Ids, Integer, Interval, Mine, Uploaded
from tools_server.sandbox.paymo.schema import Field, Resource

# Where a row sits on the time line: a bulk entry at midnight UTC of its day (a sandbox choice).
ENTRY_MOMENT = "coalesce(entries.start_time, CAST(strftime('%s', entries.date) AS INTEGER))"

PROJECT_BILLING_TYPE = """(CASE WHEN NOT projects.billable THEN 'non'
    WHEN projects.flat_billing THEN 'flat' ELSE 'pph' END)"""
TASK_BILLING_TYPE = """(CASE WHEN NOT tasks.billable THEN 'non'
    WHEN tasks.flat_billing THEN 'flat' ELSE 'pph' END)"""
TASKS_COUNT = """(
    SELECT json_object('incomplete', count(*) FILTER (WHERE NOT tasks.complete),
                       'completed', count(*) FILTER (WHERE tasks.complete))
    FROM tasks WHERE tasks.tasklist_id = tasklists.id)"""
FILES_COUNT = "(SELECT count(*) FROM files WHERE files.task_id = tasks.id)"
COMMENTS_COUNT = """(
    SELECT count(*) FROM threads JOIN comments ON comments.thread_id = threads.id
    WHERE threads.task_id = tasks.id)"""
LINKED_TASKLISTS = """(
    SELECT json_group_array(tasklists.id) FROM tasklists
    WHERE tasklists.milestone_id = milestones.id)"""

WORKFLOWS = Resource(
    "workflows",
    fields=(ID, text("name", required=True), flag("is_default"), *STAMPS),
    relations=(children("workflowstatuses", "workflow_id"),),
)

WORKFLOW_STATUSES = Resource(
    "workflowstatuses",
    fields=(
        ID,
        text("name", required=True),
        text("color", required=True),
        integer("seq", access=READ_ONLY),
        belongs_to("workflow_id", "workflows", required=True, access=CREATE_ONLY),
        text("action", default="", access=READ_ONLY),
        *STAMPS,
    ),
    relations=(parent("workflow", "workflows", "workflow_id"),),
)

PROJECT_STATUSES = Resource(
    "projectstatuses",
    fields=(
        ID,
        text("name", required=True),
        flag("active", True),
        integer("seq"),
        flag("readonly", access=READ_ONLY),
        *STAMPS,
    ),
    relations=(children("projects", "status_id"),),
)

PROJECTS = Resource(
    "projects",
    fields=(
        ID,
        text("name", required=True),
        text("code"),
        integer("task_code_increment", default=0, access=READ_ONLY),
        text("description", default=""),
        belongs_to("client_id", "clients"),
        refers_to("status_id", "projectstatuses"),
        flag("active", True),
        text("color"),
        ids("users"),
        ids("managers"),
        flag("billable", True),
        flag("flat_billing"),
        number("price_per_hour"),
        number("price"),
        number("estimated_price"),
        choice("hourly_billing_mode", "task", "project", "company"),
        number("budget_hours"),
        flag("adjustable_hours"),
        flag("invoiced"),
        integer("invoice_item_id", indexed=True),
        refers_to("workflow_id", "workflows"),
        text("billing_type", expression=PROJECT_BILLING_TYPE, access=READ_ONLY),
        integer("retainer_id", access=READ_ONLY, absent_when="{} IS NULL"),
        write_only("template_id", Integer()),
        write_only("tasklists_order", Ids()),
        *STAMPS,
    ),
    relations=(
        parent("client", "clients", "client_id"),
        parent("projectstatus", "projectstatuses", "status_id"),
        parent("invoiceitem", "invoiceitems", "invoice_item_id"),
        parent("workflow", "workflows", "workflow_id"),
        children("tasklists", "project_id"),
        children("tasks", "project_id"),
        children("milestones", "project_id"),
        children("discussions", "project_id"),
        children("files", "project_id"),
    ),
    aliases={"manager": "managers"},
)

MILESTONES = Resource(
    "milestones",
    fields=(
        ID,
        text("name", required=True),
        belongs_to("project_id", "projects", required=True, access=CREATE_ONLY),
        refers_to("user_id", "users"),
        day("due_date", required=True),
        integer("send_reminder", default=0),
        flag("reminder_sent", access=READ_ONLY),
        flag("complete"),
        ids("linked_tasklists", expression=LINKED_TASKLISTS, unselectable=True),
        *STAMPS,
    ),
    relations=(
        parent("project", "projects", "project_id"),
        parent("user", "users", "user_id"),
        children("tasklists", "milestone_id"),
    ),
)

TASKLISTS = Resource(
    "tasklists",
    fields=(
        ID,
        text("name", required=True),
        integer("seq"),
        belongs_to("project_id", "projects", required=True, access=CREATE_ONLY),
        refers_to("milestone_id", "milestones"),
        structure("tasks_count", expression=TASKS_COUNT, access=READ_ONLY),
        write_only("tasks_order", Ids()),
        *STAMPS,
    ),
    relations=(
        parent("project", "projects", "project_id"),
        parent("milestone", "milestones", "milestone_id"),
        children("tasks", "tasklist_id"),
    ),
)

TASKS = Resource(
    "tasks",
    fields=(
        ID,
        text("name", required=True),
        text("code", access=READ_ONLY),
        belongs_to("project_id", "projects", access=CREATE_ONLY),
        belongs_to("tasklist_id", "tasklists"),
        integer("seq"),
        text("description", default=""),
        flag("complete"),
        moment("completed_on", access=READ_ONLY),
        integer("completed_by", access=READ_ONLY),
        day("start_date"),
        day("due_date"),
        refers_to("user_id", "users", access=READ_ONLY),
        ids("users"),
        flag("billable", True),
        flag("flat_billing"),
        number("price_per_hour"),
        number("budget_hours"),
        number("estimated_price"),
        number("price"),
        flag("invoiced"),
        integer("invoice_item_id", indexed=True),
        integer("priority", default=50),
        refers_to("status_id", "workflowstatuses"),
        integer("files_count", expression=FILES_COUNT, access=READ_ONLY),
        integer("comments_count", expression=COMMENTS_COUNT, access=READ_ONLY),
        integer("cover_file_id", access=READ_ONLY),
        integer("recurring_profile_id", access=READ_ONLY),
        text("billing_type", expression=TASK_BILLING_TYPE, access=READ_ONLY),
        Field("mytasks", Mine(), filter_only=True),
        write_only("subtasks_order", Ids()),
        write_only("file", Uploaded()),
        *STAMPS,
    ),
    relations=(
        parent("project", "projects", "project_id"),
        parent("tasklist", "tasklists", "tasklist_id"),
        parent("user", "users", "user_id"),
        parent("workflowstatus", "workflowstatuses", "status_id"),
        parent("invoiceitem", "invoiceitems", "invoice_item_id"),
        only_child("thread", "threads", "task_id"),
        children("entries", "task_id"),
        children("subtasks", "task_id"),
        children("files", "task_id"),
    ),
)

ENTRIES = Resource(
    "entries",
    fields=(
        ID,
        belongs_to("project_id", "projects", access=READ_ONLY),
        belongs_to("task_id", "tasks", required=True),
        belongs_to("user_id", "users"),
        flag("is_bulk", access=READ_ONLY),
        moment("start_time", absent_when="entries.is_bulk"),
        moment(
            "end_time",
            absent_when="entries.is_bulk",
            filter_within="NOT entries.is_bulk AND ({})",
        ),
        day("date", absent_when="NOT entries.is_bulk"),
        integer("duration", absent_when="{} IS NULL", breaking=True),
        text("description", default=""),
        flag("added_manually", True, access=READ_ONLY),
        flag("billed"),
        integer("invoice_item_id", indexed=True),
        Field("time_interval", Interval(), filter_only=True, expression=ENTRY_MOMENT),
        integer(
            "client_id",
            filter_only=True,
            expression="projects.client_id",
            filter_within="entries.project_id IN (SELECT id FROM projects WHERE {})",
        ),
        *STAMPS,
    ),
    relations=(
        parent("task", "tasks", "task_id"),
        parent("user", "users", "user_id"),
        parent("invoiceitem", "invoiceitems", "invoice_item_id"),
    ),
    one_of=("project_id", "client_id", "task_id", "user_id", "time_interval"),
)
