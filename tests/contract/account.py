"""The account of our own that the checks run against: small, every documented field has a value.

Its today is 2026-11-02. Dates of 2014 and 2017 are there because documented requests ask for them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette

from tests.contract.account_parts import NAMED_PARTS, PARTS
from tools_server.sandbox.paymo.app import create_app
from tools_server.sandbox.paymo.limits import RateLimit

KEY = "CONTRACT-KEY"
EMPLOYEE_KEY = "EMPLOYEE-KEY"
PASSWORD = "a-password"
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)

# The rows that documented requests speak of, by the names that documented.json gives them.
NAMED: dict[str, Any] = {
    "user": 1,
    "colleague": 2,
    "client": 11,
    "clientcontact": 21,
    "projectstatus": 32,
    "spare_projectstatus": 34,
    "workflow": 41,
    "spare_workflow": 42,
    "workflowstatus": 52,
    "spare_workflowstatus": 53,
    "project": 101,
    "other_project": 102,
    "milestone": 121,
    "tasklist": 131,
    "other_tasklist": 132,
    "task": 141,
    "other_task": 142,
    "invoice": 201,
    "paid_invoice": 202,
    "line": 211,
    "other_line": 212,
    "invoicepayment": 231,
    "estimate": 251,
    "expense": 271,
    "entry": 301,
    "bulk_entry": 302,
    "timer": 304,
    **NAMED_PARTS,
}


def contract_app(rate_limit: RateLimit | None = None) -> Starlette:
    """A fresh sandbox with this account, in memory, where it is always noon of its today."""
    return create_app(None, world=world(), clock=lambda: NOON, rate_limit=rate_limit)


def world() -> dict[str, Any]:
    return {
        "api_keys": {KEY: 1, EMPLOYEE_KEY: 2},
        "company": COMPANY,
        **PEOPLE,
        **STATUSES,
        **WORK,
        **TIME,
        **MONEY,
        **PARTS,
    }


def picture(what: str) -> str:
    return f"https://pictures.example/assets/{what}.png"


COMPANY = {
    "name": "Contract Company",
    "timezone": "UTC",
    "default_currency": "EUR",
    "max_users": 9,
    "max_projects": 99,
    "max_invoices": 99,
    "image": picture("company"),
}

PEOPLE = {
    "users": [
        {
            "id": 1,
            "name": "Ada Main",
            "email": "ada@contract.example",
            "password": PASSWORD,
            "type": "Admin",
            "timezone": "UTC",
            "phone": "555 0101",
            "skype": "ada.main",
            "position": "Owner",
            "workday_hours": 7.5,
            "price_per_hour": 80,
            "theme": "light",
            "image": picture("ada"),
        },
        {
            "id": 2,
            "name": "Ben Second",
            "email": "ben@contract.example",
            "type": "Employee",
            "timezone": "UTC",
        },
        {"id": 3, "name": "Cas Gone", "email": "cas@contract.example", "active": False},
        {"id": 4, "name": "Dot Guest", "email": "dot@client.example", "type": "Guest"},
    ],
    "clients": [
        {
            "id": 11,
            "name": "First Client",
            "address": "1 Main Street",
            "city": "Cork",
            "state": "Munster",
            "postal_code": "T12",
            "country": "IE",
            "phone": "555 0111",
            "fax": "555 0112",
            "email": "office@client.example",
            "website": "client.example",
            "fiscal_information": "IE 11",
            "image": picture("client"),
        },
        {"id": 12, "name": "Old Client", "active": False},
    ],
    "clientcontacts": [
        {
            "id": 21,
            "client_id": 11,
            "name": "Eva Contact",
            "email": "eva@client.example",
            "mobile": "555 0121",
            "phone": "555 0122",
            "fax": "555 0123",
            "skype": "eva.contact",
            "notes": "Prefers mail.",
            "position": "Buyer",
            "is_main": True,
            "image": picture("eva"),
        }
    ],
}

STATUSES = {
    "projectstatuses": [
        {"id": 31, "name": "Active", "active": True, "readonly": True, "seq": 0},
        {"id": 32, "name": "Proposal", "active": True, "readonly": False, "seq": 1},
        {"id": 33, "name": "Archived", "active": False, "readonly": True, "seq": 2},
        {"id": 34, "name": "Unused", "active": False, "readonly": False, "seq": 3},
    ],
    "workflows": [
        {"id": 41, "name": "Usual", "is_default": True},
        {"id": 42, "name": "Unused", "is_default": False},
    ],
    "workflowstatuses": [
        {"id": 51, "workflow_id": 41, "name": "Backlog", "action": "backlog", "seq": 1},
        {"id": 52, "workflow_id": 41, "name": "Doing", "color": "5BDBF6", "seq": 2},
        {"id": 53, "workflow_id": 41, "name": "Unused", "color": "FFB855", "seq": 3},
        {"id": 54, "workflow_id": 41, "name": "Complete", "action": "complete", "seq": 4},
    ],
}

WORK = {
    "projects": [
        {
            "id": 101,
            "name": "First Project",
            "code": "FP",
            "description": "By the hour",
            "client_id": 11,
            "status_id": 32,
            "workflow_id": 41,
            "color": "#68BE5E",
            "users": [1, 2, 4],
            "managers": [1],
            "price_per_hour": 90,
            "hourly_billing_mode": "project",
            "budget_hours": 40.25,
            "estimated_price": 3600,
            "adjustable_hours": True,
        },
        {
            "id": 102,
            "name": "Fixed Project",
            "code": "XP",
            "client_id": 11,
            "users": [1, 2],
            "managers": [2],
            "flat_billing": True,
            "price": 2000,
            "invoiced": True,
            "invoice_item_id": 213,
        },
        {"id": 103, "name": "Old Project", "client_id": 12, "active": False, "users": [1]},
    ],
    "milestones": [
        {
            "id": 121,
            "name": "First Milestone",
            "project_id": 101,
            "user_id": 1,
            "due_date": "2026-12-01",
            "send_reminder": 24,
            "linked_tasklists": [131],
        },
        {"id": 122, "name": "Past Milestone", "project_id": 101, "due_date": "2014-09-01"},
    ],
    "tasklists": [
        {"id": 131, "name": "First List", "project_id": 101, "seq": 1},
        {"id": 132, "name": "Second List", "project_id": 101, "seq": 2},
    ],
    "tasks": [
        {
            "id": 141,
            "name": "First Task",
            "tasklist_id": 131,
            "description": "With all fields",
            "user_id": 1,
            "users": [1],
            "start_date": "2026-11-01",
            "due_date": "2026-11-20",
            "budget_hours": 8.5,
            "price_per_hour": 95,
            "priority": 75,
            "status_id": 52,
        },
        {
            "id": 142,
            "name": "Fixed Task",
            "tasklist_id": 131,
            "user_id": 2,
            "users": [2],
            "flat_billing": True,
            "estimated_price": 300,
            "complete": True,
            "completed_on": "2026-10-20T09:00:00Z",
            "completed_by": 2,
            "invoiced": True,
            "invoice_item_id": 212,
        },
        {"id": 143, "name": "Anyone's Task", "tasklist_id": 132, "user_id": 1},
    ],
}

TIME = {
    "entries": [
        {
            "id": 301,
            "task_id": 141,
            "user_id": 1,
            "start_time": "2014-12-11T09:30:00Z",
            "end_time": "2014-12-11T10:15:00Z",
            "description": "From then till then",
        },
        {
            "id": 302,
            "task_id": 141,
            "user_id": 1,
            "date": "2014-12-12",
            "duration": 21600,
            "description": "A day's time",
        },
        {
            "id": 303,
            "task_id": 141,
            "user_id": 1,
            "start_time": "2026-10-05T08:00:00Z",
            "end_time": "2026-10-05T09:30:00Z",
            "added_manually": False,
            "billed": True,
            "invoice_item_id": 211,
        },
        {"id": 304, "task_id": 141, "user_id": 2, "start_time": "2017-06-20T09:30:00Z"},
        {"id": 305, "task_id": 141, "user_id": 2, "date": "2026-10-06", "duration": 3600},
    ],
}

PAPER = {
    "template_id": 7,
    "bill_to": "First Client\nCork",
    "company_info": "Contract Company",
    "footer": "Thank you.",
    "notes": "Not printed.",
    "language": "en",
    "tax": 20,
    "tax2": 5,
    "tax_on_tax": True,
    "tax_text": "VAT",
    "tax2_text": "Levy",
    "discount": 10,
    "discount_text": "Friends",
}

MONEY = {
    "invoices": [
        {
            "id": 201,
            **PAPER,
            "client_id": 11,
            "number": "#INV-20141211-1",
            "status": "draft",
            "currency": "EUR",
            "date": "2026-10-01",
            "due_date": "2026-10-31",
            "delivery_date": "2026-10-01",
            "title": "INVOICE",
            "outstanding": 12.5,
            "reminder_1_sent": True,
            "reminder_2_sent": False,
            "reminder_3_sent": False,
            "items": [
                {
                    "id": 211,
                    "item": "Hours",
                    "description": "October",
                    "price_unit": 90.5,
                    "quantity": 1.5,
                },
                {"id": 212, "item": "Task", "price_unit": 300, "quantity": 1, "seq": 1},
                {"id": 213, "item": "Project", "price_unit": 2000, "quantity": 1, "seq": 2},
                {
                    "id": 214,
                    "item": "Costs",
                    "price_unit": 20,
                    "expense_id": 272,
                    "apply_tax": False,
                },
            ],
        },
        {
            "id": 202,
            "client_id": 11,
            "number": "#INV-20260901-2",
            "status": "paid",
            "currency": "EUR",
            "date": "2026-09-01",
            "due_date": "2026-10-01",
            "items": [{"id": 215, "item": "Advice", "price_unit": 100, "quantity": 2}],
        },
        {
            "id": 203,
            "client_id": 11,
            "number": "#INV-20261002-3",
            "status": "sent",
            "currency": "EUR",
            "date": "2026-10-02",
            "due_date": "2026-11-01",
            "items": [{"id": 216, "item": "More advice", "price_unit": 500, "quantity": 1}],
        },
    ],
    "invoicepayments": [
        {"id": 231, "invoice_id": 202, "amount": 150.25, "date": "2026-09-20", "notes": "Bank"},
        {"id": 232, "invoice_id": 202, "amount": 49.75, "date": "2026-09-28"},
    ],
    "estimates": [
        {
            "id": 251,
            **PAPER,
            "client_id": 11,
            "number": "#EST-20260901-1",
            "status": "draft",
            "currency": "EUR",
            "date": "2026-09-01",
            "title": "ESTIMATE",
            "brief_description": "A first guess",
            "invoice_id": 203,
            "items": [
                {
                    "id": 261,
                    "item": "Work",
                    "description": "Guess",
                    "price_unit": 500.5,
                    "quantity": 2.5,
                    "seq": 1,
                }
            ],
        }
    ],
    "expenses": [
        {
            "id": 271,
            "client_id": 11,
            "project_id": 101,
            "user_id": 1,
            "amount": 29.95,
            "currency": "EUR",
            "date": "2026-10-08",
            "notes": "Hosting",
            "tags": ["Software"],
            "file": picture("receipt"),
        },
        {
            "id": 272,
            "client_id": 11,
            "user_id": 1,
            "amount": 20,
            "currency": "EUR",
            "date": "2026-10-09",
            "invoiced": True,
            "invoice_item_id": 214,
        },
    ],
}
