"""The company: one object of settings, most of them text (Paymo API facts, section 8.13)."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from tools_server.sandbox.paymo.errors import BadRequest
from tools_server.sandbox.paymo.uploads import Upload, thumb_addresses

Company = dict[str, Any]

DEFAULTS: Company = {
    "id": 1,
    "name": "My Company",
    "address": "",
    "phone": "",
    "email": "",
    "url": "",
    "fiscal_information": "",
    "country": "",
    "timezone": "UTC",
    "account_type": "commercial",
    "max_users": None,
    "max_projects": None,
    "max_invoices": None,
    "default_currency": "USD",
    "default_price_per_hour": "",
    "default_tax": "0",
    "default_tax_text": "",
    "default_tax2": "0",
    "default_tax2_text": "",
    "tax_on_tax": "0",
    "apply_tax_to_expenses": "1",
    "hide_tax_field": "",
    "language": "en",
    "currency_position": "left",
    "payment_reminder_1": "0",
    "payment_reminder_2": "0",
    "payment_reminder_3": "0",
    "remove_paymo_branding": "",
    "invoice_format": "#INV-[yyyy][mm][dd]-[i]",
    "estimate_format": "#EST-[yyyy][mm][dd]-[i]",
    "next_invoice_number": "1",
    "next_estimate_number": "1",
    "due_interval": "30",
    "working_days": "1,2,3,4,5",
    "week_start": "1",
    "workday_start": "9:00",
    "workday_end": "18:00",
    "date_format": "Y-m-d",
    "time_format": "H:i",
    "decimal_sep": ".",
    "thousands_sep": ",",
    "online_payments": False,
    "active": True,
}

COUNTED = {
    "current_users": "SELECT count(*) FROM users WHERE active AND type <> 'Guest'",
    "current_projects": "SELECT count(*) FROM projects WHERE active",
    "current_invoices": "SELECT count(*) FROM invoices",
}
WHOLE_NUMBERS = {
    "next_invoice_number",
    "next_estimate_number",
    "due_interval",
    "max_users",
    "max_projects",
    "max_invoices",
}
READ_ONLY = {
    "id",
    "account_type",
    "active",
    "max_users",
    "max_projects",
    "max_invoices",
    "created_on",
    "updated_on",
    *COUNTED,
}


def read(connection: sqlite3.Connection) -> Company:
    """The stored settings."""
    (document,) = connection.execute("SELECT document FROM company").fetchone()
    found: Company = json.loads(document)
    return found


def show(connection: sqlite3.Connection) -> Company:
    """The settings with the counters that Paymo adds, and the logo's thumbnails if there is one."""
    counts = {name: connection.execute(sql).fetchone()[0] for name, sql in COUNTED.items()}
    company = read(connection)
    logo = company.get("image")
    return {**company, **(thumb_addresses(logo) if logo else {}), **counts}


def write(connection: sqlite3.Connection, company: Company) -> None:
    connection.execute("DELETE FROM company")
    connection.execute("INSERT INTO company VALUES (?)", (json.dumps(company),))


def update(connection: sqlite3.Connection, body: Mapping[str, Any], updated_on: str) -> None:
    """Change settings that exist and are writable; the rest of the body is dropped."""
    company = read(connection)
    known = {name: value for name, value in body.items() if name in company or name == "image"}
    changes = {name: value for name, value in known.items() if name not in READ_ONLY}
    try:
        settings = as_settings(changes)
    except ValueError as reason:
        raise BadRequest(f"Invalid value for {reason}") from None
    write(connection, {**company, **settings, "updated_on": updated_on})


def next_number(connection: sqlite3.Connection, setting: str) -> int:
    """The value of a counter, which then counts on."""
    company = read(connection)
    number = int(company[setting] or 1)
    write(connection, {**company, setting: str(number + 1)})
    return number


def as_settings(values: Mapping[str, Any]) -> Company:
    """Text where Paymo keeps text: a number or flag given for such a setting is converted.

    Raises ValueError for a counter, limit or term that is not a whole number.
    """
    for name in WHOLE_NUMBERS & values.keys():
        if values[name] not in (None, "") and not str(values[name]).isdecimal():
            raise ValueError(f"{name}: expected a whole number, found {values[name]!r}")
    return {name: _as_setting(name, value) for name, value in values.items()}


def _as_setting(name: str, value: Any) -> Any:
    if name == "image":
        return value.picture() if isinstance(value, Upload) else str(value or "")
    if not isinstance(DEFAULTS.get(name), str) or isinstance(value, str):
        return value
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value)
