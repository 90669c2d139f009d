"""The log of requests, for tests and rehearsals to read: what came, what became of it."""

import json
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

LOG_SIZE = 10_000
LONGEST_BODY = 8_192
"""Bytes of a request body that are kept; of a longer one only its size."""


@dataclass
class RequestRecord:
    """One request. `status` is None while it is under way, `applied` once the account did it.

    `monotonic` is in seconds of this process, `at` UTC. `user` is the id of the key's user; the key
    itself is never kept.
    """

    method: str
    path: str
    query: dict[str, str]
    number: int = 0
    monotonic: float = 0.0
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    user: int | Literal["unknown"] = "unknown"
    body: Any = None
    fault: str | None = None
    status: int | Literal["dropped"] | None = None
    applied: bool = False

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "at": self.at.isoformat()}


class RequestLog:
    """The latest requests in the order in which they came; numbers count on when it is cleared."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._records: deque[RequestRecord] = deque(maxlen=LOG_SIZE)
        self._number = 0

    def __iter__(self) -> Iterator[RequestRecord]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def open(self, method: str, path: str, query: dict[str, str], content: bytes) -> RequestRecord:
        """Note a request that has come in; what becomes of it is written on the record."""
        self._number += 1
        record = RequestRecord(method, path, query, self._number, self._monotonic())
        record.body = _body(content)
        self._records.append(record)
        return record

    def clear(self) -> None:
        self._records.clear()


def _body(content: bytes) -> Any:
    if not content:
        return None
    if len(content) > LONGEST_BODY:
        return f"{len(content)} bytes"
    try:
        return json.loads(content)
    except ValueError:
        return content.decode(errors="replace")
