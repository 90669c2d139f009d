"""A report on a page: what one must know first, exact figures, and text that stays text."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.ui.conftest import sound, words
from tests.ui.reports import cards
from ui.components.behind import look
from ui.components.drafts import changed_args, row_of
from ui.components.suggested_rows import fits


def shown(*, incomplete: bool) -> AppTest:
    def script(incomplete: bool) -> None:
        from tests.ui.reports import review
        from ui.components.headlines import headlines
        from ui.components.report import cautions, tables

        report = review(incomplete=incomplete)
        cautions(report)
        headlines(report.figures, report.signs)
        tables(report, "Europe/Dublin", key=f"t{incomplete}", rows_of=lambda tool, args: [])

    tab = AppTest.from_function(script, args=(incomplete,), default_timeout=20)
    return sound(tab.run())


def test_every_section_says_what_its_rows_come_to_in_each_currency() -> None:
    page = words(shown(incomplete=False))
    for title, *sums in (
        ("Overdue invoices", "3", "1,250.60 EUR", "800.00 USD"),
        ("Unbilled time", "3", "1,192.50 EUR", "1 without an amount", "13 h 5 min"),
        ("Drafts", "none"),
    ):
        said = "".join(f' <span class="pa-comes-to">{each}</span>' for each in sums)
        assert f'<h2 class="pa-heading">{title}{said}</h2>' in page
    assert "<h3>EUR</h3>" in page
    assert "<dt>Overdue</dt><dd>1,250.60</dd>" in page
    assert "Incomplete" not in page


def test_what_is_missing_comes_first_and_nothing_is_added_up_without_it() -> None:
    tab = shown(incomplete=True)
    assert "Incomplete" in tab.markdown[0].value
    page = words(tab)
    assert "<li>time entries: Paymo was busy.</li>" in page
    assert '<dd class="pa-unknown">could not be read</dd>' in page
    assert "could not be read to its end" in page
    assert "1,192.50" not in page


def test_text_from_paymo_is_no_markup() -> None:
    page = words(shown(incomplete=False))
    assert "<b>bold" not in page


def test_every_bar_has_its_figure_and_a_table_beside_it() -> None:
    tab = shown(incomplete=False)
    specs = [json.loads(each.proto.spec) for each in tab.get("vega_lite_chart")]
    assert len(specs) == 4  # ages in two currencies, unbilled and billed in one
    for spec in specs:
        marks = {layer["mark"]["type"] for layer in spec["layer"]}
        assert marks == {"bar", "text"}
        assert spec["usermeta"]["embedOptions"]["actions"] is False  # no way to another site
    page = words(tab)
    assert "<th scope='row'>31 to 60 days late</th><td>1,250.50</td>" in page
    assert "<th scope='row'>October 2026</th><td>9,000.00</td>" in page
    assert "<th scope='row'>Total</th><td>49,500.00</td>" in page


def test_behind_an_invoice_and_behind_unbilled_time() -> None:
    facts = {"month": "2026-02", "as_of": "2026-03-02"}
    invoice = look("overdue", {"invoice_id": 5, "number": "#I-1", "client_id": 2}, facts)
    assert invoice is not None
    assert invoice.args == {"number": "#I-1", "status": "all", "with_items": True}
    assert invoice.keep({"id": 5})
    assert not invoice.keep({"id": 6})  # a number may be part of another
    time = look("unbilled_earlier", {"project_id": 7, "project": "P"}, facts)
    assert time is not None
    assert time.args == {
        "project_id": 7,
        "billed": False,
        "date_from": "2025-02-01",
        "date_to": "2026-01-31",
    }
    assert look("milestones", {"milestone_id": 3}, facts) is None


def test_a_changed_row_changes_those_arguments_and_no_other() -> None:
    (card,) = cards(1)
    draft = row_of(card)
    assert changed_args(card, draft) == card.args
    moved = changed_args(card, {**draft, "project_id": 102, "user": None, "due_date": None})
    assert moved == {"name": card.args["name"], "project_id": 102}  # its list stays behind
    renamed = changed_args(card, {**draft, "name": "Call them"})
    assert renamed == {**card.args, "name": "Call them"}


def test_one_card_or_one_in_doubt_is_no_table() -> None:
    assert fits(cards(2))
    assert not fits(cards(1))
    assert not fits([cards(1)[0], replace(cards(2)[1], unsettled=True)])
    assert not fits([replace(card, report="") for card in cards(2)])  # asked for one by one


def suggested() -> AppTest:
    def script() -> None:
        import streamlit as st

        from tests.ui.reports import cards
        from ui.components.suggested_rows import Names
        from ui.components.suggested_tasks import suggested_tasks

        names = Names({1: "Nora Quinn"}, {101: "Website Relaunch"})
        waiting = [card for card in cards() if card.id not in st.session_state.get("gone", ())]
        decided = st.session_state.setdefault("decided", [])
        suggested_tasks(waiting, key="b", names=names, decide=decided.append)

    return sound(AppTest.from_function(script, default_timeout=20).run())


def press(tab: AppTest, label: str) -> Any:
    return sound(next(each for each in tab.button if each.label == label).click().run())


def test_nothing_is_ticked_for_a_person_and_all_ticked_are_one_decision() -> None:
    tab = suggested()
    assert next(each for each in tab.button if each.label == "Approve 0 ticked").disabled
    press(tab, "Tick all")
    press(tab, "Approve 3 ticked")
    (decisions,) = tab.session_state["decided"]
    assert decisions == [
        {"type": "approve", "id": card.id, "digest": card.digest} for card in cards()
    ]


def test_ticks_of_the_others_stay_when_some_were_decided() -> None:
    tab = press(suggested(), "Tick all")
    tab.session_state["gone"] = {cards()[0].id}
    sound(tab.run())
    assert "Approve 2 ticked" in [each.label for each in tab.button]


def test_dismissing_needs_a_reason() -> None:
    tab = press(suggested(), "Tick all")
    press(tab, "Dismiss 3 ticked")
    press(tab, "Dismiss 3 with this reason")
    assert "Please say why" in words(tab)
    assert not tab.session_state["decided"]
    tab.text_input[0].set_value("Dealt with")
    press(tab, "Dismiss 3 with this reason")
    (decisions,) = tab.session_state["decided"]
    assert [each["message"] for each in decisions] == ["Dealt with"] * 3
    assert {each["type"] for each in decisions} == {"reject"}
