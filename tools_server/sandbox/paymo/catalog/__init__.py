"""The catalog: every resource the sandbox keeps, parents before children."""

from tools_server.sandbox.paymo.catalog import billing, people, projects
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
    )
}
