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
    # Four of five in each window; the fifth is left to the key's other users.
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
    for _ in range(5):
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
