"""The same day gives the same world, another day gives the same studio."""

import hashlib
import json
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

from tools_server.sandbox.worlds.demo import build_demo_world

DIGEST = """
import hashlib, json
from datetime import date
from tools_server.sandbox.worlds.demo import build_demo_world
text = json.dumps(build_demo_world(date(2026, 11, 2)))
print(hashlib.sha256(text.encode()).hexdigest())
"""


def digest_with_hash_seed(seed):
    answer = subprocess.run(
        [sys.executable, "-c", DIGEST],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONHASHSEED": seed},
        check=True,
        capture_output=True,
        text=True,
    )
    return answer.stdout.strip()


def test_two_processes_build_the_same_json():
    here = hashlib.sha256(json.dumps(build_demo_world(date(2026, 11, 2))).encode()).hexdigest()
    assert digest_with_hash_seed("1") == digest_with_hash_seed("2") == here


def test_a_world_is_a_fresh_copy_each_time():
    first = build_demo_world(date(2026, 11, 2))
    first["clients"][0]["name"] = "changed"
    first["tasks"][0]["users"].append(999)
    first["api_keys"].clear()
    second = build_demo_world(date(2026, 11, 2))
    assert second["clients"][0]["name"] == "Northwind Traders"
    assert 999 not in second["tasks"][0]["users"]
    assert len(second["api_keys"]) == 4


def test_names_and_ids_do_not_move_with_the_day(world):
    reference = build_demo_world(date(2026, 11, 2))
    for collection in ("users", "clients", "projects", "tasklists", "tasks", "milestones"):
        names = [(row["id"], row["name"]) for row in world[collection]]
        assert names == [(row["id"], row["name"]) for row in reference[collection]]


def test_history_spans_two_years_and_ends_yesterday(world, today):
    starts = [
        row.get("date") or datetime.fromisoformat(row["start_time"]).date().isoformat()
        for row in world["entries"]
    ]
    oldest = date.fromisoformat(min(starts))
    assert 700 < (today - oldest).days <= 732
    # An evening in Boston may be today already by UTC.
    assert max(starts) <= today.isoformat()
    assert all(row["date"] < today.isoformat() for row in world["invoices"])
    assert all(row["date"] < today.isoformat() for row in world["invoicepayments"])
