"""The catalog: every resource the sandbox keeps, parents before children."""

from tools_server.sandbox.paymo.catalog import (
    billing,
    outlets,
    people,
    projects,
    recurring,
    talk,
    task_parts,
    templates,
)
from tools_server.sandbox.paymo.schema import Resource

RESOURCES: dict[str, Resource] = {
    resource.name: resource
    for resource in (
        people.USERS,
        people.SESSIONS,
        people.CLIENTS,
        people.CLIENT_CONTACTS,
        projects.WORKFLOWS,
        projects.WORKFLOW_STATUSES,
        projects.PROJECT_STATUSES,
        projects.PROJECTS,
        projects.MILESTONES,
        projects.TASKLISTS,
        projects.TASKS,
        billing.INVOICES,
        billing.INVOICE_ITEMS,
        billing.INVOICE_PAYMENTS,
        billing.ESTIMATES,
        billing.ESTIMATE_ITEMS,
        billing.EXPENSES,
        projects.ENTRIES,
        task_parts.SUBTASKS,
        task_parts.USERS_TASKS,
        task_parts.BOOKINGS,
        talk.DISCUSSIONS,
        talk.FILES,
        talk.THREADS,
        talk.COMMENTS,
        recurring.RECURRING_PROFILES,
        recurring.RECURRING_PROFILE_ITEMS,
        recurring.TASK_RECURRING_PROFILES,
        templates.INVOICE_TEMPLATES,
        templates.INVOICE_TEMPLATES_GALLERY,
        templates.ESTIMATE_TEMPLATES,
        templates.ESTIMATE_TEMPLATES_GALLERY,
        templates.PROJECT_TEMPLATES,
        templates.PROJECT_TEMPLATES_TASKLISTS,
        templates.PROJECT_TEMPLATES_TASKS,
        outlets.HOOKS,
        outlets.REPORTS,
    )
}

# The documentation deletes an invoice's recurring profile at a path in the singular.
ALSO_AT = {"recurringprofile": "recurringprofiles"}
