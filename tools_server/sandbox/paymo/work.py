"""The unit of work: one write request's transaction, caller and clock."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tools_server.sandbox.paymo import company
from tools_server.sandbox.paymo.auth import Caller
from tools_server.sandbox.paymo.errors import invalid_value
from tools_server.sandbox.paymo.store import Record, Store

Values = dict[str, Any]


@dataclass(frozen=True)
class Work:
    """Everything that behaviour code may touch. Nothing is kept unless the request succeeds."""

    store: Store
    caller: Caller
    ip: str = "127.0.0.1"

    @property
    def now(self) -> int:
        return self.store.now

    @property
    def today(self) -> str:
        """The day in the company's time zone, UTC where that is unknown."""
        return local_day(self.now, company.read(self.store.connection).get("timezone"))

    def referred(self, resource: str, field: str, row_id: Any) -> Record:
        """The row that a field of the request names. Raises BadRequest where there is none."""
        record = self.store.get(resource, row_id)
        if record is None:
            raise invalid_value(field, f"there is no {row_id} in {resource}")
        return record


def local_day(now: int, timezone: str | None) -> str:
    try:
        zone: ZoneInfo | None = ZoneInfo(timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        zone = None
    return datetime.fromtimestamp(now, zone or UTC).date().isoformat()
