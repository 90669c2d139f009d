"""The invoice run at each month's end: hours by rate, monthly fees, flat tasks and expenses."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tools_server.sandbox.paymo.money import cents
from tools_server.sandbox.worlds.demo.almanac import Almanac
from tools_server.sandbox.worlds.demo.bills import Bill, Line
from tools_server.sandbox.worlds.demo.clients import GREENFIELD, LEGAL, STUDIO, SUMMIT
from tools_server.sandbox.worlds.demo.dice import Dice
from tools_server.sandbox.worlds.demo.payment_habits import settle
from tools_server.sandbox.worlds.demo.projects import PROJECTS, Project, plan
from tools_server.sandbox.worlds.demo.rates import is_hourly, rate
from tools_server.sandbox.worlds.demo.record import Record, money
from tools_server.sandbox.worlds.demo.task_stories import FORGOTTEN
from tools_server.sandbox.worlds.demo.tasks import TaskPlan
from tools_server.sandbox.worlds.demo.terms import TERMS
from tools_server.sandbox.worlds.demo.timesheets import Timed

MONTHS = 24
NEVER_BILLED = {GREENFIELD, STUDIO}  # pro bono hours, and our own
LAST_AS_DRAFT = {LEGAL, SUMMIT}  # their invoice of last month waits for somebody to send it
WORTH_AN_INVOICE = Decimal(900)  # less than that waits for the next month
FLAT_TASK_REST_DAYS = 45  # a flat task completed later than that is not invoiced yet
LATE_LOGGED_SHARE = 0.015  # logged after the month was billed, and missed ever since
LATE_LOGGED_DAYS = 200
EXPENSE_BILLED_SHARE = 0.8


@dataclass(frozen=True)
class Ledger:
    """What the run bills from. Records know by themselves whether they were billed."""

    almanac: Almanac
    projects: list[Record]
    timed: list[Timed]
    tasks: list[TaskPlan]
    expenses: list[Record]


def monthly_run(ledger: Ledger) -> list[Bill]:
    """The regular invoices of two years, month by month, each dated the last day of its month."""
    taken: set[int] = set()
    hours = _billable_hours(ledger)
    bills = []
    for back in range(MONTHS, 0, -1):
        for client_id, terms in TERMS.items():
            skipped = back <= terms.unbilled_months or back % terms.every != 1 % terms.every
            if client_id in NEVER_BILLED or skipped:
                continue
            bill = _bill(client_id, back, hours[client_id], ledger, taken)
            if bill is not None:
                taken.update(id(record) for line in bill.lines for record in line.settles)
                bills.append(bill)
    return bills


def _billable_hours(ledger: Ledger) -> dict[int, list[Timed]]:
    """Hourly time by client, without what was logged too late."""
    dice = Dice("late logging")
    found: dict[int, list[Timed]] = defaultdict(list)
    since = ledger.almanac.ago(LATE_LOGGED_DAYS)
    for timed in ledger.timed:
        missed = dice.chance(LATE_LOGGED_SHARE) and timed.day > since
        if is_hourly(timed) and timed.seconds and not missed:
            found[timed.plan.project.client_id].append(timed)
    return found


def _bill(
    client_id: int, back: int, hours: list[Timed], ledger: Ledger, taken: set[int]
) -> Bill | None:
    """The invoice of one client and month; None where it is not worth one."""
    day = ledger.almanac.month_end(back)
    fees = list(_fees(client_id, back, ledger))
    work = [t for t in hours if t.day <= day and id(t.record) not in taken]
    lines = [*fees, *_hour_lines(work), *_flat_tasks(client_id, day, ledger, taken)]
    worth = sum((line.price * line.quantity for line in lines), Decimal(0))
    if not fees and worth < WORTH_AN_INVOICE:
        return None
    lines.extend(_expense_lines(client_id, day, ledger, taken))
    dice = Dice(f"invoice/{client_id}/{back}")
    status, payments = settle(TERMS[client_id], day, ledger.almanac.today, dice)
    if back == 1 and client_id in LAST_AS_DRAFT:
        status, payments = "draft", ()
    projects = {t.plan.project.id for t in work}
    return Bill(
        client_id,
        day,
        lines,
        f"Services {day:%B %Y}",
        status,
        payments,
        project_id=projects.pop() if len(projects) == 1 and not fees else None,
    )


def _fees(client_id: int, back: int, ledger: Ledger) -> Iterator[Line]:
    """Fees of the care plans that ran at that month's end; the last one closes its project."""
    day, next_day = ledger.almanac.month_end(back), ledger.almanac.month_end(back - 1)
    for record, row in zip(ledger.projects, PROJECTS, strict=True):
        first, last = ledger.almanac.ago(row.start), ledger.almanac.ago(row.end)
        price = money(row.flat)
        if row.client_id != client_id or row.kind != "care" or price is None:
            continue
        if first <= day <= last:
            closes = [record] if last < next_day else []
            text = f"{row.name}, {day:%B %Y}"
            yield Line(text, price, description="Monthly fee", settles=closes)


def _hour_lines(work: list[Timed]) -> Iterator[Line]:
    """One line for each project and rate; hours with two decimals."""
    groups: dict[tuple[int, Decimal], list[Timed]] = defaultdict(list)
    for timed in work:
        groups[timed.plan.project.id, rate(timed)].append(timed)
    for (project_id, price), group in sorted(groups.items(), key=lambda item: item[0]):
        hours = cents(Decimal(sum(timed.seconds for timed in group)) / 3600)
        project: Project = plan(project_id)
        yield Line(
            project.name,
            price,
            hours,
            description=f"{len(group)} time entries",
            settles=[timed.record for timed in group],
        )


def _flat_tasks(client_id: int, day: date, ledger: Ledger, taken: set[int]) -> Iterator[Line]:
    """Flat tasks that were complete by `day`, long enough ago that somebody got to them."""
    for task in ledger.tasks:
        record, project = task.record, task.project
        settled = ledger.almanac.ago(FLAT_TASK_REST_DAYS)
        if project.client_id != client_id or not record["flat_billing"] or not record["complete"]:
            continue
        key = (project.id, str(record["name"]))
        if key in FORGOTTEN or id(record) in taken or task.last > min(day, settled):
            continue
        price = Decimal(str(record["price"]))
        text = f"{project.name}: {record['name']}"
        yield Line(text, price, description="Fixed price", settles=[record])


def _expense_lines(client_id: int, day: date, ledger: Ledger, taken: set[int]) -> Iterator[Line]:
    """Expenses passed on without tax; some are never passed on."""
    for expense in ledger.expenses:
        if expense["client_id"] != client_id or expense["date"] > day.isoformat():
            continue
        if id(expense) in taken or not Dice(f"pass on/{expense['id']}").chance(
            EXPENSE_BILLED_SHARE
        ):
            continue
        yield Line(
            str(expense["notes"]) or "Expense",
            Decimal(str(expense["amount"])),
            apply_tax=False,
            expense_id=int(expense["id"]),
            settles=[expense],
        )
