"""Single invoice lines, payments and expenses (Paymo API facts, sections 8.9 to 8.11)."""

from decimal import Decimal
from typing import Any

from tools_server.sandbox.paymo.behaviour.base import Behaviour
from tools_server.sandbox.paymo.behaviour.documents import DocumentKind, recompute
from tools_server.sandbox.paymo.behaviour.lines import mark_billed, prepare_line
from tools_server.sandbox.paymo.errors import BadRequest, invalid_value
from tools_server.sandbox.paymo.store import Record, Store
from tools_server.sandbox.paymo.work import Values, Work


class Lines(Behaviour):
    """Lines written through their own path."""

    def __init__(self, kind: DocumentKind) -> None:
        self.kind = kind

    def before_create(self, work: Work, values: Values) -> None:
        owner = {self.kind.line_key: values[self.kind.line_key]}
        values.setdefault("seq", len(work.store.find(self.kind.lines, **owner)))
        prepare_line(work, values)

    def after_create(self, work: Work, row_id: Any, values: Values) -> None:
        mark_billed(work, row_id, values)
        recompute(work.store, self.kind, values[self.kind.line_key])

    def after_update(self, work: Work, record: Record, values: Values) -> None:
        mark_billed(work, record["id"], values)
        recompute(work.store, self.kind, record[self.kind.line_key])

    def after_delete(self, work: Work, record: Record) -> None:
        recompute(work.store, self.kind, record[self.kind.line_key])


class InvoicePayments(Behaviour):
    """Payments move the status: paid when they cover the invoice, viewed when no longer."""

    def before_create(self, work: Work, values: Values) -> None:
        invoice = work.referred("invoices", "invoice_id", values["invoice_id"])
        if invoice["status"] == "void":
            raise BadRequest("A void invoice cannot be paid.")
        _check_amount(values["amount"], invoice["total"] - paid_amount(work.store, invoice["id"]))
        values["date"] = values.get("date") or work.today

    def after_create(self, work: Work, row_id: Any, values: Values) -> None:
        _mark_paid(work.store, values["invoice_id"])

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        if "amount" in values:
            invoice = work.referred("invoices", "invoice_id", record["invoice_id"])
            others = paid_amount(work.store, invoice["id"]) - record["amount"]
            _check_amount(values["amount"], invoice["total"] - others)

    def after_update(self, work: Work, record: Record, values: Values) -> None:
        _mark_paid(work.store, record["invoice_id"])
        _reopen(work.store, record["invoice_id"])

    def after_delete(self, work: Work, record: Record) -> None:
        _reopen(work.store, record["invoice_id"])


class Expenses(Behaviour):
    def before_create(self, work: Work, values: Values) -> None:
        values["user_id"] = values.get("user_id") or work.caller.id
        values["date"] = values.get("date") or work.today


def paid_amount(store: Store, invoice_id: int) -> Decimal:
    payments = store.find("invoicepayments", invoice_id=invoice_id)
    return sum((payment["amount"] for payment in payments), Decimal(0))


def _check_amount(amount: Decimal, remaining: Decimal) -> None:
    if amount <= 0:
        raise invalid_value("amount", "expected more than zero")
    if amount > remaining:
        raise BadRequest("Payment amount exceeds the remaining amount of the invoice.")


def _mark_paid(store: Store, invoice_id: int) -> None:
    invoice = store.get("invoices", invoice_id)
    if invoice and paid_amount(store, invoice_id) >= invoice["total"]:
        store.update("invoices", invoice_id, status="paid")


def _reopen(store: Store, invoice_id: int) -> None:
    invoice = store.get("invoices", invoice_id)
    if (
        invoice
        and invoice["status"] == "paid"
        and paid_amount(store, invoice_id) < invoice["total"]
    ):
        store.update("invoices", invoice_id, status="viewed")
