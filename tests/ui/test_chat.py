"""The chat page on the real session: cards, edits, decisions in two tabs, failures."""

from __future__ import annotations

import json
from typing import Any

import anyio
import pytest
from streamlit.testing.v1 import AppTest

from agent.tools import PaymoTools, ToolAnswer
from tests import studio
from tests.ui.conftest import click, labels, open_tab, say, sound, words
from tools_server.errors import UnknownOutcome
from ui.bridge import bridge

ENTRY = "Log 4 hours on Homepage wireframes for last Friday"
TASK = "Create a task Prepare Q4 report in Website Relaunch"


LAST_ID = max(entry["id"] for entry in json.loads(studio.WORLD.read_text())["entries"])


def entries(minutes: int) -> list[dict[str, Any]]:
    """The new time entries of this length that Paymo holds."""
    found = anyio.run(studio.rows, bridge().settings, "entries", "task_id>0")
    return [row for row in found if row["id"] > LAST_ID and row["duration"] == minutes * 60]


def duration(tab: AppTest) -> Any:
    return next(each for each in tab.text_input if each.label == "Duration, in minutes")


def test_an_empty_page_offers_questions_and_says_where_one_is(tab: AppTest) -> None:
    assert "Sandbox, studio.json · Harbour Studio · Nora Quinn · the built-in planner" in words(tab)
    tab = click(tab, "Which invoices are overdue?")
    assert tab.query_params["thread"]
    assert tab.dataframe
    assert "Answered by the built-in planner" in words(tab)


def test_a_card_shows_every_field_and_waits(tab: AppTest) -> None:
    say(tab, ENTRY)
    card = words(tab)
    for shown in ("Homepage wireframes", "Website Relaunch", "Northwind Traders", "Nora Quinn"):
        assert f"<dd>{shown}</dd>" in card
    assert "<dd>Fri 30 Oct 2026</dd>" in card
    assert "<dd>240 minutes (4 h)</dd>" in card
    assert "Can be approved until" in card
    assert not tab.chat_input[0].disabled
    assert tab.chat_input[0].placeholder == "Decide above, or say what to change"
    assert any(label.startswith(":orange[:material/pending_actions:]") for label in labels(tab))
    assert not entries(240)


def test_an_edit_is_typed_and_written_as_edited(tab: AppTest) -> None:
    say(tab, ENTRY)
    click(tab, "Edit")
    fields = {each.label: each for each in [*tab.text_input, *tab.date_input, *tab.text_area]}
    assert fields["Duration, in minutes"].value == "240"
    assert {"Day", "Description", "Task", "Person"} <= fields.keys()
    fields["Duration, in minutes"].set_value("180")
    fields["Description"].set_value("Second round\nwith <b>notes</b>")
    click(tab, "Approve with these changes")
    assert "Approved by Nora, done: Log 180 minutes (3 h)" in words(tab)
    (entry,) = entries(180)
    assert entry["description"] == "Second round\nwith <b>notes</b>"
    assert not tab.chat_input[0].disabled


def test_an_edit_that_cannot_be_is_refused_and_the_card_stays(tab: AppTest) -> None:
    say(tab, ENTRY)
    click(tab, "Edit")
    duration(tab).set_value("1500")
    click(tab, "Approve with these changes")
    assert "Not done" in words(tab)
    assert "Approve" in labels(tab)
    assert not entries(25 * 60)


def test_what_was_sent_and_not_confirmed_is_nowhere_called_not_done(
    tab: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubt = UnknownOutcome("It could not be looked up.", hint="Later.")

    async def unheard(*_: Any, meta: Any = None) -> ToolAnswer:
        return ToolAnswer({"error": doubt.as_dict(), "unsettled": True}, doubt)

    say(tab, ENTRY)
    monkeypatch.setattr(PaymoTools, "call", unheard)
    click(tab, "Approve")
    shown = words(tab).lower()
    assert "**not confirmed**" in shown and "approved by nora, not confirmed: it could" in shown
    assert "sent, not known yet if written" in shown
    assert tab.chat_input[0].disabled
    assert tab.chat_input[0].placeholder == "Decide about the card above first"
    for wrong in ("not done", "nothing was written", "nothing is written yet"):
        assert wrong not in shown


def test_a_message_while_a_card_waits_changes_it(tab: AppTest) -> None:
    say(tab, ENTRY)
    say(tab, "make it 3 hours")
    assert "Answered by Nora, nothing was written: make it 3 hours" in words(tab)
    assert "<dd>180 minutes (3 h)</dd>" in words(tab)
    assert "<dd>240 minutes (4 h)</dd>" not in words(tab)
    assert labels(tab).count("Approve") == 1
    click(tab, "Approve")
    assert len(entries(180)) == 1
    assert not entries(240)


def test_a_rejection_needs_a_reason_and_writes_nothing(tab: AppTest) -> None:
    say(tab, TASK)
    click(tab, "Reject")
    click(tab, "Reject with this reason")
    assert "Please say why" in words(tab)
    tab.text_input[0].set_value("Not this quarter")
    click(tab, "Reject with this reason")
    assert "Rejected by Nora, nothing was written: " in words(tab)
    assert "Not this quarter" in words(tab)
    assert "Approve" not in labels(tab)


def test_a_stale_tab_decides_nothing_twice(tab: AppTest) -> None:
    say(tab, ENTRY)
    thread = tab.query_params["thread"]
    stale = open_tab(thread)
    click(tab, "Approve")
    click(stale, "Approve")
    assert "Already decided (approve) by Nora" in words(stale)
    assert len(entries(240)) == 1


def test_a_card_changed_elsewhere_is_not_approved_unseen(tab: AppTest) -> None:
    say(tab, "Log 4 hours on Homepage wireframes for last Friday for Aoife")
    thread = tab.query_params["thread"]
    stale = open_tab(thread)
    click(tab, "Edit")
    next(each for each in tab.text_input if each.label == "Person").set_value("1")
    click(tab, "Approve with these changes")
    assert "not assigned" in words(tab)  # a new warning, so the changed card waits again
    click(stale, "Approve")
    assert "changed after you saw it" in words(stale)
    assert not entries(240)


def test_the_ticked_cards_are_approved_and_the_others_wait(tab: AppTest) -> None:
    say(tab, "Log 1 hour on Homepage wireframes and 2 hours on Visual design for last Friday")
    assert len(tab.checkbox) == 2
    sound(tab.checkbox[1].uncheck().run())
    click(tab, "Approve the ticked ones (1)")
    assert labels(tab).count("Approve") == 1
    assert len(entries(60)) == 1


def test_a_reload_shows_the_same(tab: AppTest) -> None:
    say(tab, "Which invoices are overdue?")
    say(tab, ENTRY)
    thread = tab.query_params["thread"]
    before = words(tab)
    bridge.clear()  # as after a restart of the server
    again = open_tab(thread)
    assert words(again) == before
    click(again, "Approve")
    assert len(entries(240)) == 1


def test_a_wrong_key_is_a_sentence_with_the_next_step(
    world: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAYMO_API_KEY", "WRONG-KEY")
    tab = open_tab()
    assert 'role="alert"' in words(tab)
    assert "not connected" in words(tab)
    assert "WRONG-KEY" not in words(tab)
    assert "Try again" in labels(tab)


def test_a_wrong_setting_is_named(world: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYMO_AGENT_TIMEZONE", "Mars/Olympus")
    tab = open_tab()
    assert "PAYMO_AGENT_TIMEZONE" in words(tab)


def test_an_unknown_conversation_is_said_to_be_unknown(world: None) -> None:
    tab = open_tab("../../etc")
    assert "There is no such conversation." in words(tab)


def test_an_answer_that_was_not_right_is_kept_as_a_case(tab: AppTest) -> None:
    say(tab, "Which invoices are overdue?")
    click(tab, "Not right")
    tab.text_area[0].set_value("Only those of Northwind")
    click(tab, "Keep as a test case")
    (path,) = bridge().settings.cases_folder.glob("*.yaml")
    assert f"Kept as a test case in {path}" in words(tab)
    assert tab.code[0].value == f"paymo-agent eval {path}"
    text = path.read_text()
    assert "# Wanted: Only those of Northwind" in text
    assert "say: Which invoices are overdue?" in text
