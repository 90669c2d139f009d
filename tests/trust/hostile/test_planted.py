"""Every string in every text that a tool can answer, and what becomes of it on its way to eyes."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from functools import cache
from typing import Any

import anyio
import pytest

from agent.compact import FENCE_CLOSE, FENCE_OPEN, HARD_LIMIT, compact, parse_compact
from agent.compact.fenced import ERROR_LIMIT, compact_write
from tests.tools_server.tools.sandbox_account import Account
from tests.trust.hostile.corpus import TEXTS
from tests.trust.hostile.fields import NOT_TYPED, texts_at, typed_fields
from tests.trust.hostile.shown import HIDDEN
from tests.trust.hostile.world import FIRST_ID, planted_world
from tools_server.errors import InvalidArgument
from tools_server.tools import TOOLS, ReadTool
from tools_server.tools.arguments import parse_arguments
from tools_server.tools.markup import plain_text
from ui.components.table import as_csv

pytestmark = pytest.mark.timeout(300)

EVERYTHING: dict[str, dict[str, Any]] = {
    "list_clients": {},
    "list_projects": {},
    "list_users": {},
    "list_milestones": {},
    "list_tasks": {"user_id": 1},
    "list_time_entries": {"date_from": "2026-01-01", "date_to": "2026-11-02"},
    "list_invoices": {"status": "all", "with_items": True},
}
_MARK = re.compile(r" U\d{3}U$")


@cache
def answers() -> dict[str, list[dict[str, Any]]]:
    """What the read tools answer over the planted world, as JSON."""
    found: dict[str, list[dict[str, Any]]] = {}

    async def read() -> None:
        account = Account(planted_world(TEXTS), key="ADMIN-KEY")
        for name, args in EVERYTHING.items():
            found[name] = [await _call(account, name, {**args, "limit": 2_500})]
            assert found[name][0]["next_cursor"] is None
        found["get_project_details"] = [
            await _call(account, "get_project_details", {"project_id": FIRST_ID + number})
            for number in range(len(TEXTS))
        ]

    anyio.run(read)
    return found


async def _call(account: Account, name: str, args: dict[str, Any]) -> dict[str, Any]:
    tool = TOOLS[name]
    assert isinstance(tool, ReadTool)
    answer = await tool.run(account.context, parse_arguments(tool.input, args))
    content: dict[str, Any] = answer.model_dump(mode="json")
    return content


def rows() -> list[tuple[str, dict[str, Any]]]:
    """Every row of every tool, with the tool's name."""
    return [
        (name, row)
        for name, found in answers().items()
        for answer in found
        for row in answer.get("items", [answer])
    ]


def test_every_text_of_every_tool_holds_every_string() -> None:
    plantings, missing = 0, []
    for tool, paths in typed_fields().items():
        for path in paths:
            held = {_MARK.sub("", text) for text in texts_at(answers()[tool], path)}
            wanted = {_as_answered(text, path) for text in TEXTS if text.strip()} - {""}
            missing += [(tool, path, text[:60]) for text in wanted - held]
            plantings += len(wanted & held)
    assert missing == []
    fields = sum(map(len, typed_fields().values()))
    figures = f"{len(TEXTS)} strings in {fields} text fields: {plantings} plantings"
    sys.stdout.write(f"\n{figures}\n")
    assert NOT_TYPED.keys() <= {"next_cursor", "status", "type", "currency", "hourly_billing_mode"}


def _as_answered(text: str, path: str) -> str:
    """Descriptions come without their markup; of all other texts nothing is taken."""
    return (plain_text(text) or "") if path.endswith("description") else text


def test_a_model_sees_one_fence_and_nothing_hidden() -> None:
    for tool, row in rows():
        text = compact(tool, {}, [row], complete=True, warnings=[], artifact="k3f9")
        assert text.startswith(f"{FENCE_OPEN}\n")
        assert text.endswith(f"\n{FENCE_CLOSE}")
        body = text[len(FENCE_OPEN) : -len(FENCE_CLOSE)]
        assert "<" not in body
        assert not HIDDEN.search(body.strip("\n"))
        assert len(text) <= HARD_LIMIT
        parsed = parse_compact(text)
        assert parsed
        assert parsed["count"] == 1


def test_an_error_that_names_records_is_fenced_and_short() -> None:
    failure = InvalidArgument("; ".join(TEXTS[:40]), hint="; ".join(TEXTS[40:]))
    text = compact_write("create_task", status="refused", error=failure.as_dict())
    assert text.count("<") == 2
    assert not HIDDEN.search(text.replace("\n", ""))
    assert len(text) < 4 * 6 * ERROR_LIMIT


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_spreadsheet_runs_nothing_of_a_download(delimiter: str) -> None:
    """Read as spreadsheets of either kind of country read it."""
    csv.field_size_limit(10_000_000)
    for tool in answers():
        records = [row for name, row in rows() if name == tool]
        file = io.StringIO(as_csv(records).decode("utf-8-sig"), newline="")
        for line in csv.reader(file, delimiter=delimiter):
            assert [cell for cell in line if _runs(cell)] == []


def test_numbers_of_a_download_stay_numbers() -> None:
    row = {"balance": -12.5, "minutes": -30, "phone": "+353 1 555 0110", "rate": "-5 %"}
    (read,) = csv.DictReader(io.StringIO(as_csv([row]).decode("utf-8-sig")))
    assert read == {name: str(value) for name, value in row.items()}


def _runs(cell: str) -> bool:
    start = cell.lstrip('\ufeff\u200b \t\r\n"')
    return start[:1] in {"=", "@", "＝"} or bool(re.match(r"[+-][^\d\s].*[(|!]", start, re.DOTALL))


def test_json_of_the_command_line_is_equal_and_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    from agent.commands.output import emit

    emit({"texts": TEXTS})
    printed = capsys.readouterr().out
    assert not HIDDEN.search(printed.replace("\n", ""))
    assert json.loads(printed) == {"texts": TEXTS}
