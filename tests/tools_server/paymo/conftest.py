"""A Paymo client on scripted answers, and time that passes only when somebody sleeps."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from pydantic import SecretStr

from tests.tools_server.paymo.scripted_paymo import KEY, FakeTime, Script
from tools_server.paymo.client import PaymoClient


@pytest.fixture
def time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def scripted(time: FakeTime) -> Callable[..., tuple[PaymoClient, Script]]:
    def build(*steps: httpx.Response | Exception) -> tuple[PaymoClient, Script]:
        script = Script(*steps)
        client = PaymoClient(
            "http://paymo.test/api/",
            SecretStr(KEY),
            transport=script,
            sleep=time.sleep,
            clock=time.clock,
        )
        return client, script

    return build
