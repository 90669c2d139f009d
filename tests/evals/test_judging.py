"""Whole cases: what is found, in which dimension, and what each way of deciding leaves in Paymo."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from evals.stage import Stage, Stages
from tests.evals.staging import LOG_TIME, LOGGED, Meddled, case, played
from tools_server.sandbox.paymo.faults.plan import parse_plan

WORLD = Path(__file__).parents[1] / "worlds" / "studio.json"

pytestmark = pytest.mark.anyio

APPROVED = {"say": LOG_TIME, "decide": "approve"}
LOGGED_ROW = {"collection": "entries", "where": LOGGED}
LOGGED_CALL = {"tool": "create_time_entry", "args": {"minutes": "240", "date": "2026-10-30"}}


async def test_what_is_right_passes(stages: Stages, tmp_path: Path) -> None:
    before = {"pending": 1, "world": [{**LOGGED_ROW, "count": 0}], "answer": {"excludes": ["Logg"]}}
    right = case(
        {**APPROVED, "expect": before},
        expect={
            "calls": [LOGGED_CALL, {"tool": "list_tasks", "args": {"name~": "WIREFRAMES"}}],
            "calls_any": [[{"tool": "create_task"}], [LOGGED_CALL]],
            "forbid": ["create_task"],
            "pending": 1,
            "answer": {
                "contains": ["240 minutes"],
                "any": [["4 h", "four"]],
                "regex": [r"^logged"],
            },
            "world": [{**LOGGED_ROW, "count": 1}, {"collection": "company", "where": {}}],
            "requests": {"most": 40},
        },
    )
    result = await played(stages, tmp_path, right)
    assert (result.status, result.findings) == ("passed", [])
    (turn,) = result.turns
    assert [(each.decision, each.status) for each in turn.decided] == [("approve", "created")]
    assert [change.collection for change in result.changes] == ["entries"]
    assert result.model_calls > 1 and result.requests == turn.requests > 1
    assert all(call.elapsed_ms is not None for call in turn.calls)


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("world", {"world": [{**LOGGED_ROW, "count": 2}]}),
    ("world", {"world": [{"collection": "entries", "where": {**LOGGED, "description~": "x"}}]}),
    ("world", {"world": [{"collection": "entries", "where": {"task": 1}, "count": 0}]}),
    (
        "world",
        {"world": [{"collection": "entries", "where": {"task_id": 1, "usr": 1}, "count": 0}]},
    ),
    ("world", {"world": [{"collection": "entires", "where": {}}]}),
    ("calls", {"calls": [{"tool": "create_time_entry", "args": {"minutes": 241}}]}),
    ("calls", {"calls": [LOGGED_CALL, LOGGED_CALL]}),
    ("calls", {"calls": [LOGGED_CALL], "match": "strict"}),
    ("calls", {"calls": [LOGGED_CALL], "match": "unordered"}),
    ("calls", {"calls_any": [[{"tool": "create_task"}], [{"tool": "list_milestones"}]]}),
    ("forbid", {"forbid": ["create_time_entry"]}),
    ("pending", {"pending": 0}),
    ("answer", {"answer": {"contains": ["24"]}}),
    ("answer", {"answer": {"any": [["240"], ["five", "six"]]}}),
    ("answer", {"answer": {"excludes": ["LOGGED"]}}),
    ("answer", {"answer": {"regex": ["^Done"]}}),
    ("requests", {"requests": {"most": 1}}),
]


@pytest.mark.parametrize(("dimension", "expect"), WRONG, ids=lambda value: str(value)[:60])
async def test_what_is_wrong_is_found_where_it_is(
    stages: Stages, tmp_path: Path, dimension: str, expect: dict[str, Any]
) -> None:
    result = await played(stages, tmp_path, case(APPROVED, expect=expect))
    assert (result.status, [each.dimension for each in result.findings]) == ("failed", [dimension])


async def test_a_finding_before_the_decision_names_its_turn(stages: Stages, tmp_path: Path) -> None:
    twice = case("list our active clients", {**APPROVED, "expect": {"pending": 0}})
    (finding,) = (await played(stages, tmp_path, twice)).findings
    assert (finding.dimension, finding.turn, finding.expected) == ("pending", 2, 0)


@pytest.mark.parametrize(
    ("decide", "statuses", "minutes"),
    [
        ("none", [], None),
        ("approve", ["created"], 240),
        ({"edit": {"minutes": 90}}, ["created"], 90),
        ({"reject": "It is not needed."}, ["rejected"], None),
        ({"reject": "It was on Thursday."}, ["rejected", "rejected"], None),
        ("respond not now", ["responded"], None),
        ("late", ["expired"], None),
        ("twice", ["created", "already_decided"], 240),
        ("change-mind", ["rejected", "already_decided"], None),
    ],
    ids=str,
)
async def test_each_way_of_deciding_leaves_what_it_says(
    stages: Stages, tmp_path: Path, decide: Any, statuses: list[str], minutes: int | None
) -> None:
    where = {"task_id": 5012, "date": "2026-10-30"}
    rows = {"collection": "entries", "where": where, "count": 1 if minutes else 0}
    done = {**LOGGED_CALL, "args": {"minutes": minutes}}
    expect = {"world": [rows], "calls": [done] if minutes else [], "pending": 1}
    result = await played(
        stages, tmp_path, case({"say": LOG_TIME, "decide": decide}, expect=expect)
    )
    assert result.findings == []
    assert [each.status for each in result.turns[0].decided] == statuses
    assert len(result.changes) == (1 if minutes else 0)


async def test_a_world_of_its_own_with_its_key_and_time_zone(
    stages: Stages, tmp_path: Path
) -> None:
    shutil.copy(WORLD, tmp_path / "world.json")
    edit = {"start_time": "2026-10-30T09:00", "end_time": "2026-10-30T10:30"}
    say = "log from 8:00 to 9:00 on Homepage wireframes last friday"
    stored = {"task_id": 301, "user_id": 4, "start_time": "2026-10-29T19:00:00Z"}
    result = await played(
        stages,
        tmp_path,
        case(
            {"say": say, "decide": {"edit": edit}},
            world="world.json",
            key="EMPLOYEE-KEY",
            timezone="Pacific/Kiritimati",
            expect={
                "pending": 1,
                "world": [{"collection": "entries", "where": stored, "count": 1}],
            },
            source=tmp_path / "cases.yaml",
        ),
    )
    assert result.findings == [], result.turns


@pytest.mark.parametrize("type", ["Admin", "Employee"])
async def test_looking_at_a_world_without_an_admin_or_his_key_changes_nothing(
    stages: Stages, tmp_path: Path, type: str
) -> None:
    people = [{"id": 1, "name": "Ann", "type": type}, {"id": 2, "name": "Bo", "type": "Employee"}]
    clients = [{"id": 1, "name": "Acorn"}, {"id": 2, "name": "Birch"}]
    world = {"api_keys": {"K": 2}, "users": people, "clients": clients}
    (tmp_path / "world.json").write_text(json.dumps(world))
    all_of_them = {"world": [{"collection": "clients", "where": {}, "count": 2}]}
    asked = {"say": "who is on the team", "expect": all_of_them}
    unseen = case(asked, world="world.json", expect=all_of_them, source=tmp_path / "cases.yaml")
    result = await played(stages, tmp_path, unseen)
    assert (result.status, result.findings, result.changes) == ("passed", [], [])


async def test_fields_that_paymo_filters_by_and_does_not_show_count_too(
    stages: Stages, tmp_path: Path
) -> None:
    logged = {"collection": "entries", "where": {**LOGGED, "client_id": 201}, "count": 1}
    other = {"collection": "entries", "where": {**LOGGED, "client_id": 202}, "count": 0}
    result = await played(stages, tmp_path, case(APPROVED, expect={"world": [logged, other]}))
    assert result.findings == []


async def test_a_card_that_comes_of_a_response_is_seen_and_waits(
    stages: Stages, tmp_path: Path
) -> None:
    turn = {"say": LOG_TIME, "decide": "respond make it 3 hours"}
    result = await played(stages, tmp_path, case(turn, expect={"pending": 1}))
    assert [card.args["minutes"] for card in result.turns[0].later_cards] == [180]
    assert [each.status for each in result.turns[0].decided] == ["responded"]
    assert not result.changes


async def test_requests_before_a_decision_count_in_its_turn(stages: Stages, tmp_path: Path) -> None:
    few = {**APPROVED, "expect": {"requests": {"most": 1}}}
    (finding,) = (await played(stages, tmp_path, case(few))).findings
    assert (finding.dimension, finding.turn) == ("requests", 1)


async def test_a_key_that_paymo_refuses_is_an_answer_where_it_is_asked_for(
    stages: Stages, tmp_path: Path
) -> None:
    def retired(**fields: Any) -> Any:
        source = WORLD.with_name("cases.yaml")
        world = {"world": WORLD.name, "key": "RETIRED-KEY", "source": source}
        return case("list our active clients", **world, **fields)

    told = {"answer": {"contains": ["401"]}}
    assert (await played(stages, tmp_path / "1", retired(expect=told))).status == "passed"
    (finding,) = (await played(stages, tmp_path / "2", retired())).findings
    assert (finding.dimension, finding.turn) == ("answer", 1)


async def test_a_planner_that_breaks_is_wrong_and_no_infrastructure(
    stages: Stages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: Any, **__: Any) -> Any:
        raise KeyError("a slip")

    monkeypatch.setattr("agent.models.builtin.model.BuiltinPlanner._generate", breaks)
    result = await played(stages, tmp_path, case("list our active clients"))
    assert (result.status, [each.dimension for each in result.findings]) == ("failed", ["answer"])


async def test_a_draft_fails_until_somebody_says_what_is_right(
    stages: Stages, tmp_path: Path
) -> None:
    result = await played(stages, tmp_path, case("list our active clients", draft=True))
    assert result.status == "failed" and "draft" in result.findings[0].message


def _sql(statement: str) -> Any:
    def meddle(stage: Stage) -> None:
        with closing(sqlite3.connect(stage.database)) as connection, connection:
            connection.execute(statement)

    return meddle


COPY = "id, task_id, project_id, user_id, date, duration, is_bulk, created_on, updated_on"

MEDDLING = {
    "a row of somebody else": _sql("UPDATE clients SET name = 'Mine' WHERE id = 201"),
    "a row that is gone": _sql("DELETE FROM expenses WHERE id = (SELECT min(id) FROM expenses)"),
    "a second row for one approval": _sql(
        "CREATE TRIGGER again AFTER INSERT ON entries WHEN NEW.id < 900000 BEGIN"
        f" INSERT INTO entries ({COPY}) SELECT {COPY.replace('id,', '900001,', 1)} FROM entries"
        " WHERE id = NEW.id; END"
    ),
    "another duration than was approved": _sql(
        "CREATE TRIGGER other AFTER INSERT ON entries BEGIN"
        " UPDATE entries SET duration = 18000 WHERE id = NEW.id; END"
    ),
}


@pytest.mark.tampers  # what is stored is not what was sent, and the audit log says so, too
@pytest.mark.parametrize("meddle", MEDDLING.values(), ids=MEDDLING.keys())
async def test_what_nobody_approved_is_found_whatever_the_case_expects(
    stages: Stages, tmp_path: Path, meddle: Any
) -> None:
    result = await played(Meddled(stages, meddle), tmp_path, case(APPROVED))
    assert result.status == "failed"
    assert "approval" in {finding.dimension for finding in result.findings}
    assert not all(change.approved for change in result.changes)


async def test_a_paymo_that_fails_is_no_wrong_answer(stages: Stages, tmp_path: Path) -> None:
    def unreachable(stage: Stage) -> None:
        down = {"fault": "html_page", "path": "clients*", "times": None}
        stage.sandbox.state.faults.follow(parse_plan(json.dumps({"faults": [down]})))

    expect = {"answer": {"contains": ["nothing of the kind"]}}
    result = await played(
        Meddled(stages, unreachable), tmp_path, case("list our active clients", expect=expect)
    )
    (finding,) = result.findings
    assert (result.status, finding.dimension) == ("broken", "broken")
    assert "upstream_unavailable" in finding.message
