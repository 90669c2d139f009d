"""Lists longer than a page: every row once, in order, in as few requests as there are pages."""

from __future__ import annotations

import base64
import json
from datetime import date, timedelta

import httpx
import pytest
from pydantic import SecretStr

from tests.tools_server.tools.sandbox_account import Account, world
from tools_server.errors import InvalidArgument
from tools_server.paymo.client import PaymoClient
from tools_server.tools.people import ListClients, list_clients
from tools_server.tools.projects import (
    GetProjectDetails,
    ListProjects,
    get_project_details,
    list_projects,
)
from tools_server.tools.tasks import ListTasks, list_tasks
from tools_server.tools.time import ListTimeEntries, list_time_entries

pytestmark = pytest.mark.anyio

ENTRIES = 6000
FIRST = date(2026, 1, 1)


def entries(count):
    """Entries of 90 seconds on one task, twenty a day; every third is billed."""
    return world(
        entries=[
            {
                "id": n,
                "task_id": 1,
                "user_id": 1,
                "date": str(FIRST + timedelta(days=(n - 1) // 20)),
                "duration": 90,
                "billed": n % 3 == 0,
            }
            for n in range(1, count + 1)
        ]
    )


@pytest.fixture(scope="module")
def busy_world():
    return entries(ENTRIES)


@pytest.fixture
def busy(busy_world):
    return Account(busy_world)


async def read_all(account, filters, **page):
    """Follow the cursors to the end; the ids in order, and the size of each answer."""
    ids, sizes, cursor = [], [], None
    while True:
        args = ListTimeEntries(**filters, **page, cursor=cursor)
        listing = await list_time_entries(account.context, args)
        ids += [row.id for row in listing.items]
        sizes.append(listing.count)
        cursor = listing.next_cursor
        if cursor is None:
            return ids, sizes


async def test_every_row_comes_once_and_in_order(busy):
    ids, sizes = await read_all(busy, {"project_id": 1}, limit=2500)
    assert ids == list(range(1, ENTRIES + 1))
    # One request an answer: pages share a few rows, and an answer that is nearly full is enough.
    assert sizes == [2500, 2490, 1010]
    assert busy.requests.count("entries") == 3
    assert busy.requests.count("company") == 1


@pytest.mark.parametrize("limit", [1, 7, 119, 120, 500])
async def test_any_limit_gives_the_same_rows(limit):
    account = Account(entries(120))
    filters = {"date_from": FIRST, "date_to": FIRST + timedelta(days=5)}
    ids, sizes = await read_all(account, filters, limit=limit)
    assert ids == list(range(1, 121))
    assert set(sizes[:-1]) <= {limit}
    assert sizes[-1] > 0


async def test_trimming_reads_on_until_the_limit_is_full(busy):
    """The widened window brings a day too many on both sides; a page of them is not an answer."""
    wanted = FIRST + timedelta(days=100)
    ids, sizes = await read_all(busy, {"date_from": wanted, "date_to": wanted}, limit=15)
    assert ids == list(range(2001, 2021))
    assert sizes == [15, 5]


async def test_names_are_matched_over_all_pages():
    clients = [{"id": n, "name": f'Client "{n}"'} for n in range(1, 1201)]
    account = Account(world(clients=clients, projects=[], tasklists=[], tasks=[]))
    found = await list_clients(account.context, ListClients(name='nt "11', limit=200))
    assert [row.id for row in found.items] == [11, *range(110, 120), *range(1100, 1200)]
    assert found.next_cursor is None
    assert account.requests == ["clients"] * 3


async def test_a_client_with_many_projects_is_read_in_few_requests():
    numbers = range(1, 451)
    account = Account(
        world(
            projects=[{"id": n, "name": f"P{n}", "client_id": 1} for n in numbers],
            tasklists=[{"id": n, "name": "Work", "project_id": n} for n in numbers],
            tasks=[{"id": n, "name": f"T{n}", "tasklist_id": n} for n in numbers],
        )
    )
    seen, cursor = [], None
    while True:
        args = ListTasks(client_id=1, limit=130, cursor=cursor)
        found = await list_tasks(account.context, args)
        seen += [row.id for row in found.items]
        cursor = found.next_cursor
        if cursor is None:
            break
    assert seen == list(numbers)
    assert account.requests.count("tasks") <= 7


async def test_the_time_of_a_project_is_added_up_over_all_pages(busy):
    details = await get_project_details(busy.context, GetProjectDetails(project_id=1))
    assert details.tracked_seconds == ENTRIES * 90
    assert details.tracked_minutes == 9000


async def test_a_cursor_fits_only_the_filters_it_came_with(studio):
    first = await list_time_entries(studio.context, ListTimeEntries(project_id=101, limit=2))
    cursor = first.next_cursor
    for other in ({"user_id": 4}, {"project_id": 101, "billed": False}, {"project_id": 102}):
        with pytest.raises(InvalidArgument, match="it belongs to a call with other filters"):
            await list_time_entries(studio.context, ListTimeEntries(**other, cursor=cursor))
    with pytest.raises(InvalidArgument, match="it belongs to a call with other filters"):
        await list_projects(studio.context, ListProjects(cursor=cursor))
    # Another limit is no other listing.
    rest = ListTimeEntries(project_id=101, limit=3, cursor=cursor)
    second = await list_time_entries(studio.context, rest)
    assert [row.id for row in first.items + second.items] == [501, 502, 503, 504, 505]


def forged(*content):
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "nonsense",
        "bm9uc2Vuc2U",
        "ä",
        forged(),
        forged("x", 0, 0),
        forged("x", 0, -1, 0, 500),
        forged("x", 0, 0, 0, 0),
        forged("x", 0, 0, 0, 10**9),
        forged("x", "0", 0, 0, 500),
    ],
)
async def test_a_cursor_that_nobody_gave_out_is_refused(studio, cursor):
    with pytest.raises(InvalidArgument, match="cursor: this is not a cursor"):
        await list_time_entries(studio.context, ListTimeEntries(project_id=101, cursor=cursor))


class ShortPages(httpx.ASGITransport):
    """A server that silently gives at most a hundred rows a page."""

    async def handle_async_request(self, request):
        size = request.url.params.get("page_size")
        if size and int(size) > 100:
            url = request.url.copy_set_param("page_size", "100")
            request = httpx.Request(request.method, url, headers=request.headers)
        return await super().handle_async_request(request)


@pytest.mark.parametrize("count", [99, 100, 250, 324])
async def test_a_server_that_caps_pages_silently_hides_no_row(count):
    account = Account(entries(count))
    account.context.paymo = PaymoClient(
        "http://sandbox/api/", SecretStr("KEY"), transport=ShortPages(account.app)
    )
    ids, _ = await read_all(account, {"task_id": 1}, limit=70)
    assert ids == list(range(1, count + 1))
    details = await get_project_details(account.context, GetProjectDetails(project_id=1))
    assert details.tracked_seconds == 90 * count
