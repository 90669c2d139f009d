"""Approved == sent == stored: every way in which a log can be whole and tell of a wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tools_server.governance.approvals import digest
from tools_server.governance.chain import Entry
from tools_server.governance.reconcile import Kept, reconcile

TOOL = "create_time_entry"
ARGS = {
    "task_id": 301,
    "user_id": 4,
    "start_time": "2026-10-30T09:00:00+01:00",
    "end_time": "2026-10-30T10:00:00+01:00",
    "description": "Call <b>Zoë</b>",
}
RECORD = {
    "id": 521,
    "task_id": 301,
    "user_id": 4,
    "start_time": "2026-10-30T08:00:00Z",
    "end_time": "2026-10-30T09:00:00Z",
    "minutes": 60,
    "description": "Call Zoë",
}
KEPT = Kept("done", digest(TOOL, ARGS), RECORD, 521)
SPENT = {"t-1": KEPT}

Told = tuple[str, str, dict[str, Any]]


def proposed(**more: Any) -> Told:
    return ("proposed", digest(TOOL, ARGS), {"args": ARGS, **more})


def approved(**changes: Any) -> Told:
    return ("decided", digest(TOOL, {**ARGS, **changes}), {"type": "approve"})


def said(type: str) -> Told:
    return ("decided", digest(TOOL, ARGS), {"type": type, "message": "no"})


def edited(shown: dict[str, Any], wanted: dict[str, Any]) -> Told:
    return ("decided", digest(TOOL, shown), {"type": "edit", "edited_action": {"args": wanted}})


def sent(args: dict[str, Any] = ARGS, of: dict[str, Any] | None = None) -> Told:
    return ("sent", digest(TOOL, of or args), {"args": args})


def answered(**changes: Any) -> Told:
    return ("answered", digest(TOOL, ARGS), {"record": {**RECORD, **changes}})


def problems(*told: Told, spent: dict[str, Kept] | None = None, sender: str = "Nora") -> list[str]:
    """By default the journal still has an open claim: it is told last."""
    entries = as_entries(*told, sender=sender)
    journal = {"t-1": Kept("claimed", "")} if spent is None else spent
    return [mismatch.problem for mismatch in reconcile(entries, journal).mismatches]


def as_entries(*told: Told, sender: str = "Nora") -> list[Entry]:
    return [
        Entry(
            seq=number,
            at="2026-11-02T12:00:00+00:00",
            event=event,
            actor=sender if event == "sent" else "Nora",
            action="t-1",
            digest=digest,
            body={"tool": TOOL, **body},
            previous="",
            hash="",
        )
        for number, (event, digest, body) in enumerate(told, 1)
    ]


def test_what_was_approved_sent_and_stored_alike_joins() -> None:
    assert problems(proposed(), approved(), sent(), answered(), spent=SPENT) == []


def test_a_second_sending_of_the_same_joins_with_its_one_record() -> None:
    assert problems(approved(), sent(), sent(), answered(), answered()) == []


def test_an_edit_approves_what_it_changed_the_card_to() -> None:
    shown = {**ARGS, "user_id": 5}
    assert problems(edited(shown, ARGS), sent(), answered()) == []


def test_a_card_that_waited_again_is_approved_anew() -> None:
    again = (proposed(asked=2), approved(), sent(), answered())
    assert problems(proposed(), approved(), *again, spent=SPENT) == []
    assert problems(approved(), sent(), *again, spent=SPENT) == []


def test_a_no_to_another_action_withdraws_nothing() -> None:
    other = Entry(1, "", "decided", "Nora", "t-2", digest(TOOL, ARGS), {"type": "reject"}, "", "")
    entries = [*as_entries(approved()), other, *as_entries(sent())]
    assert reconcile(entries, {}).mismatches == []


def test_an_approved_write_that_was_there_already_joins_without_a_sending() -> None:
    there = ("answered", digest(TOOL, ARGS), {"already_exists": RECORD})
    assert problems(proposed(), approved(), there) == []
    assert problems(proposed(), approved(), sent(), proposed(asked=2), approved(), there) == []


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ([proposed(), sent()], "no person approved it"),
        ([sent(), approved()], "no person approved it"),
        ([approved(user_id=5), sent()], "no person approved it; something else was approved"),
        ([edited(ARGS, {**ARGS, "user_id": 5}), sent()], "something else was approved"),
        ([said("reject"), sent()], "no person approved it"),
        ([approved(), proposed(asked=2), said("reject"), sent()], "no person approved it"),
        ([approved(), said("reject"), sent()], "no person approved it"),
        ([approved(), said("respond"), sent()], "no person approved it"),
        ([approved(), proposed(asked=2), sent()], "no person approved it"),
        ([edited(ARGS, ARGS), proposed(asked=2), sent()], "no person approved it"),
        ([approved(), sent({**ARGS, "user_id": 5}, of=ARGS)], "not what its digest says"),
        ([approved(), ("sent", digest(TOOL, ARGS), {})], "does not tell what was sent"),
        ([approved(), answered()], "never sent"),
        ([approved(), sent(), answered(user_id=5)], "something else: user_id is 5, not 4"),
        ([approved(), sent(), answered(end_time="2026-10-30T10:00:00Z")], "end_time is"),
        ([approved(), sent(), answered(start_time=None)], "start_time is None"),
        ([approved(), sent(), answered(), answered(id=522)], "written twice, as 521 and as 522"),
    ],
)
def test_what_does_not_join_is_named(told: list[Told], problem: str) -> None:
    (found,) = problems(*told)
    assert problem in found


def test_an_approval_is_sent_in_the_name_of_who_gave_it() -> None:
    (found,) = problems(approved(), sent(), sender="Rory")
    assert found == "Nora approved it, and it was sent in the name of Rory"


def test_the_journal_is_joined_too() -> None:
    """Rows that were taken out of the log together with its anchor are missed by the journal."""
    assert problems(spent=SPENT) == ["the journal knows this write and the log does not tell of it"]
    (found,) = problems(
        approved(), sent(), answered(), spent={"t-1": replace(KEPT, digest="other")}
    )
    assert found == "the journal knows this write with other arguments"


@pytest.mark.parametrize(
    "kept",
    [
        replace(KEPT, answer={**RECORD, "minutes": 6}),
        replace(KEPT, answer={"unreadable": "[1"}),
        replace(KEPT, answer=None),
        replace(KEPT, record_id=1),
        replace(KEPT, record_id=None),
        replace(KEPT, status="lost"),
    ],
)
def test_an_answer_that_the_journal_changed_is_named(kept: Kept) -> None:
    (found,) = problems(approved(), sent(), answered(), spent={"t-1": kept})
    assert "the journal changed the write" in found


def test_a_write_that_the_journal_lost_is_named() -> None:
    (found,) = reconcile(as_entries(approved(), sent(), answered()), {}).mismatches
    assert (found.seq, found.problem) == (3, "the journal lost the write that the log tells of")


def test_what_the_journal_need_not_know_is_no_mismatch() -> None:
    """A claim that was given back; a version that did not keep which record was created."""
    given_back = ("answered", digest(TOOL, ARGS), {"settled": "not in Paymo, may be sent"})
    assert problems(approved(), sent(), given_back, spent={}) == []
    assert problems(approved(), sent(), answered(), given_back, spent={}) == []
    older = replace(KEPT, record_id=None, older=True)
    assert problems(approved(), sent(), answered(), spent={"t-1": older}) == []


HALF: dict[str, Any] = {"unreadable": '{"tool": "create_task", "args": {"a": "\\ud800"}}'}


def test_an_unreadable_entry_approves_and_sends_nothing() -> None:
    (found,) = problems(("sent", "d", HALF))
    assert found == "it does not tell what was sent"
    (found,) = problems(("decided", "d", HALF), sent())
    assert "no person approved it" in found
