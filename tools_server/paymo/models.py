"""Paymo's objects as the API sends them, reduced to the fields this product uses.

What is not listed is never parsed, so invoice tokens, permalinks, PDF links and payment keys end
here (Paymo API facts, sections 8.9 and 8.13). Money is Decimal. Where the documentation contradicts
itself both sides are accepted: a rate may be a number, a text, "" or null; a company's figures are
texts; an entry may lack ``duration``; a running timer's ``end_time`` may be null or missing.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


def _blank_as_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _blank_as_false(value: object) -> object:
    return False if _blank_as_none(value) is None else value


def _day_part(value: object) -> object:
    value = _blank_as_none(value)
    return value[:10] if isinstance(value, str) else value


def _as_utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def _null_as_empty(value: object) -> object:
    return [] if value is None or value == "" else value


def _object_or_none(value: object) -> object:
    return value if isinstance(value, dict) and value else None


Amount = Annotated[Decimal | None, BeforeValidator(_blank_as_none)]
Number = Annotated[int | None, BeforeValidator(_blank_as_none)]
Text = Annotated[str | None, BeforeValidator(_blank_as_none)]
Flag = Annotated[bool, BeforeValidator(_blank_as_false)]
Day = Annotated[date | None, BeforeValidator(_day_part)]
Instant = Annotated[datetime | None, BeforeValidator(_blank_as_none), AfterValidator(_as_utc)]
Ids = Annotated[list[int], BeforeValidator(_null_as_empty)]
ZERO = Decimal(0)
Total = Annotated[Decimal, BeforeValidator(lambda value: ZERO if value in (None, "") else value)]


class PaymoModel(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


class PaymoObject(PaymoModel):
    """Anything with an id."""

    id: int


class Related(PaymoModel):
    """A related object cut down by a sparse include: any of its fields may be missing."""

    id: int | None = None
    name: Text = None


class RelatedProject(Related):
    client_id: int | None = None
    client: Related | None = None
    billable: bool | None = None
    flat_billing: bool | None = None


class RelatedTask(Related):
    project_id: int | None = None
    project: RelatedProject | None = None
    billable: bool | None = None
    flat_billing: bool | None = None
    price_per_hour: Amount = None


class Client(PaymoObject):
    name: str
    email: Text = None
    phone: Text = None
    website: Text = None
    address: Text = None
    city: Text = None
    state: Text = None
    postal_code: Text = None
    country: Text = None
    fiscal_information: Text = None
    active: Flag = True


class Tasklist(PaymoObject):
    name: str
    project_id: int | None = None
    milestone_id: int | None = None
    seq: Number = None


class Milestone(PaymoObject):
    name: str
    project_id: int
    due_date: Day = None
    complete: Flag = False
    user_id: int | None = None
    linked_tasklists: Ids = Field(default_factory=list)
    project: RelatedProject | None = None
    user: Related | None = None
    tasklists: Annotated[list[Related], BeforeValidator(_null_as_empty)] = Field(
        default_factory=list
    )


class ProjectFields(PaymoObject):
    name: str
    code: Text = None
    description: Text = None
    client_id: int | None = None
    active: Flag = True
    users: Ids = Field(default_factory=list)
    managers: Ids = Field(default_factory=list)
    billable: Flag = False
    flat_billing: Flag = False
    price_per_hour: Amount = None
    price: Amount = None
    estimated_price: Amount = None
    hourly_billing_mode: Text = None
    budget_hours: Amount = None
    invoiced: Flag = False
    invoice_item_id: int | None = None
    created_on: Instant = None


class Project(ProjectFields):
    """A project in a list."""

    client: Related | None = None


class ProjectTree(ProjectFields):
    """One project with what belongs to it."""

    client: Client | None = None
    tasklists: Annotated[list[Tasklist], BeforeValidator(_null_as_empty)] = Field(
        default_factory=list
    )
    milestones: Annotated[list[Milestone], BeforeValidator(_null_as_empty)] = Field(
        default_factory=list
    )


class Task(PaymoObject):
    name: str
    code: Text = None
    description: Text = None
    project_id: int
    tasklist_id: int | None = None
    users: Ids = Field(default_factory=list)
    complete: Flag = False
    completed_on: Instant = None
    start_date: Day = None
    due_date: Day = None
    priority: Number = None
    billable: Flag = False
    flat_billing: Flag = False
    price_per_hour: Amount = None
    estimated_price: Amount = None
    price: Amount = None
    budget_hours: Amount = None
    invoiced: Flag = False
    invoice_item_id: int | None = None
    created_on: Instant = None
    project: RelatedProject | None = None
    tasklist: Related | None = None


def _whole_project(value: object) -> object:
    """An included project with everything a project has; None for one that was cut down."""
    whole = isinstance(value, dict) and value.keys() >= {"id", "name", "active", "users"}
    return value if whole else None


class TaskInProject(PaymoObject):
    """One task with the whole of its project, where the server includes it whole."""

    name: str
    project_id: int
    users: Ids = Field(default_factory=list)
    complete: Flag = False
    billable: Flag = False
    flat_billing: Flag = False
    price_per_hour: Amount = None
    project: Annotated[Project | None, BeforeValidator(_whole_project)] = None


class Entry(PaymoObject):
    """A time entry: with start and end, or a ``date`` and a ``duration``, or a running timer."""

    task_id: int
    project_id: int | None = None
    user_id: int | None = None
    start_time: Instant = None
    end_time: Instant = None
    date: Day = None
    duration: Number = None
    is_bulk: Flag = False
    description: Text = None
    added_manually: Flag = False
    billed: Flag = False
    invoice_item_id: int | None = None
    task: RelatedTask | None = None
    user: Related | None = None

    @property
    def running(self) -> bool:
        """A start and no end (Paymo API facts, section 8.8)."""
        return self.start_time is not None and self.end_time is None and not self.is_bulk

    @property
    def seconds(self) -> int:
        """Time worked; 0 while the timer runs. Computed where ``duration`` is missing."""
        if self.running:
            return 0
        if self.duration is not None:
            return self.duration
        if self.start_time is None or self.end_time is None:
            return 0
        return int((self.end_time - self.start_time).total_seconds())


class InvoiceItem(PaymoObject):
    invoice_id: int | None = None
    item: Text = None
    description: Text = None
    price_unit: Total = ZERO
    quantity: Total = ZERO
    apply_tax: Flag = False
    seq: Number = None


class InvoicePayment(PaymoObject):
    invoice_id: int | None = None
    amount: Total = ZERO
    date: Day = None


class LinkedProject(PaymoModel):
    project_id: Number = None


class InvoiceOptions(PaymoModel):
    linked_projects: Annotated[list[LinkedProject], BeforeValidator(_null_as_empty)] = Field(
        default_factory=list
    )


class Invoice(PaymoObject):
    """Its ``outstanding`` is a note about other debts, not a balance, and is not parsed."""

    number: Text = None
    client_id: int | None = None
    project_id: int | None = None
    status: str
    date: Day = None
    due_date: Day = None
    currency: Text = None
    subtotal: Total = ZERO
    tax_amount: Total = ZERO
    tax2_amount: Total = ZERO
    discount_amount: Total = ZERO
    total: Total = ZERO
    title: Text = None
    options: Annotated[InvoiceOptions | None, BeforeValidator(_object_or_none)] = None
    client: Related | None = None
    invoiceitems: Annotated[list[InvoiceItem], BeforeValidator(_null_as_empty)] = Field(
        default_factory=list
    )
    invoicepayments: Annotated[list[InvoicePayment], BeforeValidator(_null_as_empty)] = Field(
        default_factory=list
    )


class User(PaymoObject):
    name: Text = None
    email: Text = None
    type: Text = None
    active: Flag = True
    position: Text = None
    timezone: Text = None
    workday_hours: Amount = None
    price_per_hour: Amount = None
    week_start: Number = None
    assigned_projects: Ids = Field(default_factory=list)
    managed_projects: Ids = Field(default_factory=list)


def _weekday_numbers(value: Any) -> Any:
    """Paymo writes working days as "1,2,3,4,5", 0 being Sunday."""
    if isinstance(value, str):
        return [part for part in value.split(",") if part.strip()]
    return _null_as_empty(value)


class Company(PaymoModel):
    """The account. Most of Paymo's company settings are texts, also the figures."""

    name: Text = None
    timezone: Text = None
    default_currency: Text = None
    default_price_per_hour: Amount = None
    week_start: Number = None
    decimal_sep: str | None = None
    thousands_sep: str | None = None
    working_days: Annotated[list[int], BeforeValidator(_weekday_numbers)] = Field(
        default_factory=list
    )
