"""What Paymo does beyond storing fields, by resource."""

from tools_server.sandbox.paymo.behaviour import (
    billing,
    documents,
    entries,
    people,
    projects,
    statuses,
    tasks,
)
from tools_server.sandbox.paymo.behaviour.base import Behaviour

PLAIN = Behaviour()

BEHAVIOURS: dict[str, Behaviour] = {
    "users": people.Users(),
    "sessions": people.Sessions(),
    "workflows": statuses.Workflows(),
    "workflowstatuses": statuses.WorkflowStatuses(),
    "projectstatuses": statuses.ProjectStatuses(),
    "projects": projects.Projects(),
    "tasklists": projects.Tasklists(),
    "milestones": projects.Milestones(),
    "tasks": tasks.Tasks(),
    "entries": entries.Entries(),
    "invoices": documents.Invoices(),
    "invoiceitems": billing.Lines(documents.INVOICE),
    "invoicepayments": billing.InvoicePayments(),
    "estimates": documents.Documents(documents.ESTIMATE),
    "estimateitems": billing.Lines(documents.ESTIMATE),
    "expenses": billing.Expenses(),
}
