"""Invoices, their items and payments: bills get ids, numbers and totals, records get billed."""

from datetime import date, timedelta
from decimal import Decimal

from tools_server.sandbox.paymo.money import InvoiceTotals, LineItem, cents, invoice_totals
from tools_server.sandbox.worlds.demo.almanac import last_workday
from tools_server.sandbox.worlds.demo.bills import Bill, Line
from tools_server.sandbox.worlds.demo.clients import client_name
from tools_server.sandbox.worlds.demo.record import Record, number, stamps

FIRST_INVOICE_ID = 7001
FIRST_ITEM_ID = 8001
FIRST_PAYMENT_ID = 9501
TEMPLATE = 61
FOOTER = "Copper Kite Studio LLC. Thank you for working with us."


class InvoiceBook:
    """Issues bills in the order of their dates; the three lists are what the world holds."""

    def __init__(self, bills: list[Bill]) -> None:
        self.invoices: list[Record] = []
        self.items: list[Record] = []
        self.payments: list[Record] = []
        for bill in sorted(bills, key=lambda b: (b.day, b.client_id, b.title)):
            self._issue(bill)
        self.payments.sort(key=lambda payment: (payment["date"], payment["invoice_id"]))
        for payment_id, payment in enumerate(self.payments, FIRST_PAYMENT_ID):
            payment["id"] = payment_id

    @property
    def next_number(self) -> int:
        """Counter of the next invoice; custom numbers count too (Paymo API facts, section 8.9)."""
        return len(self.invoices) + 1

    def _issue(self, bill: Bill) -> None:
        invoice_id = FIRST_INVOICE_ID + len(self.invoices)
        totals = _totals(bill)
        text = bill.number or invoice_number(bill.day, self.next_number)
        for seq, line in enumerate(bill.lines, 1):
            self.items.append(
                _item(FIRST_ITEM_ID + len(self.items), invoice_id, seq, line, bill.day)
            )
            _settle(line, self.items[-1]["id"])
        self.payments.extend(_payments(bill, invoice_id, totals.total))
        self.invoices.append(_invoice(invoice_id, text, bill, totals))


def invoice_number(day: date, counter: int) -> str:
    """Paymo's rendering of the company's `#INV-[yyyy][mm][dd]-[i]`."""
    return f"#INV-{day:%Y%m%d}-{counter}"


def _totals(bill: Bill) -> InvoiceTotals:
    items = [LineItem(line.price, line.quantity, line.apply_tax) for line in bill.lines]
    terms = bill.terms
    discount = terms.discount if bill.discount is None else bill.discount
    return invoice_totals(
        items, tax=terms.tax, tax2=terms.tax2, discount=discount, tax_on_tax=terms.tax_on_tax
    )


def _item(item_id: int, invoice_id: int, seq: int, line: Line, day: date) -> Record:
    return {
        "id": item_id,
        "invoice_id": invoice_id,
        "item": line.text,
        "description": line.description,
        "price_unit": number(line.price),
        "quantity": number(line.quantity),
        "expense_id": line.expense_id,
        "apply_tax": line.apply_tax,
        "seq": seq,
        **stamps(last_workday(day)),
    }


def _settle(line: Line, item_id: int) -> None:
    """Entries become `billed`, expenses, tasks and projects `invoiced`."""
    for record in line.settles:
        record["billed" if "billed" in record else "invoiced"] = True
        record["invoice_item_id"] = item_id


def _payments(bill: Bill, invoice_id: int, total: Decimal) -> list[Record]:
    paid: list[Record] = []
    left = total
    for position, payment in enumerate(bill.payments, 1):
        last = position == len(bill.payments) and bill.status == "paid"
        amount = left if last else cents(total * payment.share)
        left -= amount
        paid.append(
            {
                "id": 0,
                "invoice_id": invoice_id,
                "amount": number(amount),
                "date": payment.day.isoformat(),
                "notes": payment.notes,
                **stamps(payment.day),
            }
        )
    return paid


def _invoice(invoice_id: int, text: str, bill: Bill, totals: InvoiceTotals) -> Record:
    terms = bill.terms
    due = bill.day + timedelta(days=terms.due if bill.due_days is None else bill.due_days)
    discount = terms.discount if bill.discount is None else bill.discount
    return {
        "id": invoice_id,
        "number": text,
        "client_id": bill.client_id,
        "project_id": bill.project_id,
        "template_id": TEMPLATE,
        "status": bill.status,
        "currency": terms.currency,
        "date": bill.day.isoformat(),
        "due_date": due.isoformat(),
        "delivery_date": None,
        "subtotal": number(totals.subtotal),
        "discount": number(discount),
        "discount_amount": number(totals.discount_amount),
        "discount_text": "Agreed discount" if discount else "",
        "tax": number(terms.tax),
        "tax_amount": number(totals.tax_amount),
        "tax_text": terms.tax_text,
        "tax2": number(terms.tax2),
        "tax2_amount": number(totals.tax2_amount),
        "tax2_text": terms.tax2_text,
        "tax_on_tax": terms.tax_on_tax,
        "total": number(totals.total),
        "outstanding": None,
        "title": bill.title,
        "bill_to": client_name(bill.client_id),
        "company_info": "Copper Kite Studio LLC\n27 Harrison Avenue\nBoston, MA 02111",
        "footer": FOOTER,
        "notes": bill.notes,
        "language": "en",
        "pay_online": False,
        "reminder_1_sent": None,
        "reminder_2_sent": None,
        "reminder_3_sent": None,
        "permalink": f"https://paymo.example/invoice/demo-token-{invoice_id}",
        "pdf_link": f"https://paymo.example/invoice/demo-token-{invoice_id}.pdf",
        "token": f"demo-token-{invoice_id}",
        "download_token": f"demo-download-token-{invoice_id}",
        "options": _options(bill, totals),
        **stamps(last_workday(bill.day)),
    }


def _options(bill: Bill, totals: InvoiceTotals) -> Record:
    """The undocumented link to a project, as the web app has it (Paymo API facts, section 8.9)."""
    if bill.project_id is None:
        return {}
    return {"linked_projects": [{"project_id": bill.project_id, "amount": number(totals.subtotal)}]}
