"""Time that passes only when somebody sleeps, and a Paymo that answers from a script."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx

KEY = "k3y-that-must-not-show"


class FakeTime:
    """A clock that only sleeping moves; remembers every pause."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.pauses: list[float] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds
        for _ in range(9):  # whoever is under way gets home while somebody sleeps
            await asyncio.sleep(0)


class Script(httpx.AsyncBaseTransport):
    """Answers one prepared response (or raises one fault) a request, the last one for ever."""

    def __init__(self, *steps: httpx.Response | Exception) -> None:
        self.steps = list(steps)
        self.requests: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
        if isinstance(step, Exception):
            raise step
        return httpx.Response(step.status_code, headers=step.headers, content=step.content)


def rows(*objects: dict[str, Any], name: str = "clients", **headers: str) -> httpx.Response:
    sent = {key.replace("_", "-"): value for key, value in headers.items()}
    return httpx.Response(200, headers=sent, content=json.dumps({name: objects}))
