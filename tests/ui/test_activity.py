"""The activity page on the real session: the log, its filters, its proof and its files."""

from __future__ import annotations

import json
import sqlite3
import time

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import click, open_tab, say, sound, turn_to, words
from ui.bridge import bridge

ENTRY = "Log 4 hours on Homepage wireframes for last Friday"


@pytest.fixture
def activity(tab: AppTest) -> AppTest:
    """The page, after one approved write."""
    say(tab, ENTRY)
    click(tab, "Approve")
    return turn_to(open_tab(), "activity")


def change(statement: str) -> None:
    with sqlite3.connect(bridge().settings.governance_database) as connection:
        connection.execute(statement)
    connection.close()


def test_nothing_has_happened_and_the_page_says_what_to_do(tab: AppTest) -> None:
    turn_to(tab, "activity")
    assert "Nothing has happened yet." in words(tab)
    click(tab, "Verify")
    assert "No entry was changed" in words(tab)


def test_every_step_of_a_write_is_told_the_latest_first(activity: AppTest) -> None:
    table = activity.dataframe[0].value
    kinds = ["Answered by Paymo", "Sent to Paymo", "Approved", "Proposed"]
    assert list(table["What happened"]) == kinds
    assert set(table["Who"]) == {"Nora"}
    assert all(what.startswith("Log 240 minutes (4 h)") for what in table["What"])
    assert table["Outcome"][0].startswith("Written as number ")


def test_a_filter_narrows_it_down(activity: AppTest) -> None:
    box = next(each for each in activity.selectbox if each.label == "What happened")
    sound(box.select("approved").run())
    assert "1 of 4 entries" in words(activity)
    assert list(activity.dataframe[0].value["What happened"]) == ["Approved"]
    find = next(each for each in activity.text_input if each.label == "Words in it")
    sound(find.set_value("no such words").run())
    assert "Nothing matches." in words(activity)


def test_verify_proves_the_log_and_names_what_was_changed(activity: AppTest) -> None:
    click(activity, "Verify")
    assert "**No entry was changed, removed or added.**" in words(activity)
    assert "Approved, sent and stored agree: 1 sent, 1 stored." in words(activity)
    change("UPDATE audit SET actor = 'Rory' WHERE seq = 2")
    click(activity, "Verify")
    assert "**Something is wrong with this record.**" in words(activity)
    assert "Broken: entry 2 was changed or added." in words(activity)
    change("UPDATE audit SET actor = 'Nora' WHERE seq = 2")


@pytest.mark.tampers
def test_entries_that_somebody_broke_are_shown_and_break_nothing(activity: AppTest) -> None:
    change("UPDATE audit SET at = 'yesterday', body = '[' WHERE seq = 2")
    sound(activity.run())
    assert "Cannot be read" in list(activity.dataframe[0].value["What"])


def test_what_others_do_is_there_at_the_next_look(activity: AppTest) -> None:
    time.sleep(0.1)  # old enough to be kept
    assert len(activity.run().dataframe[0].value) == 4
    say(open_tab(), "Create a task Prepare Q4 report in Website Relaunch")
    assert len(sound(activity.run()).dataframe[0].value) == 5


def test_the_file_is_that_of_the_export(activity: AppTest) -> None:
    text = bridge().call(lambda session: session.activity_file())
    found = [json.loads(line) for line in text.splitlines()]
    assert [each["seq"] for each in found] == [1, 2, 3, 4]
    assert all(each["hash"] for each in found)
