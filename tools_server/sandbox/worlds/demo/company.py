"""The account itself. Most settings are strings, as in Paymo (Paymo API facts, section 8.13)."""

from tools_server.sandbox.worlds.demo.almanac import HISTORY_DAYS, STUDIO_ZONE, Almanac
from tools_server.sandbox.worlds.demo.people import PEOPLE
from tools_server.sandbox.worlds.demo.projects import PROJECTS
from tools_server.sandbox.worlds.demo.rates import COMPANY_RATE
from tools_server.sandbox.worlds.demo.record import Record, stamps

COMPANY_ID = 1


def company(almanac: Almanac, next_invoice: int, next_estimate: int) -> Record:
    """Copper Kite Studio. The payment key is there to prove that it never leaves the client."""
    seats = sum(not someone.left and someone.type != "Guest" for someone in PEOPLE)
    return {
        "id": COMPANY_ID,
        "name": "Copper Kite Studio",
        "email": "hello@copperkite.example",
        "phone": "+1 617 555 0100",
        "address": "27 Harrison Avenue\nBoston, MA 02111",
        "country": "United States",
        "url": "https://www.copperkite.example",
        "active": True,
        "account_type": "commercial",
        "timezone": STUDIO_ZONE,
        "default_currency": "USD",
        "default_price_per_hour": COMPANY_RATE,
        "default_tax": "0",
        "default_tax_text": "Tax",
        "default_tax2": "0",
        "default_tax2_text": "",
        "apply_tax_to_expenses": "0",
        "tax_on_tax": "0",
        "hide_tax_field": "",
        "hide_tax2_field": "1",
        "due_interval": "30",
        "invoice_format": "#INV-[yyyy][mm][dd]-[i]",
        "next_invoice_number": str(next_invoice),
        "estimate_format": "#EST-[yyyy][mm][dd]-[i]",
        "next_estimate_number": str(next_estimate),
        "online_payments": False,
        "date_format": "Y-m-d",
        "time_format": "H:i",
        "decimal_sep": ".",
        "thousands_sep": ",",
        "week_start": "1",
        "workday_start": "9",
        "workday_end": "18",
        "working_days": "1,2,3,4,5",
        "max_users": 20,
        "current_users": seats,
        "max_projects": None,
        "current_projects": sum(row.active for row in PROJECTS),
        "max_invoices": None,
        "current_invoices": next_invoice - 1,
        "op_stripe_secret_key": "demo-stripe-key-that-must-never-be-shown",
        **stamps(almanac.ago(HISTORY_DAYS + 90), almanac.ago(30)),
    }
