"""The month-end page and the flows page on the real session, over the studio."""

from __future__ import annotations

import time
from typing import Any

import anyio
import pytest
from streamlit.testing.v1 import AppTest

from tests import studio
from tests.ui.conftest import click, labels, open_tab, sound, words
from ui.bridge import bridge
from ui.components.card import approval
from ui.components.drafts import row_of


def month_end(**address: str) -> AppTest:
    def script() -> None:
        from ui import month_end

        month_end.page()

    return opened(script, address)


def flows(**address: str) -> AppTest:
    def script() -> None:
        from ui import flows

        flows.page()

    return opened(script, address)


def opened(script: Any, address: dict[str, str]) -> AppTest:
    tab = AppTest.from_function(script, default_timeout=60)
    for name, value in address.items():
        tab.query_params[name] = value
    return sound(tab.run())


def reports() -> list[Any]:
    return bridge().call(lambda session: session.reports())


def tasks() -> list[dict[str, Any]]:
    return anyio.run(studio.rows, bridge().settings, "tasks", "project_id>0")


def test_a_review_is_run_read_and_what_is_ticked_is_created(world: None) -> None:
    tab = month_end()
    assert "None yet. Choose a month above" in words(tab)
    assert tab.selectbox[0].value == "2026-10"  # the last whole month, in the account's zone
    before = tasks()
    click(tab, "Run the review")
    report = tab.query_params["report"]
    shown = words(tab)
    assert "Month-end review of October 2026" in shown
    assert "suggested task" in shown
    assert tasks() == before

    again = month_end(report=report)  # a reload, or another day
    assert words(again) == shown
    click(again, "Tick all")
    approve = next(label for label in labels(again) if label.startswith("Approve "))
    click(again, approve)
    count = int(approve.split()[1])
    assert count > 1
    assert len(tasks()) == len(before) + count
    assert f"{count} decided, {count} created" in words(again)
    assert "Approved by Nora, done:" in words(again)

    click(tab, "Run the review")  # what exists by now is not suggested once more
    assert tab.query_params["report"] != report
    assert "suggested task" not in words(tab)


def test_many_approvals_can_be_stopped_and_the_page_says_how_far_they_came(world: None) -> None:
    tab = click(month_end(), "Run the review")
    (info,) = reports()
    cards = bridge().call(lambda session: session.pending(info.thread))
    before = len(tasks())
    batch = bridge().decide_each(cards, [approval(card) for card in cards])
    deadline = time.monotonic() + 60
    while not batch.outcomes and time.monotonic() < deadline:
        time.sleep(0.02)
    batch.stop()
    batch.wait(60)
    done, left = len(batch.outcomes), len(cards) - len(batch.outcomes)
    assert done > 0
    assert left > 1
    assert len(tasks()) == before + done
    assert len(bridge().call(lambda session: session.pending(info.thread))) == left
    tab.session_state["run"] = batch
    assert f"Stopped. {done} of {len(cards)} decided, {left} still wait" in words(sound(tab.run()))
    assert f"{left} suggested tasks wait" in words(tab)
    chat = open_tab(info.thread)
    chat.session_state["run"] = batch
    assert f"Stopped. {done} of {len(cards)} decided, {left} still wait" in words(chat.run())


def test_a_row_for_somebody_else_waits_once_more_and_is_then_created(world: None) -> None:
    report = click(month_end(), "Run the review").query_params["report"]
    (info,) = [each for each in reports() if each.id == report]
    first = bridge().call(lambda session: session.pending(info.thread))[0]
    tab = month_end(report=report)
    changed = {**row_of(first), "tick": True, "user": 2}
    tab.session_state[f"drafts-{info.thread}"] = {first.digest: changed}
    tab.session_state[f"basis-{info.thread}"] = ((), 7)  # the table is given its rows anew
    sound(tab.run())
    click(tab, "Approve 1 ticked")
    assert "You chose: Assigned to is now" in words(tab)
    (again,) = [
        card
        for card in bridge().call(lambda session: session.pending(info.thread))
        if card.id == first.id
    ]
    assert again.args["user_ids"] == [2]
    known = {task["id"] for task in tasks()}
    tab.session_state[f"drafts-{info.thread}"] = {again.digest: {**row_of(again), "tick": True}}
    tab.session_state[f"basis-{info.thread}"] = ((), 8)
    sound(tab.run())
    click(tab, "Approve 1 ticked")
    (created,) = [task for task in tasks() if task["id"] not in known]
    assert created["users"] == [2]


def test_in_the_chat_its_suggestions_are_one_table_and_the_review_is_a_click_away(
    world: None,
) -> None:
    report = click(month_end(), "Run the review").query_params["report"]
    (info,) = [each for each in reports() if each.id == report]
    tab = open_tab(info.thread)
    assert "Month-end review of October 2026" in words(tab)
    assert labels(tab).count("Tick all") == 1
    assert "Reject" not in labels(tab)  # the button of a card for itself
    (link,) = [each.proto for each in tab.get("page_link") if each.proto.label == "Open the review"]
    assert (link.page, link.query_string) == ("month-end", f"report={report}")
    click(tab, "Tick all")
    assert "Approve 10 ticked" in labels(tab)


def test_a_review_is_compared_with_an_earlier_one(world: None) -> None:
    tab = month_end()
    month = next(each for each in tab.selectbox if each.label == "Month")
    month.set_value("2026-09")
    earlier = click(tab, "Run the review").query_params["report"]
    tab = click(month_end(), "Run the review")
    compare = next(each for each in tab.selectbox if each.label == "Compare with")
    sound(compare.set_value(earlier).run())
    assert tab.query_params["compare"] == earlier
    assert "What changed since the review of September 2026" in words(tab)
    again = month_end(report=tab.query_params["report"], compare=earlier)
    assert "What changed since the review of September 2026" in words(again)


def test_what_an_earlier_review_suggested_is_not_suggested_twice(world: None) -> None:
    click(month_end(), "Run the review")
    first = bridge().call(lambda session: session.pending())
    tab = month_end()
    next(each for each in tab.selectbox if each.label == "Month").set_value("2026-09")
    click(tab, "Run the review")
    every = bridge().call(lambda session: session.pending())
    named = [(card.args["name"], card.args["project_id"]) for card in every]
    assert len(named) == len(set(named)) > len(first)
    report = bridge().call(lambda session: session.report(tab.query_params["report"]))
    count = len(report.waited)
    assert f"{count} already wait for your decision" in words(tab)
    assert report.waited[0].args["name"] in words(tab)
    assert "Open the approvals" in [each.proto.label for each in tab.get("page_link")]
    for card in first:
        reject: Any = {"type": "reject", "id": card.id, "message": "by phone"}
        bridge().call(lambda session, no=reject: session.decide([no]))
    assert f"{count} that waited when this was made wait no more" in words(sound(tab.run()))


def test_a_run_that_cannot_be_says_why(world: None) -> None:
    tab = flows(flow="hours_log")
    click(tab, "Run")
    assert "Please fill in: Client." in words(tab)
    assert "running" not in tab.query_params


def test_a_flow_is_chosen_filled_in_and_run(world: None) -> None:
    tab = flows()
    assert "Log of hours" in words(tab)
    sound(tab.button("open-flow-hours_log").click().run())
    assert tab.query_params["flow"] == "hours_log"
    client = next(each for each in tab.selectbox if each.label == "Client")
    assert "Northwind Traders" in client.options
    client.set_value("Northwind Traders")
    click(tab, "Run")
    assert tab.query_params["report"]
    assert "Website Relaunch" in str([frame.value for frame in tab.dataframe])


def test_a_single_suggestion_is_seen_at_once_and_approved(world: None) -> None:
    tab = flows(flow="new_task")
    next(each for each in tab.text_input if each.label == "Task").set_value("Prepare Q4 report")
    project = next(each for each in tab.selectbox if each.label == "Project")
    project.set_value("Website Relaunch")
    click(tab, "Run")
    assert not tab.tabs  # nothing to be opened first
    assert "New task: nothing is written yet" in words(tab)
    click(tab, "Approve")
    assert "1 decided, 1 created" in words(tab)
    assert "Prepare Q4 report" in [task["name"] for task in tasks()]


@pytest.mark.parametrize("page", [month_end, flows])
def test_an_unknown_report_is_said_to_be_unknown(world: None, page: Any) -> None:
    tab = page(report="nothing", flow="hours_log")
    assert 'role="alert"' in words(tab)
