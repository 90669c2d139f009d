"""The catalog: every resource the sandbox keeps, parents before children."""

from tools_server.sandbox.paymo.catalog import billing, people, work
from tools_server.sandbox.paymo.schema import Resource

RESOURCES: dict[str, Resource] = {
    resource.name: resource
    for resource in (
        people.USERS,
        people.SESSIONS,
        people.CLIENTS,
        people.CLIENT_CONTACTS,
        work.WORKFLOWS,
        work.WORKFLOW_STATUSES,
        work.PROJECT_STATUSES,
        work.PROJECTS,
        work.MILESTONES,
        work.TASKLISTS,
        work.TASKS,
        billing.INVOICES,
        billing.INVOICE_ITEMS,
        billing.INVOICE_PAYMENTS,
        billing.ESTIMATES,
        billing.ESTIMATE_ITEMS,
        billing.EXPENSES,
        work.ENTRIES,
    )
}
