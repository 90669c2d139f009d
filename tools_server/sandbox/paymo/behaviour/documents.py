"""Invoices and estimates: numbers, lines and totals (Paymo API facts, sections 8.9 and 8.12)."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tools_server.sandbox.paymo import company
from tools_server.sandbox.paymo.behaviour.base import Behaviour, changed
from tools_server.sandbox.paymo.behaviour.lines import replace_lines
from tools_server.sandbox.paymo.errors import BadRequest, invalid_value
from tools_server.sandbox.paymo.money import LineItem, invoice_totals
from tools_server.sandbox.paymo.store import Record, Store
from tools_server.sandbox.paymo.work import Values, Work

CURRENCY = re.compile(r"[A-Z]{3}\Z")
RATES = ("tax", "tax2", "discount", "tax_on_tax")
DEFAULT_DUE_DAYS = 30


@dataclass(frozen=True)
class DocumentKind:
    """What tells the two kinds of documents apart; `name` and `lines` are resources."""

    name: str
    lines: str
    line_key: str
    number_format: str = ""
    number_counter: str = ""


INVOICE = DocumentKind(
    "invoices", "invoiceitems", "invoice_id", "invoice_format", "next_invoice_number"
)
ESTIMATE = DocumentKind(
    "estimates", "estimateitems", "estimate_id", "estimate_format", "next_estimate_number"
)


class Documents(Behaviour):
    """What invoices and estimates have in common."""

    def __init__(self, kind: DocumentKind) -> None:
        self.kind = kind

    def before_create(self, work: Work, values: Values) -> None:
        check_currency(values)
        values["date"] = values.get("date") or work.today
        self._settle_number(work, values)

    def after_create(self, work: Work, row_id: Any, values: Values) -> None:
        work.store.update(self.kind.name, row_id, **links(self.kind.name, row_id))
        self.after_update(work, {"id": row_id}, values)

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        check_currency(values)
        if changed(record, values, "number"):
            _refuse_taken(work.store, self.kind.name, values["number"])

    def after_update(self, work: Work, record: Record, values: Values) -> None:
        if "items" in values:
            replace_lines(work, self.kind.lines, self.kind.line_key, record["id"], values["items"])
        if any(name in values for name in ("items", *RATES)):
            recompute(work.store, self.kind, record["id"])

    def _settle_number(self, work: Work, values: Values) -> None:
        """The counter moves with every new document, also with one that brings its number."""
        connection = work.store.connection
        if values.get("number"):
            _refuse_taken(work.store, self.kind.name, values["number"])
            company.next_number(connection, self.kind.number_counter)
            return
        template = company.read(connection)[self.kind.number_format]
        while True:
            count = company.next_number(connection, self.kind.number_counter)
            values["number"] = rendered_number(template, values["date"], count)
            if not work.store.find(self.kind.name, number=values["number"]):
                return


class Invoices(Documents):
    def __init__(self) -> None:
        super().__init__(INVOICE)

    def before_create(self, work: Work, values: Values) -> None:
        super().before_create(work, values)
        client = work.referred("clients", "client_id", values["client_id"])
        settings = company.read(work.store.connection)
        values["due_date"] = values.get("due_date") or due_date(values["date"], client, settings)

    def after_create(self, work: Work, row_id: Any, values: Values) -> None:
        super().after_create(work, row_id, values)
        if (estimate_id := values.get("estimate_id")) is not None:
            work.referred("estimates", "estimate_id", estimate_id)
            work.store.update("estimates", estimate_id, status="invoiced", invoice_id=row_id)


def recompute(store: Store, kind: DocumentKind, document_id: int) -> None:
    """Bring the five computed fields in line with the lines and rates."""
    document = store.get(kind.name, document_id)
    if document is not None:
        lines = store.find(kind.lines, **{kind.line_key: document_id})
        store.update(kind.name, document_id, **totals(document, lines))


def totals(document: Record, lines: Sequence[Record]) -> dict[str, Decimal]:
    """The computed fields of a document with these lines."""
    zero = Decimal(0)
    return asdict(
        invoice_totals(
            [
                LineItem(line["price_unit"] or zero, line["quantity"] or zero, line["apply_tax"])
                for line in lines
            ],
            tax=document["tax"] or zero,
            tax2=document["tax2"] or zero,
            discount=document["discount"] or zero,
            tax_on_tax=bool(document["tax_on_tax"]),
        )
    )


def rendered_number(template: str, day: str, count: int) -> str:
    year, month, day_of_month = day.split("-")
    tokens = {"[yyyy]": year, "[yy]": year[2:], "[mm]": month, "[dd]": day_of_month}
    for token, text in {**tokens, "[i]": str(count)}.items():
        template = template.replace(token, text)
    return template


def due_date(day: str, client: Record, settings: company.Company) -> str:
    """The client's terms, else the company's."""
    days = client["due_interval"]
    if days is None:
        days = int(settings.get("due_interval") or DEFAULT_DUE_DAYS)
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def links(kind: str, row_id: int) -> dict[str, str]:
    """The addresses and tokens that open a document without a login; here they open nothing."""
    token, download = (
        hashlib.sha256(f"{purpose} {kind} {row_id}".encode()).hexdigest()[:32]
        for purpose in ("view", "download")
    )
    address = f"https://app.paymoapp.com/{kind}/{token}"
    return {
        "token": token,
        "download_token": download,
        "permalink": f"{address}?format=html",
        "pdf_link": f"{address}?format=pdf",
    }


def check_currency(values: Values) -> None:
    if "currency" in values and not CURRENCY.match(values["currency"]):
        raise invalid_value("currency", "expected a code of three capital letters")


def _refuse_taken(store: Store, kind: str, number: str | None) -> None:
    if number and store.find(kind, number=number):
        raise BadRequest(f"Number {number} is already in use.")
