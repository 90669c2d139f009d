"""What every tool works with: the Paymo client, the clock, and the account behind the key.

The account is read when a tool first needs it and kept; a tool that needs only the day asks for the
time zone, which costs at most the request to ``company`` and none where a setting names the zone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tools_server.errors import Forbidden, NotFound
from tools_server.paymo.client import PaymoClient
from tools_server.paymo.models import Company, User
from tools_server.tools.money import as_number

MONDAY = 1
WORKDAYS = (1, 2, 3, 4, 5)

_DECIMAL_SIGNS = (".", ",")
_THOUSANDS_SIGNS = (",", ".", " ", "'", "’", "\u00a0", "\u202f", "")


@dataclass(frozen=True)
class Account:
    """What belongs to the account, not to a record. Weekdays count from 0, Sunday."""

    company: str | None
    timezone: ZoneInfo
    currency: str | None
    price_per_hour: Decimal | None
    week_start: int
    working_days: tuple[int, ...]
    decimal_sep: str
    thousands_sep: str
    owner: User

    def as_dict(self) -> dict[str, Any]:
        """The content of ``paymo://account``: plain JSON values, money as a number."""
        rate = self.price_per_hour
        return {
            "company": self.company,
            "timezone": self.timezone.key,
            "currency": self.currency,
            "price_per_hour": None if rate is None else as_number(rate),
            "week_start": self.week_start,
            "working_days": list(self.working_days),
            "decimal_sep": self.decimal_sep,
            "thousands_sep": self.thousands_sep,
            "user": {
                "id": self.owner.id,
                "name": self.owner.name,
                "email": self.owner.email,
                "type": self.owner.type,
            },
        }


def _utc_now() -> datetime:
    return datetime.now(UTC)


class ToolContext:
    """One key's view of Paymo, shared by the calls of one event loop.

    ``timezone`` overrides what Paymo says, ``pinned_day`` overrides the calendar, ``clock`` answers
    aware datetimes.
    """

    def __init__(
        self,
        paymo: PaymoClient,
        *,
        timezone: ZoneInfo | None = None,
        pinned_day: date | None = None,
        clock: Callable[[], datetime] = _utc_now,
    ) -> None:
        self.paymo = paymo
        self._override = timezone
        self._pinned_day = pinned_day
        self._clock = clock
        self._company: Company | None = None
        self._owner: User | None = None
        self._reading = asyncio.Lock()

    def now(self) -> datetime:
        """This instant, UTC, in whole seconds; on the pinned day where one is set."""
        now = self._clock().astimezone(UTC).replace(microsecond=0)
        if self._pinned_day is None:
            return now
        return datetime.combine(self._pinned_day, now.timetz())

    async def today(self) -> date:
        """The local day in the account's time zone, or the pinned one. At most one or two
        requests.
        """
        if self._pinned_day is not None:
            return self._pinned_day
        return self._clock().astimezone(await self.timezone()).date()

    async def timezone(self) -> ZoneInfo:
        """The setting's time zone, else the company's, else the key owner's, else UTC."""
        return (
            self._override
            or _zone((await self.company()).timezone)
            or _zone((await self.owner()).timezone)
            or ZoneInfo("UTC")
        )

    async def company(self) -> Company:
        """The company's settings; an empty one where the key may not see them."""
        async with self._reading:
            if self._company is None:
                try:
                    self._company = await self.paymo.company()
                except (Forbidden, NotFound):
                    self._company = Company()
            return self._company

    async def owner(self) -> User:
        """The user whose key this is."""
        async with self._reading:
            if self._owner is None:
                self._owner = await self.paymo.me()
            return self._owner

    async def account(self) -> Account:
        """All of it: two requests the first time, none afterwards."""
        company, owner = await self.company(), await self.owner()
        decimal_sep, thousands_sep = _signs(company)
        starts = [start for start in (company.week_start, owner.week_start) if start is not None]
        return Account(
            company=company.name,
            timezone=await self.timezone(),
            currency=company.default_currency,
            price_per_hour=company.default_price_per_hour,
            week_start=starts[0] if starts else MONDAY,
            working_days=tuple(company.working_days) or WORKDAYS,
            decimal_sep=decimal_sep,
            thousands_sep=thousands_sep,
            owner=owner,
        )


def _signs(company: Company) -> tuple[str, str]:
    """The company's signs for decimals and thousands; a point and a comma where it has none, or
    such as no figure could be read with."""
    decimal, thousands = company.decimal_sep or ".", company.thousands_sep
    thousands = "," if thousands is None else thousands
    if decimal not in _DECIMAL_SIGNS or thousands not in _THOUSANDS_SIGNS or decimal == thousands:
        return ".", ","
    return decimal, thousands


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
