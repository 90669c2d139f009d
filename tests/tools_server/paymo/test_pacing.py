"""Staying inside the rate limit that Paymo's headers tell."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from pydantic import SecretStr

from tests.tools_server.paymo.scripted_paymo import KEY, rows
from tools_server.paymo.client import PaymoClient
from tools_server.paymo.resources import CLIENTS

pytestmark = pytest.mark.anyio


class FixedWindow(httpx.AsyncBaseTransport):
    """Five requests in five seconds of fake time, as the live service was seen to allow."""

    def __init__(self, time, *, limit=5, period=5.0, shown="{left}"):
        self.time, self.limit, self.period, self.shown = time, limit, period, shown
        self.opened, self.used = float("-inf"), 0
        self.refused = 0
        self.under_way = self.most_under_way = 0

    async def handle_async_request(self, request):
        if self.time.now - self.opened >= self.period:
            self.opened, self.used = self.time.now, 0
        self.used += 1
        answer = self._answer()
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        await asyncio.sleep(0)
        self.under_way -= 1
        return answer

    def _answer(self):
        left = max(0, self.limit - self.used)
        headers = {
            "X-Ratelimit-Limit": str(self.limit),
            "X-Ratelimit-Remaining": self.shown.format(left=left),
            "X-Ratelimit-Decay-Period": str(int(self.period)),
        }
        if self.used > self.limit:
            self.refused += 1
            return httpx.Response(429, headers={**headers, "Retry-After": "5"})
        return httpx.Response(200, headers=headers, json={"clients": []})


def client_on(transport, time):
    return PaymoClient(
        "http://paymo.test/api/",
        SecretStr(KEY),
        transport=transport,
        sleep=time.sleep,
        clock=time.clock,
    )


async def test_twelve_reads_never_hit_the_limit(time):
    server = FixedWindow(time)
    client = client_on(server, time)
    for _ in range(12):
        await client.page(CLIENTS)
    assert server.refused == 0
    assert time.pauses == [5, 5]


async def test_reads_side_by_side_never_hit_the_limit(time):
    server = FixedWindow(time)
    client = client_on(server, time)
    await asyncio.gather(*(client.page(CLIENTS) for _ in range(12)))
    assert server.refused == 0
    assert server.most_under_way > 1
    assert sum(time.pauses) == 10


@pytest.mark.parametrize("shown", ["{left}, 99", "99,{left}"])
async def test_of_a_list_of_limiters_the_tightest_counts(time, shown):
    server = FixedWindow(time, shown=shown)
    client = client_on(server, time)
    for _ in range(6):
        await client.page(CLIENTS)
    assert server.refused == 0
    assert time.pauses == [5]


async def test_time_that_passed_anyway_is_not_waited_for_again(time):
    server = FixedWindow(time)
    client = client_on(server, time)
    for _ in range(4):
        await client.page(CLIENTS)
        time.now += 1
    await client.page(CLIENTS)
    await client.page(CLIENTS)
    assert time.pauses == [1]
    time.now += 60
    await client.page(CLIENTS)
    assert time.pauses == [1]


async def test_a_server_without_such_headers_is_never_waited_for(scripted, time):
    client, script = scripted(rows())
    for _ in range(50):
        await client.page(CLIENTS)
    assert (len(script.requests), time.pauses) == (50, [])


async def test_malformed_headers_say_nothing(scripted, time):
    client, _ = scripted(rows(X_Ratelimit_Remaining="none", X_Ratelimit_Limit="?"))
    for _ in range(3):
        await client.page(CLIENTS)
    assert time.pauses == []


async def test_a_refusal_holds_everybody_back(time):
    """Another user of the key spent the window: one 429, and the others wait with the first."""
    server = FixedWindow(time)
    client = client_on(server, time)
    await client.page(CLIENTS)
    server.used = server.limit
    await asyncio.gather(*(client.page(CLIENTS) for _ in range(3)))
    assert server.refused <= 3
    assert 5 <= sum(time.pauses) <= 15


class Reversed(FixedWindow):
    """Answers requests that came side by side in the opposite order."""

    def __init__(self, time):
        super().__init__(time)
        self.side_by_side = 0

    async def handle_async_request(self, request):
        answer = await super().handle_async_request(request)
        self.side_by_side += 1
        for _ in range(30 - 4 * self.side_by_side):
            await asyncio.sleep(0)
        self.side_by_side -= 1
        return answer


async def test_answers_out_of_order_do_not_inflate_the_window(time):
    """The answer that comes last was counted early, and says that more are left than there are."""
    server = Reversed(time)
    client = client_on(server, time)
    for side_by_side in (1, 3, 3, 5, 4):
        await asyncio.gather(*(client.page(CLIENTS) for _ in range(side_by_side)))
    assert server.refused == 0
    assert sum(time.pauses) <= 20


async def test_who_else_uses_the_key_is_counted_with(time):
    server = FixedWindow(time)
    client = client_on(server, time)
    for _ in range(9):
        await client.page(CLIENTS)
        if server.used < server.limit:
            server.used += 1  # somebody else
    assert server.refused == 0


async def test_a_window_that_others_opened_is_followed(time):
    """Ours would end later; Paymo's count says that a new one has begun."""
    server = FixedWindow(time)
    server.opened, server.used = time.now - 3, 2
    client = client_on(server, time)
    for _ in range(3):
        await client.page(CLIENTS)
    time.now += 2  # Paymo's window is over, ours is not
    for _ in range(2):
        await client.page(CLIENTS)
    assert (server.refused, time.pauses) == (0, [3])
    for _ in range(5):
        await client.page(CLIENTS)
    assert server.refused == 0


async def test_an_error_page_without_headers_does_not_loosen_the_pace(time):
    class WithProxy(FixedWindow):
        async def handle_async_request(self, request):
            answer = await super().handle_async_request(request)
            return httpx.Response(502) if self.used == 3 else answer

    server = WithProxy(time)
    client = client_on(server, time)
    await asyncio.gather(*(client.page(CLIENTS) for _ in range(12)))
    assert server.refused == 0
