"""Words that are nobody's name: an invoice's title, a task called by a day, a thing unknown."""

from __future__ import annotations

import pytest

from tests.agent.builtin import world
from tests.agent.builtin.world import Chat

TITLES = {"LL-0101": "Colour palette", "LL-0102": "Rate 3", "LL-0103": "Single sign-on"}


@pytest.fixture(autouse=True)
def _titles_and_days(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{**row, "title": TITLES.get(str(row["number"]), "")} for row in world.INVOICES]
    monkeypatch.setattr(world, "INVOICES", rows)
    first = world.PROJECTS[0]
    tasks = [
        world._task(901, "Sun study", first["id"], [1]),
        world._task(902, "Friday digest", first["id"], [1]),
    ]
    monkeypatch.setattr(world, "TASKS", [*world.TASKS, *tasks])


def client(number: int) -> str:
    return str(next(row["name"] for row in world.CLIENTS if row["id"] == number))


@pytest.mark.parametrize(
    ("say", "number"),
    [
        ("has {10} paid for the colour palette yet?", "LL-0101"),
        ("{10}, rate 3: was that settled?", "LL-0102"),
        ("is the single sign-on of {11} paid?", "LL-0103"),
    ],
)
def test_an_invoice_is_found_by_its_title(say: str, number: str) -> None:
    text = Chat().say(say.replace("{10}", client(10)).replace("{11}", client(11)))
    assert number in text
    assert not [other for other in TITLES if other != number and other in text]


def test_a_thing_nobody_knows_is_told_beside_the_answer() -> None:
    text = Chat().say(f"has {client(10)} paid for the thingamajig yet?")
    assert "LL-0101" in text
    assert "thingamajig" in text


@pytest.mark.parametrize("say", ["invoices of Zeppelin GmbH", "open invoices for zeppelin"])
def test_a_name_nobody_has_is_refused(say: str) -> None:
    text = Chat().say(say)
    assert "no client or project called" in text
    assert "LL-01" not in text


@pytest.mark.parametrize("say", ["how long did the sun study take", "time on the friday digest"])
def test_a_task_called_by_a_day_is_no_date(say: str) -> None:
    chat = Chat()
    chat.say(say)
    call = chat.made("list_time_entries")[-1]
    assert call["task_id"] in (901, 902)
    assert "date_from" not in call
