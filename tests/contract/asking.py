"""Raw HTTP to the server under test, at the pace it allows, and what its account can show.

A check must not depend on particular data: it asks for some row of a kind. An account that has none
ends the check with NotCovered, as does a key without the right to see a list. The summary names
them; in our own account it is a failure.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import httpx

Row = dict[str, Any]

# The limit that was seen live (Paymo API facts, section 4).
REQUESTS, SECONDS = 5, 5.2
PAGE = 500


class NotCovered(Exception):
    """This account has nothing to check a fact on; the message says what is missing."""


@dataclass
class Pace:
    """At most five requests in any five seconds; without a limit it never waits."""

    limited: bool
    sent: deque[float] = field(default_factory=lambda: deque(maxlen=REQUESTS))

    def wait(self) -> None:
        if self.limited and len(self.sent) == REQUESTS:
            time.sleep(max(0.0, self.sent[0] + SECONDS - time.monotonic()))
        self.sent.append(time.monotonic())


class Api:
    """One key on one server. The same list is asked for once until something is written."""

    def __init__(self, url: str, key: str, pace: Pace) -> None:
        self.key = key
        self.pace = pace
        self.client = httpx.Client(base_url=url, auth=(key, "X"), timeout=60)
        self._lists: dict[tuple[str, tuple[tuple[str, Any], ...]], list[Row]] = {}

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """One request. A 429 is waited out, as often as it comes."""
        if method != "GET":
            self._lists.clear()
        while True:
            self.pace.wait()
            answer = self.client.request(method, path, **options)
            if answer.status_code != httpx.codes.TOO_MANY_REQUESTS or not self.pace.limited:
                return answer
            time.sleep(float(answer.headers.get("Retry-After", SECONDS)))

    def get(self, path: str, **query: Any) -> httpx.Response:
        return self.request("GET", path, params=query or None)

    def post(self, path: str, body: Row | None = None, **query: Any) -> httpx.Response:
        return self.request("POST", path, json=body or {}, params=query)

    def put(self, path: str, body: Row, **query: Any) -> httpx.Response:
        return self.request("PUT", path, json=body, params=query)

    def delete(self, path: str) -> httpx.Response:
        return self.request("DELETE", path)

    def created(self, collection: str, body: Row, **query: Any) -> Row:
        """The row that a create answers; anything but 201 fails the check."""
        answer = self.post(collection, body, **query)
        assert answer.status_code == httpx.codes.CREATED, answer.text
        [row] = answer.json()[collection]
        return dict(row)

    def one(self, collection: str, row_id: Any, **query: Any) -> Row:
        answer = self.get(f"{collection}/{row_id}", **query)
        assert answer.status_code == httpx.codes.OK, answer.text
        [row] = answer.json()[collection]
        return dict(row)

    def rows(self, collection: str, **query: Any) -> list[Row]:
        """The first rows of a list: a page large enough for every check. Raises NotCovered."""
        asked = {"page": 0, "page_size": PAGE, **query}
        key = (collection, tuple(sorted(asked.items())))
        if key not in self._lists:
            answer = self.get(collection, **asked)
            if answer.status_code == httpx.codes.FORBIDDEN:
                raise NotCovered(f"no right to see {collection}")
            assert answer.status_code == httpx.codes.OK, answer.text
            self._lists[key] = answer.json()[collection]
        return self._lists[key]

    def some(self, collection: str, lack: str = "", **query: Any) -> list[Row]:
        """Rows of a list, at least one. Raises NotCovered."""
        return found(self.rows(collection, **query), lack or f"no {collection}")

    @cached_property
    def me(self) -> Row:
        """The key's owner."""
        [user] = self.get("me").json()["users"]
        return dict(user)

    def my_entries(self, **query: Any) -> list[Row]:
        """Time of the key's owner: entries want a filter."""
        return self.rows("entries", where=f"user_id={self.me['id']}", **query)


def found(rows: list[Row], lack: str) -> list[Row]:
    """The rows, or NotCovered where there is none."""
    if not rows:
        raise NotCovered(lack)
    return rows


def ids(rows: list[Row]) -> set[int]:
    return {row["id"] for row in rows}
