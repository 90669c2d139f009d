"""A dataset is checked before it is played; what is wrong is named by file, case and field."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from pickle import dumps, loads

import pytest

from evals.cases import TOOLS, Approver, Case, Expectation
from evals.dataset import CaseError, find_dataset, load_cases
from evals.preflight import require_playable
from tools_server.tools.registry import TOOLS as REGISTERED

CHANGES = {"billable": False, "note": None}
CASE = "- id: one\n  turns: [{say: Hello}]\n"

WRONG = {
    "no list": ("id: one", "a dataset is a list of cases"),
    "no mapping": ("- one", "case number 1: it has to be a mapping"),
    "no YAML": ("- id: [one", "expected"),
    "a key twice": (f"{CASE}  expect: {{}}\n  expect: {{}}\n", "line 4: the key 'expect' is given"),
    "no turns": ("- id: one\n  turns: []\n", "case one: turns: List should have at least 1 item"),
    "no id": ("- turns: [{say: Hello}]\n", "case number 1: id: Field required"),
    "an id twice": (CASE + CASE, "case one: id: it is used in"),
    "a misspelt field": (f"{CASE}  expects: {{}}\n", "case one: expects: there is no such field"),
    "a comma that ends a text": (
        "- id: one\n  turns: [{say: A, decide: respond no, on Thursday}]\n",
        "case one: turns[0].on Thursday: there is no such field",
    ),
    "a field further in": (
        "- id: one\n  turns: [{say: A}, {say: B, expect: {answer: {contain: [x]}}}]\n",
        "case one: turns[1].expect.answer.contain: there is no such field",
    ),
    "an unknown tool": (
        f"{CASE}  expect: {{forbid: [create_tasks]}}\n",
        "case one: expect.forbid[0]: there is no tool 'create_tasks'",
    ),
    "an unknown decision": (
        "- id: one\n  turns: [{say: Hello, decide: aprove}]\n",
        "case one: turns[0].decide: 'aprove' is no decision",
    ),
    "an edit of nothing": (
        "- id: one\n  turns: [{say: Hello, decide: {edit: {}}}]\n",
        "case one: turns[0].decide: {'edit': {}} is no decision",
    ),
    "a bad pattern": (
        f"{CASE}  expect: {{answer: {{regex: ['(']}}}}\n",
        "case one: expect.answer.regex[0]: '(' is no regular expression",
    ),
    "a mode without calls": (f"{CASE}  expect: {{match: strict}}\n", "match: strict needs calls"),
    "a key that is a list": ("- {? [a] : 1}\n", "line 1: a key has to be a text"),
    "a day there is not": (f"{CASE}  today: 2026-02-30\n", "case one: today: "),
    "words that are none": (
        f"{CASE}  expect: {{answer: {{excludes: ['**']}}}}\n",
        "case one: expect.answer.excludes[0]: '**' is in every answer",
    ),
    "no number": (
        f"{CASE}  expect: {{world: [{{collection: tasks, where: {{a: .nan}}}}]}}\n",
        "case one: expect.world[0].where: nan is no text, number,",
    ),
    "a field of ours": (f"{CASE}  source: a.yaml\n", "case one: source: there is no such field"),
    "no time zone": (f"{CASE}  timezone: Mars/Base\n", "case one: timezone: 'Mars/Base' is not"),
    "no such world": (f"{CASE}  world: nowhere.json\n", "case one: world: there is no file"),
    "a key nobody has": (
        f"{CASE}  key: nobodys\n",
        "case one: key: the world has no key 'nobodys'",
    ),
    "a world that is none": (
        f"{CASE}  world: cases.yaml\n",
        "case one: world: ",
    ),
}


@pytest.mark.parametrize(("text", "problem"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_named(tmp_path: Path, text: str, problem: str) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(text)
    with pytest.raises(CaseError) as wrong:
        require_playable(load_cases([file]), "builtin")
    assert str(wrong.value).startswith(f"{file}: ") and problem in str(wrong.value)


def test_every_problem_of_a_case_is_named_at_once(tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text("- id: one\n  todays: 2026-11-02\n  turns: [{says: Hello}]\n")
    with pytest.raises(CaseError) as wrong:
        load_cases([file])
    lines = str(wrong.value).splitlines()
    assert [line.split(": ")[2] for line in lines] == ["turns[0].say", "turns[0].says", "todays"]


@pytest.mark.parametrize(
    ("decide", "approver"),
    [
        ("approve", Approver(kind="approve")),
        ("none", Approver()),
        ("", Approver()),
        ("respond make it 3 hours", Approver(kind="respond", message="make it 3 hours")),
        ("{respond: make it 3}", Approver(kind="respond", message="make it 3")),
        ("{respond: 2}", Approver(kind="respond", message="2")),
        ("{respond: yes}", Approver(kind="respond", message="yes")),
        ("respond no on Thursday", Approver(kind="respond", message="no on Thursday")),
        ("{reject: not ours}", Approver(kind="reject", message="not ours")),
        ("reject not ours", Approver(kind="reject", message="not ours")),
        ("{edit: {billable: no, note: null}}", Approver(kind="edit", changes=CHANGES)),
        ("{edit: {minutes: 180}}", Approver(kind="edit", changes={"minutes": 180})),
        ("change-mind", Approver(kind="change-mind")),
    ],
)
def test_decisions_as_people_write_them(tmp_path: Path, decide: str, approver: Approver) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(f"- id: 12\n  turns: [{{say: 240, decide: {decide}}}]\n")
    (case,) = load_cases([file])
    assert (case.id, case.turns[0].say, case.turns[0].decide) == ("12", "240", approver)


def loaded(tmp_path: Path, text: str) -> list[Case]:
    file = tmp_path / "cases.yaml"
    file.write_text(text)
    return load_cases([file])


def test_what_yaml_takes_for_something_else_is_text_where_text_is_asked(tmp_path: Path) -> None:
    plain = "[yes, no, 10:30, 0042, 2026-10-30, 1250.00, 240]"
    said = ["yes", "no", "10:30", "0042", "2026-10-30", "1250.00", "240"]
    (case,) = loaded(
        tmp_path,
        f"""
- id: 007
  key: 12345
  tags: {{urgent: yes, level: 1, tool: }}
  turns: [{{say: yes}}, {{say: 10:30}}]
  expect:
    answer: {{contains: {plain}, any: [{plain}], excludes: {plain}, regex: {plain}}}
    world: [{{collection: tasks, where: {{billable: no, due_date: 2026-10-30, n: 12, t: 10:30}}}}]
    calls: [{{tool: list_tasks, args: {{complete: off, ids: [1, 2]}}}}]
""",
    )
    assert (case.id, case.key, case.tags) == ("007", "12345", {"urgent": "yes", "level": "1"})
    assert [turn.say for turn in case.turns] == ["yes", "10:30"]
    answer = case.expect.answer
    assert answer.contains == answer.excludes == answer.regex == answer.any[0] == said
    where = {"billable": False, "due_date": date(2026, 10, 30), "n": 12, "t": "10:30"}
    assert case.expect.world[0].where == where
    assert case.expect.calls and case.expect.calls[0].args == {"complete": False, "ids": [1, 2]}
    assert {type(value) for value in case.expect.world[0].where.values()} == {bool, date, int, str}
    assert loads(dumps(case)) == case  # as it goes to another process


def test_fields_that_stand_there_empty_are_left_out(tmp_path: Path) -> None:
    empty = "calls: , match: , calls_any: , forbid: , pending: , answer: , world: , requests: "
    (case,) = loaded(
        tmp_path,
        "- id: one\n  world:\n  today:\n  tags:\n  draft:\n  expect:\n"
        f"  turns: [{{say: Hello, decide: , expect: {{{empty}}}}}]\n",
    )
    assert case.turns[0].expect == case.expect == Expectation()
    assert (case.world, case.draft, case.turns[0].decide) == ("demo", False, Approver())


def test_a_single_text_is_a_list_of_one_and_all_rows_need_no_condition(tmp_path: Path) -> None:
    (case,) = loaded(
        tmp_path,
        f"{CASE}  expect:\n    forbid: create_task\n    world: [{{collection: tasks, count: 3}}]\n"
        "    answer: {contains: 240 minutes, excludes: 12, regex: ^Logged}\n",
    )
    assert case.expect.forbid == ["create_task"]
    answer = case.expect.answer
    assert (answer.contains, answer.excludes, answer.regex) == (
        ["240 minutes"],
        ["12"],
        ["^Logged"],
    )
    assert case.expect.world[0].where == {}


def test_cases_may_share_what_they_have_in_common(tmp_path: Path) -> None:
    shared = "- &first\n  id: one\n  today: 2026-11-02\n  turns: [{say: Hello}]\n"
    first, second = loaded(tmp_path, f"---\n{shared}- {{<<: *first, id: two / zwölf}}\n...\n")
    assert (second.id, second.today, second.turns) == ("two / zwölf", first.today, first.turns)


def test_a_world_is_beside_the_file_or_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    (here / "world.json").write_text("{}")
    (case,) = loaded(tmp_path, f"{CASE}  world: world.json\n")
    assert case.world_file == Path("world.json")
    (tmp_path / "world.json").write_text("{}")
    assert case.world_file == tmp_path / "world.json"


def test_a_dataset_is_a_file_a_folder_or_a_name(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text(CASE)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "c.yaml").write_text(CASE.replace("one", "two"))
    assert [case.id for case in load_cases(find_dataset(str(tmp_path)))] == ["two", "one"]
    assert [case.id for case in load_cases(find_dataset(str(tmp_path / "b.yaml")))] == ["one"]
    assert load_cases(find_dataset("smoke"))
    with pytest.raises(CaseError, match=r"the datasets are .*smoke"):
        find_dataset("no-such-dataset")


def test_a_case_changes_with_its_world(tmp_path: Path) -> None:
    file, world = tmp_path / "cases.yaml", tmp_path / "world.json"
    file.write_text(f"{CASE}  world: world.json\n")
    digests = set()
    for content in ("{}", '{"clients": []}'):
        world.write_text(content)
        digests.add(load_cases([file])[0].digest)
    assert len(digests) == 2


def test_the_tools_of_a_case_are_those_of_the_server() -> None:
    assert set(TOOLS) == set(REGISTERED)
