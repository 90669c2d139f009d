"""The records that the tools answer: one flat shape for each thing, with the names beside the ids.

Days are ISO dates, local to the account's time zone; instants are UTC; durations are minutes, or
seconds where the field says so. Null means that Paymo holds nothing there.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from tools_server.tools.money import Money, Quantity, Rate

Day: TypeAlias = date
Priority = Literal["low", "normal", "high", "critical"]


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Client(Record):
    id: int
    name: str
    email: str | None
    phone: str | None
    website: str | None
    address: str | None
    city: str | None
    state: str | None
    postal_code: str | None
    country: str | None
    fiscal_information: str | None
    active: bool


class Project(Record):
    """``user_ids`` are its members, managers included; ``price`` is the flat price.
    ``budget_seconds`` is what ``budget_minutes`` was rounded from."""

    id: int
    name: str
    code: str | None
    description: str | None
    client_id: int | None
    client: str | None
    active: bool
    billable: bool
    flat_billing: bool
    price_per_hour: Rate | None
    price: Money | None
    estimated_price: Money | None
    hourly_billing_mode: str | None
    budget_minutes: int | None
    budget_seconds: int | None
    invoiced: bool
    invoice_item_id: int | None
    user_ids: list[int]
    manager_ids: list[int]
    created_on: datetime | None


class Task(Record):
    """``user_ids`` are its assignees; empty: open to everyone on the project."""

    id: int
    name: str
    code: str | None
    description: str | None
    project_id: int
    project: str | None
    client_id: int | None
    client: str | None
    tasklist_id: int | None
    tasklist: str | None
    user_ids: list[int]
    complete: bool
    completed_on: datetime | None
    start_date: Day | None
    due_date: Day | None
    priority: Priority
    billable: bool
    flat_billing: bool
    price_per_hour: Rate | None
    estimated_price: Money | None
    price: Money | None
    budget_minutes: int | None
    invoiced: bool
    invoice_item_id: int | None
    created_on: datetime | None


class TimeEntry(Record):
    """``billable`` when project and task both are, ``flat_billing`` when either is.

    A running timer has no end yet: 0 minutes and ``running``.
    """

    id: int
    date: Day | None
    start_time: datetime | None
    end_time: datetime | None
    minutes: int
    seconds: int
    running: bool
    task_id: int
    task: str | None
    project_id: int | None
    project: str | None
    client_id: int | None
    client: str | None
    user_id: int | None
    user: str | None
    description: str | None
    billed: bool
    invoice_item_id: int | None
    billable: bool
    flat_billing: bool
    task_price_per_hour: Rate | None
    added_manually: bool


class InvoiceItem(Record):
    """``amount`` is price times quantity, before tax."""

    id: int
    item: str | None
    description: str | None
    price_unit: Money
    quantity: Quantity
    amount: Money
    apply_tax: bool


class Payment(Record):
    date: Day | None
    amount: Money


class Invoice(Record):
    """``balance`` is what the client still owes of it; ``items`` is null unless asked for.
    ``payments`` are those that ``amount_paid`` counts; a paid invoice may have none on record.
    """

    id: int
    number: str | None
    client_id: int | None
    client: str | None
    project_id: int | None
    status: str
    date: Day | None
    due_date: Day | None
    currency: str | None
    subtotal: Money
    tax_amount: Money
    tax2_amount: Money
    discount_amount: Money
    total: Money
    amount_paid: Money
    balance: Money
    overdue: bool
    days_overdue: int
    title: str | None
    payments: list[Payment]
    items: list[InvoiceItem] | None


class User(Record):
    id: int
    name: str | None
    email: str | None
    type: str | None
    active: bool
    position: str | None
    timezone: str | None
    workday_hours: Quantity | None
    price_per_hour: Rate | None
    project_ids: list[int]
    managed_project_ids: list[int]


class Milestone(Record):
    """``user`` is the person responsible."""

    id: int
    name: str
    project_id: int
    project: str | None
    client_id: int | None
    client: str | None
    due_date: Day | None
    complete: bool
    user_id: int | None
    user: str | None
    tasklist_ids: list[int]


class TasklistSummary(Record):
    id: int
    name: str
    open_tasks: int
    done_tasks: int
    milestone_id: int | None


class Member(Record):
    id: int
    name: str | None
    manager: bool


class ProjectDetails(Record):
    """One project as a whole. Tracked time leaves running timers out."""

    project: Project
    client: Client | None
    budget_minutes: int | None
    tracked_minutes: int
    tracked_seconds: int
    open_tasks: int
    done_tasks: int
    tasklists: list[TasklistSummary]
    members: list[Member]
    milestones: list[Milestone]
