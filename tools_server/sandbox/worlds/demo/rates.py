"""Which hourly rate an entry has (Paymo API facts, section 8.3)."""

from decimal import Decimal

from tools_server.sandbox.worlds.demo.people import person
from tools_server.sandbox.worlds.demo.record import money
from tools_server.sandbox.worlds.demo.timesheets import Timed

COMPANY_RATE = "117.50"
ORDER = {
    None: ("user", "task", "project", "company"),
    "task": ("task", "user", "project", "company"),
    "project": ("project", "user", "task", "company"),
    "company": ("company", "user", "task", "project"),
}


def rate(timed: Timed) -> Decimal:
    """The first rate that is not null in the order of the project's mode; 0 is a rate."""
    task_rate = timed.plan.record["price_per_hour"]
    found = {
        "user": money(person(int(timed.record["user_id"])).rate),
        "task": None if task_rate is None else Decimal(str(task_rate)),
        "project": money(timed.plan.project.rate),
        "company": Decimal(COMPANY_RATE),
    }
    return next(r for level in ORDER[timed.plan.project.mode] if (r := found[level]) is not None)


def is_hourly(timed: Timed) -> bool:
    """Time that is charged by the hour: billable and not flat, project and task."""
    task, project = timed.plan.record, timed.plan.project
    flat = project.flat is not None or task["flat_billing"]
    return project.billable and bool(task["billable"]) and not flat
