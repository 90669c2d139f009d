"""Rate limit headers, the 429, and the log of requests."""

from typing import Any

import httpx
import pytest

from tools_server.sandbox.paymo.app import create_app
from tools_server.sandbox.paymo.limits import Limiter, RateLimit


@pytest.fixture
def limited(serve: Any, studio: dict[str, Any]) -> httpx.Client:
    app = create_app(None, world=studio, rate_limit=RateLimit(2, 60))
    client: httpx.Client = serve("ADMIN-KEY", app)
    return client


def test_the_third_request_of_a_key_is_refused(serve: Any, limited: httpx.Client) -> None:
    assert [limited.get("me").headers["X-Ratelimit-Remaining"] for _ in range(2)] == ["1", "0"]
    refused = limited.post("clients", json={"name": "Late"})
    assert refused.status_code == 429
    assert refused.json() == {"message": "Too Many Requests"}
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["X-Ratelimit-Limit"] == "2"
    assert refused.headers["X-Ratelimit-Decay-Period"] == "60"
    assert [c["id"] for c in serve("MANAGER-KEY").get("clients").json()["clients"]] == [11, 12, 13]


def test_errors_carry_the_headers_too(limited: httpx.Client) -> None:
    nobody = limited.get("me", auth=("NO-KEY", "X"))
    assert (nobody.status_code, nobody.headers["X-Ratelimit-Remaining"]) == (401, "1")


def test_a_window_ends_as_a_whole() -> None:
    now = 100.0
    limiter = Limiter(RateLimit(2, 5), clock=lambda: now)
    assert [limiter.take("k").allowed for _ in range(3)] == [True, True, False]
    now = 104.5
    last = limiter.take("k")
    assert (last.allowed, last.headers["Retry-After"]) == (False, "1")
    now = 105.0
    assert limiter.take("k").headers["X-Ratelimit-Remaining"] == "1"


def test_remaining_may_come_as_a_list() -> None:
    limiter = Limiter(RateLimit(5, 5, list_header=True))
    assert limiter.take("k").headers["X-Ratelimit-Remaining"] == "4, 99"


def test_without_a_limit_nobody_waits(admin: httpx.Client) -> None:
    answers = [admin.get("me") for _ in range(20)]
    assert {answer.status_code for answer in answers} == {200}
    assert int(answers[-1].headers["X-Ratelimit-Remaining"]) > 100


def test_every_request_is_logged(stage: Any, admin: httpx.Client) -> None:
    admin.get("clients", params={"where": "id=11"})
    admin.delete("clients/999")
    lines = stage[0].app.state.requests
    assert [(line.method, line.path, line.query, line.status) for line in lines] == [
        ("GET", "/api/clients", {"where": "id=11"}, 200),
        ("DELETE", "/api/clients/999", {}, 404),
    ]
