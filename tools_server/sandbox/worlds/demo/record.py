"""What a world is made of: Paymo objects as JSON-ready dicts."""

from datetime import date
from decimal import Decimal
from typing import Any

from tools_server.sandbox.worlds.demo.almanac import stamp

Record = dict[str, Any]
World = dict[str, Any]


def money(text: str | None) -> Decimal | None:
    """A table's money or rate as `Decimal`; null stays null, "0" is a price."""
    return None if text is None else Decimal(text)


def number(amount: Decimal | None) -> int | float | None:
    """A decimal as the JSON number Paymo answers: at most two decimals, whole ones as integers."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(round(amount, 2))


def stamps(created: date, updated: date | None = None) -> Record:
    """The two time stamps that every object carries."""
    return {"created_on": stamp(created), "updated_on": stamp(updated or created)}
