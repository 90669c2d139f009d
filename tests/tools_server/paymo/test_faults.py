"""What the client makes of refusals, faults and nonsense on the wire."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from decimal import Decimal

import httpx
import pytest

from tests.tools_server.paymo.scripted_paymo import KEY, rows
from tools_server.errors import (
    Conflict,
    Forbidden,
    InvalidArgument,
    NotFound,
    RateLimited,
    Unauthorized,
    UnknownOutcome,
    UpstreamUnavailable,
)
from tools_server.paymo.resources import CLIENTS, ENTRIES, TASKS

pytestmark = pytest.mark.anyio

ACME = {"id": 1, "name": "Acme"}
BASIC = base64.b64encode(f"{KEY}:X".encode()).decode()


async def test_sends_the_key_as_basic_auth_and_asks_for_whole_pages(scripted):
    client, script = scripted(rows(ACME))
    assert [found.name for found in await client.list(CLIENTS)] == ["Acme"]
    request = script.requests[0]
    assert request.headers["Authorization"] == f"Basic {BASIC}"
    assert request.headers["Accept"] == "application/json"
    assert dict(request.url.params) == {"page": "0", "page_size": "500"}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, InvalidArgument),
        (403, Forbidden),
        (404, NotFound),
        (409, Conflict),
        (422, InvalidArgument),
    ],
)
async def test_a_refusal_is_not_retried_and_quotes_paymo(scripted, time, status, kind):
    client, script = scripted(httpx.Response(status, json={"message": "Missing params: client_id"}))
    with pytest.raises(kind, match='"Missing params: client_id"') as refused:
        await client.list(CLIENTS)
    assert refused.value.status == status
    assert (len(script.requests), time.pauses) == (1, [])


async def test_a_wrong_key_says_http_401_at_once(scripted, time):
    client, script = scripted(httpx.Response(401, text=""))
    with pytest.raises(Unauthorized, match="HTTP 401"):
        await client.me()
    assert (len(script.requests), time.pauses) == (1, [])


async def test_what_paymo_says_is_cut_and_never_shows_the_key(scripted):
    text = f"<h1>denied</h1>\n for {KEY} as {BASIC} " + "x" * 500
    client, _ = scripted(httpx.Response(403, text=text))
    with pytest.raises(Forbidden) as refused:
        await client.list(CLIENTS)
    message = str(refused.value.as_dict())
    assert KEY not in message
    assert BASIC not in message
    assert len(refused.value.message) < 250
    assert "\n" not in refused.value.message


async def test_waits_as_long_as_paymo_asks(scripted, time):
    busy = httpx.Response(429, headers={"Retry-After": "7"}, json={"message": "Too Many Requests"})
    client, script = scripted(busy, busy, rows(ACME))
    assert len(await client.list(CLIENTS)) == 1
    assert time.pauses == [7, 7]
    assert client.requests_made == len(script.requests) == 3


async def test_without_retry_after_it_backs_off_and_gives_up_after_four_tries(scripted, time):
    client, script = scripted(httpx.Response(429, json={"message": "Too Many Requests"}))
    with pytest.raises(RateLimited) as refused:
        await client.list(CLIENTS)
    assert refused.value.retryable
    assert len(script.requests) == 4
    assert [int(pause) for pause in time.pauses] == [1, 2, 4]


async def test_nobody_waits_an_hour(scripted, time):
    client, script = scripted(httpx.Response(429, headers={"Retry-After": "3600"}))
    with pytest.raises(RateLimited):
        await client.list(CLIENTS)
    assert (len(script.requests), time.pauses) == (1, [])


@pytest.mark.parametrize(
    "fault",
    [
        httpx.Response(500, html="<html>Oops</html>"),
        httpx.Response(503, text=""),
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("peer closed connection"),
    ],
)
async def test_a_passing_fault_does_not_hurt_a_read(scripted, time, fault):
    client, _ = scripted(fault, rows(ACME))
    assert len(await client.list(CLIENTS)) == 1
    assert len(time.pauses) == 1


async def test_a_lasting_fault_is_an_error_and_never_an_empty_list(scripted):
    client, script = scripted(httpx.Response(502, html="<html>Bad gateway</html>"))
    with pytest.raises(UpstreamUnavailable, match="HTTP 502") as failed:
        await client.list(CLIENTS)
    assert failed.value.status == 502
    assert len(script.requests) == 4


@pytest.mark.parametrize(
    "content",
    [
        b'{"clients": [{"id": 1, "na',
        b"<html>Log in</html>",
        b'{"projects": []}',
        b'{"clients": {"id": 1}}',
        b'[{"id": 1}]',
        b"null",
        b'{"clients": [{"name": "no id"}]}',
        b'{"clients": [null]}',
        b'{"clients": [{"id": NaN}]}',
        b"\xff\xfe",
    ],
)
async def test_an_answer_that_is_not_a_list_of_rows_is_an_error(scripted, content):
    client, script = scripted(httpx.Response(200, content=content))
    with pytest.raises(UpstreamUnavailable, match="clients"):
        await client.list(CLIENTS)
    assert len(script.requests) == 1


async def test_a_redirect_is_not_followed_with_the_key(scripted):
    client, script = scripted(httpx.Response(302, headers={"Location": "http://elsewhere.test/"}))
    with pytest.raises(UpstreamUnavailable, match="HTTP 302"):
        await client.list(CLIENTS)
    assert len(script.requests) == 1


async def test_a_company_is_an_object_and_its_figures_are_texts(scripted):
    company = {
        "name": "Acme",
        "default_price_per_hour": "117.50",
        "week_start": "0",
        "working_days": "1,2,3,4,5",
        "op_stripe_secret_key": "sk_live",
    }
    client, _ = scripted(httpx.Response(200, json={"company": company}))
    read = await client.company()
    assert read.default_price_per_hour == Decimal("117.50")
    assert (read.week_start, read.working_days) == (0, [1, 2, 3, 4, 5])
    assert "sk_live" not in repr(read)

    client, _ = scripted(httpx.Response(200, json={"company": [company]}))
    with pytest.raises(UpstreamUnavailable, match="company"):
        await client.company()


@pytest.mark.parametrize(
    ("sent", "read"), [(0, "0"), ("", None), (None, None), ("95.5", "95.5"), (120, "120")]
)
async def test_a_rate_may_be_a_number_a_text_or_nothing(scripted, sent, read):
    user = {"id": 1, "name": "Ann", "price_per_hour": sent, "assigned_projects": None}
    client, _ = scripted(rows(user, name="users"))
    assert (await client.me()).price_per_hour == (None if read is None else Decimal(read))


async def test_money_never_passes_through_a_float(scripted):
    content = b'{"entries": [], "users": [{"id": 1, "price_per_hour": 0.1000000000000000055}]}'
    client, _ = scripted(httpx.Response(200, content=content))
    assert (await client.me()).price_per_hour == Decimal("0.1000000000000000055")


@pytest.mark.parametrize(
    ("times", "seconds", "running"),
    [
        ({"start_time": "2026-01-05T09:30:00Z", "end_time": "2026-01-05T10:15:00Z"}, 2700, False),
        ({"start_time": "2026-01-05T09:30:00Z", "end_time": None, "duration": 0}, 0, True),
        ({"start_time": "2026-01-05T09:30:00Z", "duration": None}, 0, True),
        ({"start_time": "2026-01-05T09:30:00Z", "end_time": "", "duration": 99}, 0, True),
        ({"date": "2026-01-05", "duration": 3599, "is_bulk": True}, 3599, False),
        ({"date": "2026-01-05", "duration": 60, "start_time": None, "end_time": None}, 60, False),
    ],
)
async def test_every_form_of_an_entry_is_understood(scripted, times, seconds, running):
    client, _ = scripted(
        rows({"id": 1, "task_id": 2, "description": None, **times}, name="entries")
    )
    entry = await client.get(ENTRIES, 1)
    assert (entry.seconds, entry.running) == (seconds, running)


@pytest.mark.parametrize("sent", [1792509000, "2026-10-20T15:10:00Z", "2026-10-20T17:10:00+02:00"])
async def test_an_instant_may_be_a_number_or_a_text(scripted, sent):
    task = {"id": 1, "name": "Do it", "project_id": 2, "completed_on": sent, "due_date": ""}
    client, _ = scripted(rows(task, name="tasks"))
    read = await client.get(TASKS, 1)
    assert read.completed_on == datetime(2026, 10, 20, 15, 10, tzinfo=UTC)
    assert read.due_date is None


async def test_an_empty_answer_to_a_single_record_is_not_found(scripted):
    client, _ = scripted(rows())
    with pytest.raises(NotFound, match="clients/9"):
        await client.get(CLIENTS, 9)


async def test_a_row_that_moves_between_pages_is_counted_once(scripted):
    client, _ = scripted(
        rows({"id": 1, "name": "A"}, {"id": 2, "name": "B"}),
        rows({"id": 2, "name": "B"}, {"id": 3, "name": "C"}),
        rows(),
    )
    assert [found.id for found in await client.list(CLIENTS, page_size=2)] == [1, 2, 3]


async def test_a_create_writes_values_the_way_paymo_reads_them(scripted):
    client, script = scripted(httpx.Response(201, json={"clients": [ACME]}))
    start = datetime(2026, 3, 29, 9, tzinfo=UTC)
    body = {"name": "Acme", "hours": Decimal("1.5"), "start": start, "day": start.date()}
    assert (await client.create(CLIENTS, body)).id == 1
    request = script.requests[0]
    assert request.method == "POST"
    assert request.headers["Content-Type"] == "application/json"
    assert json.loads(request.content) == {
        "name": "Acme",
        "hours": 1.5,
        "start": "2026-03-29T09:00:00Z",
        "day": "2026-03-29",
    }


@pytest.mark.parametrize(
    "answer",
    [
        httpx.ReadTimeout("slow"),
        httpx.WriteError("broken pipe"),
        httpx.RemoteProtocolError("peer closed connection"),
        httpx.Response(500, html="<html>Oops</html>"),
        httpx.Response(503, headers={"Retry-After": "1"}),
        httpx.Response(303, headers={"Location": "http://elsewhere.test/"}),
        httpx.Response(201, content=b'{"clients": [{"id": 1, "na'),
        httpx.Response(201, json={"clients": []}),
        httpx.Response(200, json={"message": "fine"}),
    ],
)
async def test_a_create_without_a_clear_answer_is_unknown_and_sent_once(scripted, time, answer):
    client, script = scripted(answer)
    with pytest.raises(UnknownOutcome, match="may or may not") as unknown:
        await client.create(CLIENTS, {"name": "Acme"})
    assert not unknown.value.retryable
    assert (len(script.requests), time.pauses) == (1, [])


@pytest.mark.parametrize("fault", [httpx.ConnectError("refused"), httpx.ConnectTimeout("slow")])
async def test_a_create_that_never_left_was_not_done(scripted, fault):
    client, script = scripted(fault)
    with pytest.raises(UpstreamUnavailable, match="nothing was sent"):
        await client.create(CLIENTS, {"name": "Acme"})
    assert len(script.requests) == 1


async def test_a_create_refused_for_now_is_sent_again(scripted, time):
    busy = httpx.Response(429, headers={"Retry-After": "3"})
    client, _ = scripted(busy, httpx.Response(201, json={"clients": [ACME]}))
    assert (await client.create(CLIENTS, {"name": "Acme"})).name == "Acme"
    assert time.pauses == [3]


async def test_a_create_that_paymo_refuses_was_not_done(scripted):
    client, _ = scripted(httpx.Response(403, json={"message": "Adding projects denied."}))
    with pytest.raises(Forbidden, match="Adding projects denied"):
        await client.create(CLIENTS, {"name": "Acme"})
