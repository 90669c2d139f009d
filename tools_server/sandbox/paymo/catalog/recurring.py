"""Profiles of invoices and tasks that come again (Paymo API facts, section 8.18)."""

from tools_server.sandbox.paymo.catalog.billing import BILL
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
    number,
    parent,
    points_to,
    refers_to,
    structure,
    text,
    texts,
)
from tools_server.sandbox.paymo.schema import Resource

TURNS = ("w", "2w", "3w", "4w", "m", "2m", "3m", "6m", "y")

RECURRING_PROFILES = Resource(
    "recurringprofiles",
    fields=(
        ID,
        *BILL,
        day("start_date", required=True),
        choice("frequency", *TURNS, required=True),
        integer("occurrences"),
        day("last_created", access=READ_ONLY),
        integer("invoices_created", default=0, access=READ_ONLY),
        flag("autosend"),
        flag("send_attachment"),
        flag("pay_online"),
        structure("options"),
    ),
    relations=(
        parent("client", "clients", "client_id"),
        children("recurringprofileitems", "recurring_profile_id"),
    ),
)

RECURRING_PROFILE_ITEMS = Resource(
    "recurringprofileitems",
    fields=(
        ID,
        belongs_to("recurring_profile_id", "recurringprofiles", required=True, access=CREATE_ONLY),
        text("item", default=""),
        text("description", default=""),
        number("price_unit", 0),
        number("quantity", 1),
        flag("apply_tax", True),
        integer("seq"),
        *STAMPS,
    ),
    relations=(parent("recurringprofile", "recurringprofiles", "recurring_profile_id"),),
)

TASK_RECURRING_PROFILES = Resource(
    "taskrecurringprofiles",
    fields=(
        ID,
        text("name"),
        text("code", access=READ_ONLY, absent_when="{} IS NULL"),
        belongs_to("project_id", "projects"),
        refers_to("tasklist_id", "tasklists"),
        refers_to("user_id", "users", access=READ_ONLY),
        integer("task_user_id", access=READ_ONLY),
        integer("company_id", default=1, access=READ_ONLY),
        flag("billable", True),
        flag("flat_billing"),
        text("description", default=""),
        number("price_per_hour"),
        number("estimated_price"),
        number("budget_hours"),
        ids("users"),
        integer("priority", default=50),
        text("notifications", default="{}"),
        choice("frequency", "daily", "weekly", "monthly", required=True),
        integer("interval", required=True),
        ids("on_day"),
        integer("occurrences"),
        day("until"),
        flag("active", True),
        integer("due_date_offset", default=0),
        day("recurring_start_date", required=True),
        integer("generated_count", access=READ_ONLY),
        *(day(name, access=READ_ONLY) for name in ("last_generated_on", "next_processing_date")),
        *texts("processing_timezone", "processing_hour"),
        points_to("task_id", "tasks"),
        *STAMPS,
    ),
    relations=(parent("project", "projects", "project_id"),),
)
