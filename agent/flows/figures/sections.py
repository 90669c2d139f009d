"""Each section of the review: the lists it rests on, and how its rows come about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agent.flows.figures import invoices, totals
from agent.flows.figures.billed_months import billed_by_month
from agent.flows.figures.books import Books
from agent.flows.figures.budgets import over_budget
from agent.flows.figures.flat_prices import flat_to_invoice
from agent.flows.figures.hygiene import hygiene
from agent.flows.figures.milestones import milestones
from agent.flows.figures.timesheets import missing_timesheets
from agent.flows.figures.unbilled import unbilled
from agent.flows.report import Row


@dataclass(frozen=True)
class Part:
    """``rests_on`` names the reads without which the rows would lack something."""

    rests_on: tuple[str, ...]
    rows: Callable[[Books], list[Row]]


_TIME = ("entries", "projects", "users", "invoices")


def _timesheets(books: Books) -> list[Row]:
    """The whole agency's; a review of one client has none."""
    if books.client_id is not None:
        return []
    days = books.material.account["working_days"]
    return missing_timesheets(
        books.entries, books.users.values(), books.month, books.as_of, frozenset(days)
    )


def _hygiene(books: Books) -> list[Row]:
    rows = hygiene(books.entries, books.projects, books.month, books.zone)
    return [row for row in rows if books.is_client(row)]


def _unbilled(books: Books, which: int) -> list[Row]:
    return unbilled(books.to_bill[which], books.projects, books.rates, books.currencies)


PARTS: dict[str, Part] = {
    "invoiced": Part(("invoices",), lambda b: invoices.invoiced(b.invoices, b.month)),
    "billed_by_month": Part(("invoices",), lambda b: billed_by_month(b.invoices, b.month)),
    "drafts": Part(("invoices",), lambda b: invoices.drafts(b.invoices, b.month)),
    "overdue": Part(("invoices",), lambda b: invoices.overdue(b.invoices)),
    "aging": Part(("invoices",), lambda b: invoices.aging(b.invoices, b.as_of)),
    "unbilled_time": Part(_TIME, lambda b: _unbilled(b, 0)),
    "unbilled_earlier": Part(_TIME, lambda b: _unbilled(b, 1)),
    "flat_to_invoice": Part(
        ("projects", "tasks", "invoices"),
        lambda b: flat_to_invoice(b.projects, b.tasks, b.currencies),
    ),
    "milestones": Part(
        ("milestones", "projects"),
        lambda b: milestones(b.milestones, b.projects, b.month, b.as_of),
    ),
    "over_budget": Part(
        ("entries", "projects"),
        lambda b: over_budget(b.entries, b.projects, b.month, b.as_of),
    ),
    "hygiene": Part(("entries", "projects"), _hygiene),
    "missing_timesheets": Part(("entries", "users"), _timesheets),
}


def worked_out(books: Books | None, have: Callable[..., bool]) -> dict[str, list[Row] | None]:
    """The rows of every section by name; None where a list it rests on is incomplete, or where the
    books cannot be opened at all."""
    found: dict[str, list[Row] | None] = {
        name: part.rows(books) if books is not None and have(*part.rests_on) else None
        for name, part in PARTS.items()
    }
    known = {name: rows for name, rows in found.items() if rows is not None}
    found["totals"] = totals.totals(known) if known.keys() >= {*totals.RESTS_ON} else None
    return found
