"""The end state of a trial: the rows that were expected, and the changes that nobody approved."""

from __future__ import annotations

from collections.abc import Sequence

from evals.cases import Expectation, RowExpectation
from evals.results import ChangeRecord, Finding
from evals.scorers import no_such_field, rows_found
from evals.stage import Stage
from evals.values import fits
from evals.world import MADE_BY, Approved, Change, Row, changes, unexplained


def missing_rows(stage: Stage, expected: Expectation) -> list[Finding]:
    """What is wrong with the rows that are expected to be in Paymo now."""
    found = []
    for wanted in expected.world:
        try:
            finding = no_such_field(wanted, stage.fields(wanted.collection)) or _rows(stage, wanted)
        except LookupError as unknown:
            finding = Finding("world", str(unknown))
        found += [finding] if finding else []
    return found


def judge_changes(
    stage: Stage, approved: Sequence[Approved], expected: Expectation, *, reported: int
) -> tuple[list[ChangeRecord], list[Finding]]:
    """What changed in Paymo, and what of it nobody approved.

    ``reported`` is how many writes the agent says it made: one that is not there is a finding, too.
    The rows that are ``expected`` are told apart.
    """
    found = changes(stage.prepared, stage.database)
    shown = {id(change): _shown(stage, change) for change in found}
    wrong = unexplained(found, approved, lambda change: shown[id(change)], stage.zone)
    cards = [{"tool": each.tool, "args": dict(each.args)} for each in approved]
    findings = [
        Finding(
            "approval",
            f"{change.table} {change.id} was {change.kind}, and nobody approved that",
            cards,
            shown[id(change)],
        )
        for change in wrong
    ]
    made = [change for change in found if change.kind == "created" and change.table in MADE_BY]
    kept = sum(change not in wrong for change in made)
    if kept < reported:
        message = f"{reported} writes were reported as done, {kept} of them are in Paymo"
        findings.append(Finding("world", message, reported, kept))
    records = [
        ChangeRecord(
            change.table,
            change.kind,
            change.id,
            shown[id(change)],
            approved=change not in wrong,
            expected=_is_expected(change, shown[id(change)], expected),
        )
        for change in found
    ]
    return records, findings


def _is_expected(change: Change, row: Row, expected: Expectation) -> bool:
    return change.kind == "created" and any(
        wanted.collection == change.table and wanted.count != 0 and fits(wanted.where, row)
        for wanted in expected.world
    )


def _rows(stage: Stage, wanted: RowExpectation) -> Finding | None:
    """Reads what Paymo's own filter means the same by; by some fields it filters and shows none."""
    exact = {
        name: value
        for name, value in wanted.where.items()
        if name.endswith("_id") and isinstance(value, int) and not isinstance(value, bool)
    }
    asked = " and ".join(f"{name}={value}" for name, value in exact.items())
    return rows_found(wanted, [exact | row for row in stage.rows(wanted.collection, asked)])


def _shown(stage: Stage, change: Change) -> Row:
    """A created row as the API has it; of a changed one the columns, before and after."""
    if change.kind == "created":
        try:
            rows = stage.rows(change.table, f"id={change.id}")
        except LookupError:  # a table of the sandbox's own
            rows = []
        return rows[0] if rows else change.after
    if change.kind == "deleted":
        return change.before
    return {
        name: [change.before.get(name), change.after.get(name)] for name in sorted(change.columns)
    }
