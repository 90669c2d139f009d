"""Where the sandbox answers otherwise than the documentation prints, and the choice behind each.

Every value is the first column of a row in tools_server/sandbox/paymo/CHOICES.md, which gives the
reason. The documentation tests fail on a difference that is not here, and on one that is gone.
"""

from __future__ import annotations

ABSENT_IMAGE = "Images where there is none"
TIMER = "A running timer"
OBSERVED = "Keys beyond the documentation"
TABLES = "Tables against samples"
REFUSED = "Relations that are refused"

# Requests that get another status than the one beside them, by their place in the documentation.
STATUSES = {"discussions: Creating a discussion": (400, "Examples against their own page")}

# Documented keys that some answered rows lack.
MISSING = {
    "clients.image": ABSENT_IMAGE,
    "clientcontacts.image": ABSENT_IMAGE,
    "users.image": ABSENT_IMAGE,
    "entries.duration": TIMER,
}

# Answered keys that stand in no sample and no table of attributes.
BEYOND = dict.fromkeys(
    (
        "clients.additional_privileges",
        "clients.due_interval",
        "invoices.active",
        "invoices.options",
        "invoices.project_id",
        "projects.billing_type",
        "tasklists.tasks_count",
        "tasks.billing_type",
        "tasks.comments_count",
        "tasks.cover_file_id",
        "tasks.files_count",
        "tasks.price",
        "tasks.recurring_profile_id",
        "tasks.start_date",
        "users.additional_privileges",
        "users.annual_leave_days_number",
        "users.has_submitted_review",
        "users.menu_shortcut",
        "users.user_hash",
        "users.workflows",
    ),
    OBSERVED,
)

# Attributes whose table and whose sample do not agree, or that the sandbox shows otherwise.
ATTRIBUTES = {
    "company.online_payments": TABLES,
    "files.size": TABLES,
    "recurringprofiles.invoice_created": TABLES,
    "recurringprofiles.occurences": TABLES,
    "reports.clients": TABLES,
    "reports.content": TABLES,
    "subtasks.completed_on": TABLES,
    "taskrecurringprofiles.on_day": TABLES,
    "tasks.completed_on": TABLES,
}

# Documented as read-only, and written all the same.
WRITABLE = {"clients.active": "`active` of a client"}

# Relations that the tables of includes name and the sandbox refuses.
INCLUDES = {
    "invoiceitems.expense": REFUSED,
    "projectstatuses.project": REFUSED,
    "projecttemplates.projecttemplatetasklists": REFUSED,
    "projecttemplates.projecttemplatetasks": REFUSED,
    "projecttemplatestasklists.projecttemplatetasks": REFUSED,
    "projecttemplatestasks.projecttemplatetasklist": REFUSED,
}
