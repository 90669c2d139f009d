"""Where the sandbox answers otherwise than the documentation prints, and the choice behind each.

Every value is the first column of a row in tools_server/sandbox/paymo/CHOICES.md, which gives the
reason. The documentation tests fail on a difference that is not here, and on one that is gone.
"""

from __future__ import annotations

NOT_KEPT = "Collections that are not kept"
ABSENT_IMAGE = "Images where there is none"
TIMER = "A running timer"
OBSERVED = "Keys beyond the documentation"

COLLECTIONS_NOT_KEPT = {
    "bookings",
    "comments",
    "discussions",
    "estimatetemplates",
    "estimatetemplatesgallery",
    "files",
    "hooks",
    "invoicetemplates",
    "invoicetemplatesgallery",
    "projecttemplates",
    "projecttemplatestasklists",
    "projecttemplatestasks",
    "recurringprofile",
    "recurringprofiles",
    "reports",
    "subtasks",
    "taskrecurringprofiles",
    "threads",
    "userstasks",
}

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
    "company.online_payments": "Tables against samples",
    "tasks.completed_on": "Tables against samples",
}

# Documented as read-only, and written all the same.
WRITABLE = {"clients.active": "`active` of a client"}

# Relations that the tables of includes name and the sandbox refuses.
INCLUDES = {
    "invoiceitems.expense": "Relations that are refused",
    "projectstatuses.project": "Relations that are refused",
}
