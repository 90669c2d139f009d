"""Fills an empty database with a world, and the world with Paymo's defaults."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from tools_server.sandbox.paymo import company
from tools_server.sandbox.paymo.auth import Caller
from tools_server.sandbox.paymo.behaviour.documents import links
from tools_server.sandbox.paymo.behaviour.people import set_password
from tools_server.sandbox.paymo.behaviour.reports import work_out
from tools_server.sandbox.paymo.catalog import RESOURCES
from tools_server.sandbox.paymo.errors import Refusal
from tools_server.sandbox.paymo.kinds import Moment
from tools_server.sandbox.paymo.seed import billing, people, projects, talk, task_parts
from tools_server.sandbox.paymo.store import Store, completed
from tools_server.sandbox.paymo.work import Values, Work, local_day
from tools_server.sandbox.paymo.world import World, WorldError, parse_world

DEFAULT_KEY = "sandbox-key"


def plant(connection: sqlite3.Connection, given: Mapping[str, Any], now: int) -> None:
    """Insert a world into freshly made tables. Raises WorldError."""
    world = parse_world(given)
    settings = _settings(world, now)
    people.complete(world)
    projects.complete(world, now)
    task_parts.complete(world, now)
    talk.complete(world)
    billing.complete(world, settings, local_day(now, settings.get("timezone")))
    store = Store(connection, now)
    # Files belong to comments, comments to threads, and threads to files.
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for name, rows in world.rows.items():
        resource = RESOURCES[name]
        store.insert_many(name, (completed(resource, row, now) for row in rows))
    company.write(connection, settings)
    _open_doors(store, world)
    _work_out_reports(store, world)


def _settings(world: World, now: int) -> company.Company:
    stamps = {"created_on": Moment().show(now), "updated_on": Moment().show(now)}
    counters = {
        "next_invoice_number": str(len(world.rows["invoices"]) + 1),
        "next_estimate_number": str(len(world.rows["estimates"]) + 1),
    }
    return {**company.DEFAULTS, **stamps, **counters, **world.company}


def _work_out_reports(store: Store, world: World) -> None:
    """Those whose content the world leaves open, from the time that is now there."""
    for index, given in enumerate(world.rows["reports"]):
        if given.get("content") is not None:
            continue
        report: Values = completed(RESOURCES["reports"], given, store.now)
        found: Values = links("reports", report["id"])
        try:
            work_out(Work(store, Caller(report["user_id"], "Admin")), report, found)
        except Refusal as refusal:
            raise WorldError(f"reports[{index}]", refusal.message) from None
        store.update("reports", report["id"], **found)


def _open_doors(store: Store, world: World) -> None:
    """API keys and passwords; without any key the first admin gets one."""
    admins = [user["id"] for user in world.rows["users"] if user.get("type") == "Admin"]
    first = (admins or [user["id"] for user in world.rows["users"]])[0]
    keys = world.api_keys or {DEFAULT_KEY: first}
    store.connection.executemany("INSERT INTO api_keys VALUES (?, ?)", keys.items())
    for user in world.rows["users"]:
        if user.get("password"):
            set_password(store, user["id"], user["password"])
