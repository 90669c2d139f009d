"""The sections of the review as people see them, in reading order."""

from __future__ import annotations

from agent.flows.layout import day, flag, minutes, money, number, percent, section, text
from agent.flows.report import Row, Section

_CLIENT = text("client", "Client")
_CURRENCY = text("currency", "Currency")
_PROJECT = text("project", "Project")
_INVOICE = (text("number", "Invoice"), _CLIENT, _CURRENCY)
_UNBILLED = (
    _CLIENT,
    _PROJECT,
    _CURRENCY,
    minutes("minutes", "Time"),
    money("amount", "Amount"),
    number("entries", "Entries"),
)

BLANK = (
    section(
        "totals",
        "Totals",
        "Sums of the sections below; currencies are never added together.",
        _CURRENCY,
        money("invoiced", "Invoiced"),
        money("paid", "Paid"),
        money("balance_due", "Balance due"),
        money("overdue", "Overdue"),
        money("unbilled", "Unbilled"),
    ),
    section(
        "invoiced",
        "Invoiced",
        "Invoices dated in the month that were sent, viewed or paid, by client.",
        _CLIENT,
        _CURRENCY,
        number("count", "Invoices"),
        money("total", "Total"),
        money("paid", "Paid"),
        money("balance", "Balance"),
    ),
    section(
        "billed_by_month",
        "Billed per month",
        "Invoices that were sent, viewed or paid, by the month they are dated in: twelve months.",
        text("month", "Month"),
        _CURRENCY,
        number("count", "Invoices"),
        money("total", "Total"),
    ),
    section(
        "drafts",
        "Drafts",
        "Invoices not sent yet, dated up to the end of the month.",
        *_INVOICE,
        money("total", "Total"),
        day("date", "Date"),
    ),
    section(
        "overdue",
        "Overdue",
        "Sent and viewed invoices that were due before and are not paid in full.",
        *_INVOICE,
        money("total", "Total"),
        money("balance", "Balance"),
        day("due_date", "Due"),
        number("days_overdue", "Days overdue"),
    ),
    section(
        "aging",
        "Aging",
        "What clients owe of sent and viewed invoices, by how many days it is overdue.",
        _CLIENT,
        _CURRENCY,
        money("not_due", "Not due"),
        money("d1_30", "1-30 days"),
        money("d31_60", "31-60 days"),
        money("d61_90", "61-90 days"),
        money("d91_plus", "91 days or more"),
        money("total", "Total"),
    ),
    section(
        "unbilled_time",
        "Unbilled time",
        "Billable time of the month that is charged by the hour and on no invoice.",
        *_UNBILLED,
    ),
    section(
        "unbilled_earlier",
        "Unbilled time from before",
        "The same from the twelve months before.",
        *_UNBILLED,
    ),
    section(
        "flat_to_invoice",
        "Flat prices to invoice",
        "Flat-price projects and tasks that are complete and not invoiced.",
        _CLIENT,
        text("kind", "Kind"),
        text("name", "Name"),
        _CURRENCY,
        money("amount", "Amount"),
    ),
    section(
        "milestones",
        "Milestones",
        "Of active projects: due in the month, or late.",
        _CLIENT,
        _PROJECT,
        text("name", "Milestone"),
        day("due_date", "Due"),
        flag("complete", "Complete"),
        number("days_late", "Days late"),
    ),
    section(
        "over_budget",
        "Budgets",
        "Active projects with time in the month that used 90 % or more of their budget.",
        _CLIENT,
        _PROJECT,
        minutes("budget_minutes", "Budget"),
        minutes("tracked_minutes", "Tracked"),
        percent("percent", "Used"),
    ),
    section(
        "hygiene",
        "Time to check",
        "Timers that run now; in the month, entries of more than 12 hours, without a description, "
        "in archived projects, or overlapping.",
        text("kind", "Kind"),
        text("user", "Person"),
        text("detail", "Detail"),
        text("entry_id", "Entry"),
    ),
    section(
        "missing_timesheets",
        "Missing timesheets",
        "People who tracked less than half of their working time.",
        text("user", "Person"),
        minutes("expected_minutes", "Expected"),
        minutes("tracked_minutes", "Tracked"),
    ),
)

NO_TIMESHEETS = "Timesheets are the whole agency's: a review of one client leaves them out."


def sections(rows: dict[str, list[Row] | None], *, of_one_client: bool) -> list[Section]:
    """The sections with their rows. Of one client there are no timesheets, which says so itself."""
    found = [blank.model_copy(update={"rows": rows[blank.name]}) for blank in BLANK]
    if of_one_client:
        found[-1] = found[-1].model_copy(update={"about": NO_TIMESHEETS})
    return found
