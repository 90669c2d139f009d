"""One HTTP exchange with Paymo: authenticated, paced, retried where safe, read as JSON."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

import httpx
from pydantic import SecretStr
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    retry_if_result,
    stop_after_attempt,
    wait_exponential,
    wait_random,
)

from tools_server.errors import UnknownOutcome
from tools_server.paymo.errors import refusal, status_line, unavailable, unknown_outcome
from tools_server.paymo.pacing import LONGEST_WAIT, Clock, Pacer, Sleep
from tools_server.paymo.tally import count_request

TRIES = 4
TIMEOUT = httpx.Timeout(30.0, connect=5.0)

LONGEST_EXCHANGE = 60.0
"""Seconds for a request and its whole answer. The read timeout counts from byte to byte, so an
answer that trickles in would never end.
"""

TOO_MANY_REQUESTS = 429

NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Faults from before the first byte of the request: a create was certainly not done."""

BeforeSend: TypeAlias = Callable[[], Awaitable[None]]

_BACKOFF = wait_exponential(multiplier=1, max=4) + wait_random(0, 0.5)


class Wire:
    """Sends requests to one Paymo server with one key.

    Reads are retried on 429, 5xx and network faults, at most four tries in all. A create is sent
    again only after 429, where Paymo has refused it; every other doubt is an UnknownOutcome.
    """

    def __init__(
        self,
        base_url: str,
        api_key: SecretStr,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Sleep = asyncio.sleep,
        clock: Clock = time.monotonic,
    ) -> None:
        self.requests_made = 0
        self._key = api_key
        self._sleep = sleep
        self._pacer = Pacer(sleep, clock)
        self._http = httpx.AsyncClient(
            base_url=base_url,
            auth=httpx.BasicAuth(api_key.get_secret_value(), "X"),
            headers={"Accept": "application/json"},
            transport=transport,
            timeout=TIMEOUT,
            follow_redirects=False,
        )

    async def aclose(self) -> None:
        await self._http.aclose()

    async def read(self, path: str, query: Mapping[str, str] | None = None) -> Any:
        """GET a path and return its JSON, decimals as Decimal."""
        retrying = self._retrying(
            retry_if_result(_is_busy) | retry_if_exception_type(httpx.TransportError)
        )
        try:
            response: httpx.Response = await retrying(self._exchange, "GET", path, query, None)
        except httpx.RequestError as fault:
            raise unavailable(f"{type(fault).__name__} while reading {path}") from fault
        if response.is_client_error:
            raise refusal(response, self._key)
        if not response.is_success:
            raise unavailable(status_line(response, self._key), status=response.status_code)
        try:
            return _decoded(response)
        except ValueError as fault:
            raise unavailable(f"the answer to {path} is not JSON") from fault

    async def create(
        self,
        path: str,
        body: Mapping[str, Any],
        query: Mapping[str, str] | None = None,
        *,
        before_send: BeforeSend | None = None,
    ) -> Any:
        """POST a body and return the JSON of the answer.

        ``before_send`` runs right before each try leaves this machine, after all waiting.
        """
        content = json.dumps(body, default=_plain, allow_nan=False).encode()
        retrying = self._retrying(retry_if_result(_is_refused_for_now))
        try:
            response: httpx.Response = await retrying(
                self._exchange, "POST", path, query, content, before_send
            )
        except NEVER_SENT as fault:
            raise unavailable(f"{type(fault).__name__}; nothing was sent") from fault
        except httpx.RequestError as fault:
            raise unknown_outcome(f"{type(fault).__name__} after sending") from fault
        if response.is_client_error:
            raise refusal(response, self._key)
        if not response.is_success:
            raise unknown_outcome(status_line(response, self._key), status=response.status_code)
        try:
            return _decoded(response)
        except ValueError as fault:
            raise self.unconfirmed(response.status_code) from fault

    def unconfirmed(self, status: int | None = None) -> UnknownOutcome:
        """The error for a create whose answer does not show the record."""
        return unknown_outcome("Paymo's answer does not show the record", status=status)

    async def _exchange(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None,
        content: bytes | None,
        before_send: BeforeSend | None = None,
    ) -> httpx.Response:
        async with self._pacer.turn() as turn:
            if before_send:
                await before_send()
            self.requests_made += 1
            count_request()
            response = await self._sent(method, path, query, content)
            self._pacer.note(turn, response.headers)
        if response.status_code == TOO_MANY_REQUESTS:
            self._pacer.hold(_retry_after(response) or 0.0)
        return response

    async def _sent(
        self, method: str, path: str, query: Mapping[str, str] | None, content: bytes | None
    ) -> httpx.Response:
        """One request and the whole of its answer, within `LONGEST_EXCHANGE`."""
        try:
            async with asyncio.timeout(LONGEST_EXCHANGE):
                return await self._http.request(
                    method,
                    path,
                    params=query,
                    content=content,
                    headers={"Content-Type": "application/json"} if content is not None else None,
                )
        except TimeoutError as late:
            raise httpx.ReadTimeout(f"no whole answer in {LONGEST_EXCHANGE:g} seconds") from late

    def _retrying(self, retry: Any) -> AsyncRetrying:
        return AsyncRetrying(
            retry=retry,
            wait=_wait,
            stop=_stop,
            sleep=self._sleep,
            retry_error_callback=_last_outcome,
        )


def _is_busy(response: httpx.Response) -> bool:
    return response.status_code == TOO_MANY_REQUESTS or response.is_server_error


def _is_refused_for_now(response: httpx.Response) -> bool:
    return response.status_code == TOO_MANY_REQUESTS


def _stop(state: RetryCallState) -> bool:
    return stop_after_attempt(TRIES)(state) or _wait(state) > LONGEST_WAIT


def _wait(state: RetryCallState) -> float:
    """Retry-After where Paymo sent one, else 1, 2, 4 seconds and a little more."""
    outcome = state.outcome
    if outcome is not None and not outcome.failed:
        asked = _retry_after(outcome.result())
        if asked is not None:
            return asked
    return _BACKOFF(state)


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds to wait; Paymo sends whole seconds, other forms are left to the backoff."""
    text = response.headers.get("Retry-After", "").strip()
    return float(text) if text.isdecimal() else None


def _last_outcome(state: RetryCallState) -> Any:
    assert state.outcome is not None
    return state.outcome.result()


def _decoded(response: httpx.Response) -> Any:
    return json.loads(response.content, parse_float=Decimal, parse_constant=_no_such_number)


def _no_such_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _plain(value: object) -> Any:
    """JSON for the values a request body may hold beside JSON's own."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be sent to Paymo")
