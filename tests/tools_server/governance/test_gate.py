"""The gate as a client meets it: refused means nothing sent, approved means sent once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tools_server.governance.approvals import APPROVAL_META, THREAD_META

pytestmark = pytest.mark.anyio

TOOL = "create_time_entry"
WANTED = {
    "task_id": 301,
    "project_id": 101,
    "client_id": 11,
    "user_id": 4,
    "minutes": 240,
    "date": "2026-10-30",
}


async def test_without_an_approval_there_is_a_preview_and_no_write(office) -> None:
    async with office() as desk:
        answer = await desk.call(TOOL, **WANTED)
        assert desk.network.posted == []
        assert answer["preview"] == await desk.proposal(TOOL, **WANTED)
    error = answer["error"]
    assert error["code"] == "approval_required"
    assert "Nothing was written" in error["message"]
    assert "Show the preview to a person" in error["hint"]
    assert error["retryable"] is False
    assert answer["preview"]["args"] == WANTED
    assert answer["preview"]["summary"].startswith("Log 240 minutes (4 h) on Homepage wireframes")


async def test_four_ways_to_get_it_wrong_have_four_answers_and_no_write(office) -> None:
    async with office() as desk:
        card = await desk.proposal(TOOL, **WANTED)
        good = desk.approval(card)
        late = desk.approval(card, expires_at=datetime.now(UTC) - timedelta(seconds=1))
        missing = await desk.refusal(TOOL, **WANTED)
        altered = await desk.refusal(TOOL, good, **{**WANTED, "minutes": 241})
        expired = await desk.refusal(TOOL, late, **WANTED)
        assert desk.network.posted == []
        created = await desk.call(TOOL, good, **WANTED)
        used = await desk.call(TOOL, good, **WANTED)
        assert len(desk.network.posted) == 1
    assert used["recorded"] == created["record"]
    errors = [missing, altered, expired, used["error"]]
    assert [error["code"] for error in errors] == ["approval_required"] + ["approval_invalid"] * 3
    parts = ["needs a person's approval", "arguments differ", "has expired", "already used at 20"]
    for error, part in zip(errors, parts, strict=True):
        assert part in error["message"]
        assert error["hint"]
        assert error["retryable"] is False


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"tool": "create_task"}, "it is for create_task, not for create_time_entry"),
        ({"thread": "t2"}, "it was given in another conversation"),
        ({"account": "elsewhere"}, "it was given to another user"),
    ],
)
async def test_an_approval_for_something_else_is_refused(
    office, changes: dict[str, Any], reason: str
) -> None:
    async with office() as desk:
        card = await desk.proposal(TOOL, **WANTED)
        error = await desk.refusal(TOOL, desk.approval(card, **changes), **WANTED)
        assert desk.network.posted == []
    assert (error["code"], reason in error["message"]) == ("approval_invalid", True)


async def test_an_approval_holds_for_the_key_it_was_given_under(office) -> None:
    """Both servers share folder and signing key, as two people on one machine would."""
    async with office(key="ADMIN-KEY") as desk:
        meta = desk.approval(await desk.proposal(TOOL, **WANTED))
    async with office(key="EMPLOYEE-KEY") as desk:
        error = await desk.refusal(TOOL, meta, **WANTED)
        assert desk.network.posted == []
    assert "another Paymo account or key" in error["message"]


@pytest.mark.parametrize("token", ["yes", "", 1, True, ["a"], {"sub": "Nora"}])
async def test_what_is_no_approval_at_all_is_refused(office, token: Any) -> None:
    async with office() as desk:
        error = await desk.refusal(TOOL, {APPROVAL_META: token, THREAD_META: "t1"}, **WANTED)
        assert desk.network.posted == []
    assert error["code"] == "approval_invalid"


async def test_the_words_of_the_card_are_part_of_what_was_approved(office) -> None:
    """The same letters to the eye, other bytes; and a description that was not there at all."""
    approved = {**WANTED, "description": "Call with Zoë"}
    async with office() as desk:
        meta = desk.approval(await desk.proposal(TOOL, **approved))
        for text in ("Call with Zoe\u0308", "Call with Zo\u00eb ", "C\u0430ll with Zoë", None):
            other = {k: v for k, v in {**approved, "description": text}.items() if v is not None}
            error = await desk.refusal(TOOL, meta, **other)
            assert "arguments differ" in error["message"]
        assert desk.network.posted == []


async def test_an_answer_that_got_lost_is_found_in_paymo(office) -> None:
    async with office() as desk:
        meta = desk.approval(await desk.proposal(TOOL, **WANTED))
        desk.network.lose_answer = True
        found = await desk.call(TOOL, meta, **WANTED)
        again = await desk.call(TOOL, meta, **WANTED)
        assert len(desk.network.posted) == 1
        listed = await desk.call("list_time_entries", task_id=301, date_from="2026-10-30")
        events = [entry.event for entry in desk.audit.entries()]
        settled = desk.audit.entries()[2].body["settled"]
    assert found["status"] == "created"
    assert listed["items"] == [found["record"]] == [again["recorded"]]
    assert (events, settled) == (["sent", "answered", "answered", "refused"], "found in Paymo")


async def test_what_was_lost_on_its_way_is_sent_once_more(office) -> None:
    async with office() as desk:
        meta = desk.approval(await desk.proposal(TOOL, **WANTED))
        desk.network.lose_request = True
        created = await desk.call(TOOL, meta, **WANTED)
        assert len(desk.network.posted) == 2
        listed = await desk.call("list_time_entries", task_id=301, date_from="2026-10-30")
    assert listed["items"] == [created["record"]]


async def test_of_two_records_that_may_be_it_none_is_taken(office) -> None:
    """Somebody logs the same by hand in the very moment: a person must look."""
    async with office() as desk:
        meta = desk.approval(await desk.proposal(TOOL, **WANTED))
        desk.network.lose_answer = desk.network.write_twice = True
        doubt = await desk.refusal(TOOL, meta, **WANTED)
        again = await desk.refusal(TOOL, meta, **WANTED)
        assert len(desk.network.posted) == 1
    assert (doubt["code"], again["code"]) == ("unknown_outcome", "unknown_outcome")
    assert "2 new records" in doubt["message"]
    assert "nobody knows what became of it" in again["message"]
    assert doubt["retryable"] is again["retryable"] is False


async def test_while_paymo_cannot_be_looked_at_the_claim_stays_open(office) -> None:
    async with office() as desk:
        meta = desk.approval(await desk.proposal(TOOL, **WANTED))
        desk.network.lose_answer = desk.network.break_down_after = True
        open_claim = await desk.call(TOOL, meta, **WANTED)
        desk.network.unreachable = False
        again = await desk.call(TOOL, meta, **WANTED)
        assert len(desk.network.posted) == 1
    assert (open_claim["error"]["code"], open_claim["unsettled"]) == ("unknown_outcome", True)
    assert "nothing is written twice" in open_claim["error"]["hint"]
    assert again["recorded"]["minutes"] == 240


async def test_a_card_that_is_no_longer_true_is_shown_anew(office) -> None:
    async with office() as desk:
        card = await desk.proposal(TOOL, **WANTED)
        await desk.network.change("tasks/301", "ADMIN-KEY", name="Homepage sketches")
        changed = await desk.call(TOOL, desk.approval(card), **WANTED)
        assert desk.network.posted == []
        created = await desk.call(TOOL, desk.approval(changed["proposal"]), **WANTED)
    assert changed["error"]["code"] == "conflict"
    assert "Look at the new card" in changed["error"]["hint"]
    assert "Homepage sketches" in changed["proposal"]["summary"]
    assert created["record"]["task"] == "Homepage sketches"


async def test_a_call_that_comes_again_gets_its_answer_whatever_has_changed(office) -> None:
    """Planned anew, 13 hours twice would be refused as more than a day; the answer is on record."""
    long = {**WANTED, "minutes": 780}
    async with office() as desk:
        meta = desk.approval(await desk.proposal(TOOL, **long))
        created = await desk.call(TOOL, meta, **long)
        again = await desk.call(TOOL, meta, **long)
        assert len(desk.network.posted) == 1
    assert again["recorded"] == created["record"]


async def test_what_never_left_may_be_sent_with_the_same_approval(office) -> None:
    async with office() as desk:
        meta = desk.approval(await desk.proposal(TOOL, **WANTED))
        desk.network.refuse_write = True
        down = await desk.refusal(TOOL, meta, **WANTED)
        desk.network.refuse_write = False
        created = await desk.call(TOOL, meta, **WANTED)
        assert len(desk.network.posted) == 1
    assert (down["code"], down["retryable"]) == ("upstream_unavailable", True)
    assert "nothing was sent" in down["message"]
    assert created["status"] == "created"


async def test_everything_is_on_record_and_no_key_is(office) -> None:
    async with office() as desk:
        await desk.call(TOOL, **WANTED)
        created = await desk.call(
            TOOL, desk.approval(await desk.proposal(TOOL, **WANTED)), **WANTED
        )
        entries = desk.audit.entries()
        assert desk.audit.verify().intact
    refused, sent, answered = entries
    assert (refused.event, refused.actor, refused.body["code"]) == (
        "refused",
        "local",
        "approval_required",
    )
    assert (sent.event, sent.actor, sent.body["args"]) == ("sent", "Nora", WANTED)
    assert (answered.event, answered.body["record"]) == ("answered", created["record"])
    assert refused.digest == sent.digest == answered.digest
    assert sent.action == answered.action != refused.action
    assert "ADMIN-KEY" not in repr(entries)
