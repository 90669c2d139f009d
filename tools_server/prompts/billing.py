"""Money: what a client owes, what is late, and the month-end review."""

from __future__ import annotations

from tools_server.prompts.prompt import Argument, Workflow

BILLING_STATUS = Workflow(
    name="client_billing_status",
    title="Client billing status",
    description="What one client owes, what is late, and what is not billed yet.",
    arguments=(Argument("client", "Client name or part of it.", required=True),),
    tools=("list_clients", "list_invoices", "list_time_entries"),
    steps=(
        "Call list_clients with name; if it finds none, once more with active=null.",
        "Call list_invoices with client_id: status active is drafts, sent and viewed ones.",
        "Call list_time_entries with client_id and billed=false. Not billed is finished time whose "
        "billable is true and whose flat_billing is false.",
        "Answer first, in one sentence: overdue or not, and how much is owed. Owed is the balance "
        "of sent and viewed invoices; a draft is not owed yet.",
        "Show the invoices by currency: number, status, date, due date, total, amount paid, "
        "balance, days overdue. Then the minutes that are not billed, by project.",
    ),
)

OVERDUE = Workflow(
    name="overdue_invoices",
    title="Overdue invoices",
    description="Invoices past their due date, by client, with how late they are.",
    arguments=(Argument("client", "Client name or part of it. Without it: all clients."),),
    tools=("list_clients", "list_invoices"),
    steps=(
        "Where a client was given call list_clients with name; if it finds none, once more with "
        "active=null.",
        "Call list_invoices with status=overdue, and with client_id if there is one.",
        "Show by client, the oldest first: number, due date, days overdue, total, amount paid, "
        "balance. Close with the balance by currency and by age: 1-30, 31-60, 61-90 and 91 or more "
        "days.",
        "Where there is none, say so. Draft nothing and send nothing: reminders are sent by a "
        "person, in Paymo.",
    ),
)

MONTH_END = Workflow(
    name="month_end_review",
    title="Month-end review",
    description="What was billed in a month, what was not, who owes what, and what slips.",
    arguments=(
        Argument("month", "The calendar month, such as 2026-10.", required=True),
        Argument("client", "Client name or part of it. Without it: all clients."),
    ),
    tools=(
        "list_clients",
        "list_projects",
        "get_project_details",
        "list_tasks",
        "list_invoices",
        "list_time_entries",
        "list_milestones",
        "list_users",
    ),
    steps=(
        "Read paymo://account: time zone, currency, default rate, working days. Call list_clients "
        "and list_projects, both with active=null: archived projects may hold unbilled time too.",
        "Call list_invoices with status=all. Invoiced: dated in the month and sent, viewed or "
        "paid. Drafts: dated up to the month's end. Overdue: sent or viewed, balance above 0, due "
        "before today. Aging: balances of sent and viewed ones by days overdue: not due, 1-30, "
        "31-60, 61-90, 91 or more.",
        "Call list_time_entries with date_from and date_to of the month. Unbilled: finished, not "
        "billed, no invoice_item_id, billable true, flat_billing false; minutes by project. Then "
        "once more with billed=false for the twelve months before: unbilled earlier.",
        "An hour's rate is the first that is set in the order of the project's "
        "hourly_billing_mode: task, user, project, company for task; project, user, task, company "
        "for project; company, user, task, project for company; else user, task, project, "
        "company. 0 is a rate. Where none is set, show the minutes and no amount.",
        "Flat prices to invoice: flat projects not invoiced whose tasks are all complete (at least "
        "one), and complete, uninvoiced flat tasks of billable projects that are not flat "
        "(list_tasks with project_id and complete=true).",
        "Call list_milestones with due_to the month's end: due in the month, or incomplete and "
        "late. Active projects only.",
        "For active projects with a budget and time in the month call get_project_details: over "
        "budget is 90 % tracked or more.",
        "Call list_users. A timesheet is missing where an active person who is no guest tracked "
        "less than half of working days times workday_hours. Note running timers, entries over 12 "
        "hours, billable ones without a description, and overlaps.",
        "Show a section each, in this order, rows sorted by client: invoiced, drafts, overdue, "
        "aging, unbilled, unbilled earlier, flat prices, milestones, over budget, timesheets; then "
        "totals by currency. Say which were left out and why.",
        "Where you have the tool create_task, offer follow-up tasks: one for each overdue invoice, "
        "project with unbilled time, flat price, late milestone and missing timesheet. Preview "
        "those that the person picks with dry_run true; create none of the others.",
    ),
    writes=True,
)

WORKFLOWS = (BILLING_STATUS, OVERDUE, MONTH_END)
