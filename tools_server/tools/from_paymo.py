"""Paymo's objects turned into the records that the tools answer."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from tools_server.paymo import models as paymo
from tools_server.tools.balance import standing
from tools_server.tools.markup import plain_text
from tools_server.tools.money import hours_to_minutes, hours_to_seconds, seconds_to_minutes
from tools_server.tools.records import (
    Client,
    Invoice,
    InvoiceItem,
    Milestone,
    Payment,
    Priority,
    Project,
    Task,
    TimeEntry,
    User,
)

NORMAL = 50


def client_record(client: paymo.Client) -> Client:
    return Client.model_validate(client.model_dump())


def project_record(project: paymo.Project | paymo.ProjectTree) -> Project:
    return Project(
        id=project.id,
        name=project.name,
        code=project.code,
        description=plain_text(project.description),
        client_id=project.client_id,
        client=project.client.name if project.client else None,
        active=project.active,
        billable=project.billable,
        flat_billing=project.flat_billing,
        price_per_hour=project.price_per_hour,
        price=project.price,
        estimated_price=project.estimated_price,
        hourly_billing_mode=project.hourly_billing_mode,
        budget_minutes=hours_to_minutes(project.budget_hours),
        budget_seconds=hours_to_seconds(project.budget_hours),
        invoiced=project.invoiced,
        invoice_item_id=project.invoice_item_id,
        user_ids=project.users,
        manager_ids=project.managers,
        created_on=project.created_on,
    )


def task_record(task: paymo.Task) -> Task:
    """The record of a task that came with project, its client, and task list."""
    project = task.project or paymo.RelatedProject()
    return Task(
        id=task.id,
        name=task.name,
        code=task.code,
        description=plain_text(task.description),
        project_id=task.project_id,
        project=project.name,
        client_id=project.client_id,
        client=_name(project.client),
        tasklist_id=task.tasklist_id,
        tasklist=_name(task.tasklist),
        user_ids=task.users,
        complete=task.complete,
        completed_on=task.completed_on if task.complete else None,
        start_date=task.start_date,
        due_date=task.due_date,
        priority=priority_name(task.priority),
        billable=task.billable,
        flat_billing=task.flat_billing,
        price_per_hour=task.price_per_hour,
        estimated_price=task.estimated_price,
        price=task.price,
        budget_minutes=hours_to_minutes(task.budget_hours),
        invoiced=task.invoiced,
        invoice_item_id=task.invoice_item_id,
        created_on=task.created_on,
    )


def priority_name(number: int | None) -> Priority:
    """25, 50, 75 and 100 by name; without one it is normal (Paymo API facts, section 8.5)."""
    number = NORMAL if number is None else number
    if number <= 25:
        return "low"
    if number <= NORMAL:
        return "normal"
    return "high" if number <= 75 else "critical"


def entry_day(entry: paymo.Entry, zone: ZoneInfo) -> date | None:
    """The day an entry belongs to: its own ``date``, else the local day it started on."""
    if entry.date is not None:
        return entry.date
    return entry.start_time.astimezone(zone).date() if entry.start_time else None


def entry_record(entry: paymo.Entry, zone: ZoneInfo) -> TimeEntry:
    """The record of an entry that came with task, project, client and user."""
    task = entry.task or paymo.RelatedTask()
    project = task.project or paymo.RelatedProject()
    return TimeEntry(
        id=entry.id,
        date=entry_day(entry, zone),
        start_time=entry.start_time,
        end_time=entry.end_time,
        minutes=seconds_to_minutes(entry.seconds),
        seconds=entry.seconds,
        running=entry.running,
        task_id=entry.task_id,
        task=task.name,
        project_id=entry.project_id or task.project_id,
        project=project.name,
        client_id=project.client_id,
        client=_name(project.client),
        user_id=entry.user_id,
        user=_name(entry.user),
        description=plain_text(entry.description),
        billed=entry.billed,
        invoice_item_id=entry.invoice_item_id,
        billable=bool(project.billable and task.billable),
        flat_billing=bool(project.flat_billing or task.flat_billing),
        task_price_per_hour=task.price_per_hour,
        added_manually=entry.added_manually,
    )


def invoice_record(invoice: paymo.Invoice, as_of: date, *, with_items: bool) -> Invoice:
    """The record of an invoice that came with client, payments and, if wanted, items."""
    now = standing(invoice, as_of)
    return Invoice(
        id=invoice.id,
        number=invoice.number,
        client_id=invoice.client_id,
        client=_name(invoice.client),
        project_id=invoice.project_id,
        status=invoice.status,
        date=invoice.date,
        due_date=invoice.due_date,
        currency=invoice.currency,
        subtotal=invoice.subtotal,
        tax_amount=invoice.tax_amount,
        tax2_amount=invoice.tax2_amount,
        discount_amount=invoice.discount_amount,
        total=invoice.total,
        amount_paid=now.amount_paid,
        balance=now.balance,
        overdue=now.overdue,
        days_overdue=now.days_overdue,
        title=invoice.title or None,
        payments=[Payment(date=p.date, amount=p.amount) for p in now.payments],
        items=[_item_record(item) for item in invoice.invoiceitems] if with_items else None,
    )


def _item_record(item: paymo.InvoiceItem) -> InvoiceItem:
    return InvoiceItem(
        id=item.id,
        item=item.item,
        description=plain_text(item.description),
        price_unit=item.price_unit,
        quantity=item.quantity,
        amount=item.price_unit * item.quantity,
        apply_tax=item.apply_tax,
    )


def user_record(user: paymo.User) -> User:
    return User(
        id=user.id,
        name=user.name,
        email=user.email,
        type=user.type,
        active=user.active,
        position=user.position,
        timezone=user.timezone,
        workday_hours=user.workday_hours,
        price_per_hour=user.price_per_hour,
        project_ids=user.assigned_projects,
        managed_project_ids=user.managed_projects,
    )


def milestone_record(milestone: paymo.Milestone) -> Milestone:
    """The record of a milestone that came with project, its client, and the person responsible."""
    project = milestone.project or paymo.RelatedProject()
    return Milestone(
        id=milestone.id,
        name=milestone.name,
        project_id=milestone.project_id,
        project=project.name,
        client_id=project.client_id,
        client=_name(project.client),
        due_date=milestone.due_date,
        complete=milestone.complete,
        user_id=milestone.user_id,
        user=_name(milestone.user),
        tasklist_ids=milestone.linked_tasklists,
    )


def _name(related: paymo.Related | None) -> str | None:
    return related.name if related else None
