"""A run on paper: what a build server counts, what a person reads, what broke since last time."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from agent.session import InvalidArgument
from evals.baseline import compared, read_baseline
from evals.console import print_run
from evals.report import write_reports
from evals.results import (
    CallRecord,
    CaseResult,
    ChangeRecord,
    Finding,
    RunResult,
    TrialResult,
    TurnRecord,
)
from evals.scores import by_tag, overall, wrong_writes
from evals.thresholds import Thresholds, read_thresholds

HOSTILE = '</pre><script>alert("x")</script> ]]> \x00\u202e'


def case(id: str, *statuses: str, kind: str = "read", **trial: object) -> CaseResult:
    trials = [
        TrialResult(id, number, status, **trial)  # type: ignore[arg-type]
        for number, status in enumerate(statuses, 1)
    ]
    return CaseResult(id, {"kind": kind}, trials, source="some/reads.yaml")


def run(*cases: CaseResult, trials: int = 1) -> RunResult:
    return RunResult("reads", "builtin", trials, list(cases), "2026-11-02T12:00:00Z", 1.5)


MISSED = case(
    "who-owes",
    "failed",
    findings=[Finding("answer", f"it lacks {HOSTILE}", expected="1,250.00", actual=HOSTILE)],
    turns=[
        TurnRecord(
            said=HOSTILE,
            answer=HOSTILE,
            model="builtin",
            calls=[CallRecord("list_invoices", {"name": HOSTILE}, ok=True, elapsed_ms=12)],
            cost=Decimal("0.0123"),
        )
    ],
    cost=Decimal("0.0123"),
    elapsed_ms=80,
)


def test_a_build_server_counts_failures_and_what_could_not_be_judged(tmp_path: Path) -> None:
    write_reports(run(MISSED, case("fine", "passed"), case("cut", "broken")), tmp_path)
    root = Xml.parse(tmp_path / "junit.xml").getroot()
    assert {name: root.get(name) for name in ("tests", "failures", "errors")} == {
        "tests": "3",
        "failures": "1",
        "errors": "1",
    }
    failure = root.find("./testsuite[@name='reads']/testcase[@name='who-owes']/failure")
    assert failure is not None
    assert "it lacks" in (failure.text or "")


def test_the_page_shows_what_was_typed_and_runs_none_of_it(tmp_path: Path) -> None:
    write_reports(run(MISSED, case("fine", "passed")), tmp_path)
    html = (tmp_path / "report.html").read_text()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "⟨U+202E⟩" in html
    assert "http" not in html.replace("http-equiv", "")  # nothing is loaded from anywhere
    for shown in ("1 of 2", "50.0 %", "1,250.00", "list_invoices", "12 ms", "USD 0.0123"):
        assert shown in html


def test_a_run_is_its_own_baseline_and_later_ones_are_compared_by_name(tmp_path: Path) -> None:
    before = run(case("a", "passed"), case("b", "failed"), case("c", "passed"), case("d", "broken"))
    write_reports(before, tmp_path)
    assert read_baseline(tmp_path) == before
    now = run(case("a", "failed"), case("b", "passed"), case("d", "passed"), case("e", "passed"))
    found = compared(now, read_baseline(tmp_path / "result.json"))
    assert (found.broke, found.fixed, found.unjudged) == (["a"], ["b"], ["d"])
    assert (found.new, found.gone) == (["e"], ["c"])
    write_reports(now, tmp_path / "next", found)
    assert "Broke (1)" in (tmp_path / "next" / "report.html").read_text()
    with pytest.raises(InvalidArgument):
        read_baseline(tmp_path / "report.html")


def test_scores_leave_out_what_was_not_judged_and_say_how_sure_they_are() -> None:
    scored = overall(run(case("a", "passed", "failed"), case("b", "passed", "passed"),
                         case("c", "broken", "passed"), trials=2))  # fmt: skip
    assert (scored.passed, scored.judged, scored.broken, scored.share) == (1, 2, 1, 0.5)
    assert scored.low < 0.5 < scored.high
    assert scored.power == 0.5  # both plays of one of two cases
    assert scored.once == 0.75
    assert overall(run(case("a", "failed", "broken", "passed"), trials=3)).once == 0.5
    assert [score.name for score in by_tag(run(case("a", "passed")))] == ["kind=read"]


def test_tags_and_names_are_no_markup_and_nothing_played_passes_no_gate(
    capsys: pytest.CaptureFixture[str],
) -> None:
    odd = replace(case("[/b] x", "failed"), tags={"kind": "[/red]\x1b[2J"})
    print_run(run(odd), compared(run(odd), run(odd)), ["kind=[/red]: missed"])
    said = capsys.readouterr().out
    assert "FAILED  [/b] x" in said and "kind=[/red]" in said and "\x1b" not in said
    assert Thresholds(passed=0.0).missed(run()) == ["there is no case in the dataset."]


def test_a_write_where_none_is_right_counts_even_when_it_was_approved(tmp_path: Path) -> None:
    made = ChangeRecord("entries", "created", 1, {}, approved=True)
    smuggled = ChangeRecord("entries", "created", 2, {}, approved=False)
    played = run(
        case("w", "passed", kind="write", changes=[made]),
        case("r", "failed", kind="refuse", changes=[made]),
        case("s", "failed", kind="write", changes=[smuggled]),
    )
    assert wrong_writes(played) == 2
    asked_for = replace(made, expected=True)
    beside = ChangeRecord("userstasks", "created", 3, {}, approved=True)
    assert not wrong_writes(run(case("c", "passed", kind="clarify", changes=[asked_for, beside])))
    path = tmp_path / "gate.yaml"
    path.write_text("passed: 0.3\ntags: {kind=write: 0.5, kind=none: 1.0}\n")
    missed = read_thresholds(path).missed(played)
    assert [line.split(":")[0] for line in missed] == ["kind=none", "wrong writes"]
    assert not Thresholds(passed=0.3, wrong_writes=2).missed(played)
    path.write_text("pased: 0.3\n")
    with pytest.raises(InvalidArgument, match="pased"):
        read_thresholds(path)
