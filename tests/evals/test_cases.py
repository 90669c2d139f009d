"""A dataset is checked before it is played; what is wrong is named by file, case and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.cases import TOOLS, Approver
from evals.dataset import CaseError, find_dataset, load_cases
from evals.preflight import require_playable
from tools_server.tools.registry import TOOLS as REGISTERED

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
        ("{reject: not ours}", Approver(kind="reject", message="not ours")),
        ("{edit: {minutes: 180}}", Approver(kind="edit", changes={"minutes": 180})),
        ("change-mind", Approver(kind="change-mind")),
    ],
)
def test_decisions_as_people_write_them(tmp_path: Path, decide: str, approver: Approver) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(f"- id: 12\n  turns: [{{say: 240, decide: {decide}}}]\n")
    (case,) = load_cases([file])
    assert (case.id, case.turns[0].say, case.turns[0].decide) == ("12", "240", approver)


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
