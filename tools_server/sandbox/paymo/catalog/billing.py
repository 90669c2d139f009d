"""Invoices, estimates, lines, payments and expenses (Paymo API facts, sections 8.9 to 8.12)."""

from tools_server.sandbox.paymo.catalog.shorthand import (
    CREATE_ONLY,
    ID,
    READ_ONLY,
    STAMPS,
    belongs_to,
    children,
    choice,
    day,
    flag,
    integer,
    number,
    parent,
    refers_to,
    structure,
    text,
    texts,
    thumbs,
    write_only,
)
from tools_server.sandbox.paymo.kinds import Attachment, Ids, Integer
from tools_server.sandbox.paymo.schema import Field, Resource

COMPUTED = tuple(
    number(name, 0, access=READ_ONLY)
    for name in ("subtotal", "discount_amount", "tax_amount", "tax2_amount", "total")
)

# What every bill says, sent or not.
BILL: tuple[Field, ...] = (
    belongs_to("client_id", "clients", required=True),
    text("currency", required=True),
    *COMPUTED,
    number("tax", 0),
    number("tax2", 0),
    number("discount", 0),
    flag("tax_on_tax"),
    *texts("tax_text", "tax2_text", "discount_text", "title", "bill_to", "company_info"),
    *texts("footer", "notes", "language"),
    integer("template_id", indexed=True),
    write_only("items"),
    *STAMPS,
)

# What invoices and estimates share. Permalink and tokens open the document without a login.
DOCUMENT: tuple[Field, ...] = (
    ID,
    text("number"),
    day("date"),
    *BILL,
    *texts("permalink", "pdf_link", "download_token", access=READ_ONLY),
)

INVOICES = Resource(
    "invoices",
    fields=(
        *DOCUMENT,
        choice("status", "draft", "sent", "viewed", "paid", "void", default="draft"),
        day("due_date"),
        day("delivery_date"),
        number("outstanding"),
        text("token", access=READ_ONLY),
        flag("pay_online"),
        flag("reminder_1_sent", None, access=READ_ONLY),
        flag("reminder_2_sent", None, access=READ_ONLY),
        flag("reminder_3_sent", None, access=READ_ONLY),
        flag("active", True),
        integer("project_id"),
        structure("options"),
        write_only("estimate_id", Integer()),
    ),
    relations=(
        parent("client", "clients", "client_id"),
        children("invoiceitems", "invoice_id"),
        children("invoicepayments", "invoice_id"),
        parent("invoicetemplate", "invoicetemplates", "template_id"),
    ),
)

INVOICE_ITEMS = Resource(
    "invoiceitems",
    fields=(
        ID,
        belongs_to("invoice_id", "invoices", required=True, access=CREATE_ONLY),
        text("item", default=""),
        text("description", default=""),
        number("price_unit", 0),
        number("quantity", 1),
        integer("expense_id"),
        flag("apply_tax", True),
        integer("seq"),
        write_only("entries", Ids()),
        *STAMPS,
    ),
    relations=(
        parent("invoice", "invoices", "invoice_id"),
        children("entries", "invoice_item_id"),
        children("projects", "invoice_item_id"),
        children("tasks", "invoice_item_id"),
    ),
)

INVOICE_PAYMENTS = Resource(
    "invoicepayments",
    fields=(
        ID,
        belongs_to("invoice_id", "invoices", required=True, access=CREATE_ONLY),
        number("amount", required=True),
        day("date"),
        text("notes"),
        *STAMPS,
    ),
    relations=(parent("invoice", "invoices", "invoice_id"),),
)

ESTIMATES = Resource(
    "estimates",
    fields=(
        *DOCUMENT,
        choice(
            "status", "draft", "sent", "viewed", "accepted", "invoiced", "void", default="draft"
        ),
        text("brief_description"),
        refers_to("invoice_id", "invoices", access=READ_ONLY),
    ),
    relations=(
        parent("client", "clients", "client_id"),
        parent("invoice", "invoices", "invoice_id"),
        children("estimateitems", "estimate_id"),
        parent("estimatetemplate", "estimatetemplates", "template_id"),
    ),
)

ESTIMATE_ITEMS = Resource(
    "estimateitems",
    fields=(
        ID,
        belongs_to("estimate_id", "estimates", required=True, access=CREATE_ONLY),
        text("item", default=""),
        text("description", default=""),
        number("price_unit", 0),
        number("quantity", 1),
        flag("apply_tax", True),
        integer("seq"),
        *STAMPS,
    ),
    relations=(parent("estimate", "estimates", "estimate_id"),),
)

EXPENSES = Resource(
    "expenses",
    fields=(
        ID,
        belongs_to("client_id", "clients", required=True),
        refers_to("project_id", "projects"),
        refers_to("user_id", "users"),
        text("currency", required=True),
        number("amount", required=True),
        day("date"),
        text("notes"),
        flag("invoiced"),
        integer("invoice_item_id", indexed=True),
        structure("tags", default=()),
        Field("file", Attachment(), default=""),
        *thumbs("expenses.file"),
        text("download_token", access=READ_ONLY, absent_when="{} IS NULL"),
        *STAMPS,
    ),
    relations=(
        parent("client", "clients", "client_id"),
        parent("project", "projects", "project_id"),
        parent("user", "users", "user_id"),
        children("invoiceitems", "expense_id"),
    ),
)
