"""Consent: another client's person is asked by the server; without anybody's nothing is written."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from mcp import ClientSession
from mcp.client.streamable_http import create_mcp_http_client, streamable_http_client
from mcp.types import INVALID_REQUEST, ElicitRequestParams, ElicitResult, ErrorData

from tests import studio
from tests.tools_server.serving import serving_http
from tests.tools_server.writes.office import Office, open_office
from tools_server.governance.database import open_database
from tools_server.governance.tokens import Role, TokenStore

pytestmark = pytest.mark.anyio

NEW_TASK = {"name": "Footer", "project_id": 101, "due_date": "2026-11-06"}
YES = ElicitResult(action="accept", content={"approve": True})
NOT_YES = [
    ElicitResult(action="decline"),
    ElicitResult(action="cancel"),
    ElicitResult(action="accept", content={"approve": False, "reason": "Not this week"}),
    ElicitResult(action="accept", content={}),
]


class Person:
    """Someone in front of another client: reads what is asked and gives one answer."""

    def __init__(self, answer: ElicitResult) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def __call__(self, _context: Any, question: ElicitRequestParams) -> ElicitResult:
        self.asked.append(question.message)
        return self.answer


@asynccontextmanager
async def asking(data: Path, person: Any, **options: Any) -> AsyncIterator[Office]:
    async with open_office(data, elicitation=person, **options) as desk:
        yield desk


async def test_a_person_who_says_yes_has_it_written_once(tmp_path: Path) -> None:
    person = Person(YES)
    async with asking(tmp_path, person) as desk:
        card = await desk.proposal("create_task", **NEW_TASK)
        created = await desk.call("create_task", **NEW_TASK)
        assert len(desk.network.posted) == 1
        events = [(e.event, e.actor) for e in desk.audit.entries()]
    (asked,) = person.asked
    assert asked.splitlines()[0] == card["summary"]
    assert [f"{row['label']}: {row['shown']}" for row in card["fields"]] == asked.splitlines()[1:]
    assert created["status"] == "created"
    assert events == [(e, "local") for e in ("proposed", "decided", "sent", "answered")]


@pytest.mark.parametrize("answer", NOT_YES)
async def test_anything_but_a_yes_writes_nothing(tmp_path: Path, answer: ElicitResult) -> None:
    async with asking(tmp_path, Person(answer)) as desk:
        error = await desk.refusal("create_task", **NEW_TASK)
        assert desk.network.posted == []
        decision = next(e for e in desk.audit.entries() if e.event == "decided")
    assert error["code"] == "approval_required"
    assert "did not approve" in error["message"]
    assert ("Not this week" in error["message"]) == bool((answer.content or {}).get("reason"))
    assert decision.body["type"] == "reject"


async def test_nothing_that_was_typed_looks_like_a_row_of_the_card(tmp_path: Path) -> None:
    person = Person(ElicitResult(action="decline"))
    text = "x\nDuration: 5 min\n\u202eWarning: none\u200b"
    async with asking(tmp_path, person) as desk:
        await desk.refusal("create_task", **NEW_TASK, description=text)
    lines = person.asked[0].splitlines()
    assert lines[lines.index("Description: ") + 1 :][:3] == [
        "    | x",
        "    | Duration: 5 min",
        "    | ⟨U+202E⟩Warning: none⟨U+200B⟩",
    ]


async def test_a_yes_to_what_is_no_longer_true_is_not_enough(tmp_path: Path) -> None:
    """The project gets another name while the person thinks."""

    async def think(_context: Any, _question: ElicitRequestParams) -> ElicitResult:
        await desk.network.change("projects/101", "ADMIN-KEY", name="Website II")
        return YES

    async with asking(tmp_path, think) as desk:
        changed = await desk.call("create_task", **NEW_TASK)
        assert desk.network.posted == []
    assert changed["error"]["code"] == "conflict"
    assert "Website II" in changed["proposal"]["summary"]


async def test_nobody_is_asked_about_what_exists_or_cannot_be(tmp_path: Path) -> None:
    person = Person(YES)
    async with asking(tmp_path, person) as desk:
        there = await desk.call("create_task", name="Homepage wireframes", project_id=101)
        wrong = await desk.refusal("create_task", name="Footer", project_id=999)
    assert (there["status"], wrong["code"]) == ("already_exists", "not_found")
    assert person.asked == []


@pytest.mark.parametrize("unattended", [True, False])
async def test_a_call_that_comes_again_after_a_lost_answer_writes_nothing_twice(
    tmp_path: Path, unattended: bool
) -> None:
    """Another client has no key of ours: the content tells that it is the same call."""
    async with asking(tmp_path, Person(YES), unattended=unattended) as desk:
        desk.network.lose_answer = desk.network.break_down_after = True
        lost = await desk.call("create_time_entry", task_id=301, minutes=90)
        desk.network.unreachable = False
        again = await desk.call("create_time_entry", task_id=301, minutes=90)
        assert len(desk.network.posted) == 1
        assert desk.audit.verify().intact
    assert lost["unsettled"] is True
    assert again["recorded"]["minutes"] == 90


async def test_a_client_that_shows_no_forms_is_not_asked(tmp_path: Path) -> None:
    """It may show addresses only, or answer the question with an error."""

    async def broken(_context: Any, _question: ElicitRequestParams) -> ErrorData:
        return ErrorData(code=INVALID_REQUEST, message="no forms here")

    async with asking(tmp_path, broken) as desk:
        error = await desk.refusal("create_task", **NEW_TASK)
        assert desk.network.posted == []
        events = [entry.event for entry in desk.audit.entries()]
    assert error["code"] == "approval_required"
    assert "could not be asked through this client" in error["message"]
    assert events == ["proposed", "refused"]


async def test_unattended_writes_are_on_record_as_such(tmp_path: Path) -> None:
    async with open_office(tmp_path, unattended=True) as desk:
        created = await desk.call("create_task", **NEW_TASK)
        decided = next(e for e in desk.audit.entries() if e.event == "decided")
    assert created["status"] == "created"
    assert (decided.actor, decided.body["by_server_flag"]) == ("unattended", True)


@pytest.mark.parametrize(
    ("role", "code", "written"),
    [("approver", None, 1), ("writer", "approval_required", 0), ("reader", "forbidden", 0)],
)
async def test_only_an_approvers_person_is_asked(
    tmp_path: Path, role: Role, code: str | None, written: int
) -> None:
    data, person = tmp_path / "data", Person(YES)
    settings = studio.settings(data)
    engine = open_database(settings.governance_database)
    token = TokenStore(engine).create("laptop", role, None)
    engine.dispose()
    headers = {"Authorization": f"Bearer {token}"}
    with serving_http(data) as server:
        async with (
            create_mcp_http_client(headers=headers) as http,
            streamable_http_client(server.mcp, http_client=http) as (reader, writer, _),
            ClientSession(reader, writer, elicitation_callback=person) as client,
        ):
            await client.initialize()
            result = await client.call_tool("create_task", NEW_TASK)
    assert len(person.asked) == written
    assert len(await studio.rows(settings, "tasks", 'name="Footer"')) == written
    if code:
        assert f'"code": "{code}"' in result.content[0].text
    else:
        assert result.structuredContent["status"] == "created"
