"""The database file: restarts, several processes at once, and a large account."""

import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from tools_server.sandbox.paymo.app import create_app
from tools_server.sandbox.paymo.catalog import RESOURCES
from tools_server.sandbox.paymo.store import Store, completed

STUDIO = Path(__file__).parents[2] / "worlds" / "studio.json"

# Some tens of milliseconds on an idle machine; a missing index or a query a row takes far longer.

WRITER = """
    import asyncio, sys, httpx
    from pathlib import Path
    from tools_server.sandbox.paymo.app import create_app
    from tools_server.sandbox.paymo.world import load_world

    database, world, name, count = sys.argv[1:]

    async def main():
        app = create_app(Path(database), world=load_world(Path(world)))
        transport = httpx.ASGITransport(app)
        auth = ("ADMIN-KEY", "X")
        async with httpx.AsyncClient(transport=transport, base_url="http://p/api/", auth=auth) as c:
            for n in range(int(count)):
                made = await c.post("tasks", json={"name": f"{name} {n}", "project_id": 101})
                assert made.status_code == 201, made.text

    asyncio.run(main())
"""


def test_a_restart_keeps_what_was_written(serve: Any, studio: Any, tmp_path: Path) -> None:
    database = tmp_path / "paymo.db"
    serve("ADMIN-KEY", create_app(database, world=studio)).delete("clients/12")
    again = serve("ADMIN-KEY", create_app(database, world=studio))
    assert [row["id"] for row in again.get("clients").json()["clients"]] == [11, 13]


def test_a_file_of_the_first_version_is_brought_up_to_date(
    serve: Any, studio: Any, tmp_path: Path
) -> None:
    database = tmp_path / "paymo.db"
    create_app(database, world=studio)
    with closing(sqlite3.connect(database)) as connection:
        for table in list(RESOURCES)[list(RESOURCES).index("subtasks") :]:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version = 1")
    admin = serve("ADMIN-KEY", create_app(database))
    assigned = admin.get("userstasks?where=task_id=302").json()["userstasks"]
    assert [row["user_id"] for row in assigned] == [4, 1]
    assert admin.post("comments", json={"task_id": 302, "content": "A"}).status_code == 201
    again = serve("ADMIN-KEY", create_app(database))
    assert again.get("userstasks?where=task_id=302").json()["userstasks"] == assigned
    assert len(again.get("comments").json()["comments"]) == 1


def test_a_refused_request_leaves_no_trace(admin: httpx.Client) -> None:
    body = {"client_id": 11, "currency": "EUR", "items": [{"item": "A"}, {"id": 12345}]}
    assert admin.post("invoices", json=body).status_code == 400
    assert len(admin.get("invoices").json()["invoices"]) == 6
    assert admin.get("company").json()["company"]["next_invoice_number"] == "207"


def test_processes_share_a_file_from_its_first_moment(serve: Any, tmp_path: Path) -> None:
    database, count = tmp_path / "paymo.db", 20
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(database), str(STUDIO)]
    writers = [subprocess.Popen([*command, name, str(count)]) for name in ("left", "right")]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    client = serve("ADMIN-KEY", create_app(database))
    tasks = client.get("tasks?where=id>311&include=code,tasklist_id").json()["tasks"]
    assert len({task["code"] for task in tasks}) == len(tasks) == 2 * count
    assert len({task["tasklist_id"] for task in tasks}) == 1


ENTRIES = 200_000


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """200,000 entries of 100 people on 5,000 tasks in 200 projects."""
    world = {
        "users": [
            {"name": f"U{n}", "email": f"u{n}@x.example", "type": "Employee" if n else "Admin"}
            for n in range(100)
        ],
        "clients": [{"name": f"C{n}"} for n in range(50)],
        "projects": [
            {"name": f"P{n}", "client_id": 1 + n % 50, "users": [1 + n % 100, 2]}
            for n in range(200)
        ],
        "tasks": [{"name": f"T{n}", "project_id": 1 + n % 200} for n in range(5000)],
    }
    app = create_app(tmp_path_factory.mktemp("large") / "paymo.db", world=world)
    with app.state.database.writing() as connection:
        Store(connection, 1).insert_many("entries", bulk_entries())
    yield app
    app.state.database.close()


def bulk_entries() -> Iterator[dict[str, Any]]:
    template = completed(RESOURCES["entries"], {"is_bulk": True, "duration": 1800}, 1)
    for n in range(ENTRIES):
        task = n * 7919 % 5000
        yield {
            **template,
            "task_id": 1 + task,
            "project_id": 1 + task % 200,
            "user_id": 1 + n % 100,
            "date": f"{2025 + n * 2 // ENTRIES}-{1 + n % 12:02}-{1 + n % 25:02}",
        }


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("entries?where=user_id=7&page=3&page_size=500", 500),
        ("entries?where=client_id=7&page=0&page_size=500", 500),
        ("entries?where=task_id=77", 40),
        ("entries?where=user_id=7 and end_time=null", 0),
        ('entries?where=time_interval in ("2026-03-05T00:00:00Z","2026-03-06T00:00:00Z")', 333),
        ("tasks?page=0&page_size=500", 500),
    ],
)
def test_a_large_account_answers_lists_with_includes(
    serve: Any, large: Any, query: str, count: int
) -> None:
    client = serve("sandbox-key", large)
    relations = "task.name,task.project.name,task.project.client.name,user.name"
    if query.startswith("tasks"):
        relations = "project.name,project.client.name,tasklist.name"
    response = client.get(f"{query}&include={relations}")
    assert len(next(iter(response.json().values()))) == count
