"""Text without markup, money and minutes as numbers, and names that come close."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from pydantic import BaseModel

from tools_server.tools.from_paymo import priority_name
from tools_server.tools.markup import plain_text
from tools_server.tools.money import Money, hours_to_minutes, seconds_to_minutes
from tools_server.tools.names import closest


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("", None),
        ("<p> </p><br>", None),
        ("<p>One</p><p>Two<br/>Three</p>", "One\nTwo\nThree"),
        ("<ul><li>Milk &amp; tea</li><li>5&nbsp;&lt;&nbsp;6</li></ul>", "- Milk & tea\n- 5 < 6"),
        ("budget < 5 and > 3, a<b", "budget < 5 and > 3, a<b"),
        ("Two\n  lines", "Two\n  lines"),
        ('<a href="javascript:x">Click</a><script>steal()</script>', "Click"),
        ("</script><b>still here</b>", "still here"),
        ("R&D &amp; sales", "R&D & sales"),
        ("<p>unclosed", "unclosed"),
        ("<!-- draft -->", None),
        ("Done <!-- draft --> today", "Done today"),
        ("<ul><li></li><li><p>Tea</p></li></ul>", "- Tea"),
        ("<ul><li> <br></li></ul>", None),
    ],
)
def test_descriptions_lose_markup_and_nothing_else(value, text):
    assert plain_text(value) == text


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("5", "5"), ("5.00", "5"), ("5.5", "5.5"), ("2.005", "2.01"), ("-0.005", "-0.01")],
)
def test_money_is_a_number_of_at_most_two_decimals(amount, shown):
    class Priced(BaseModel):
        price: Money | None

    assert Priced(price=Decimal(amount)).model_dump_json() == json.dumps({"price": 0}).replace(
        " 0", shown
    )
    assert Priced.model_json_schema()["properties"]["price"]["anyOf"][0] == {"type": "number"}


def test_minutes_are_rounded_half_up():
    assert [seconds_to_minutes(seconds) for seconds in (0, 29, 30, 90, 3599)] == [0, 0, 1, 2, 60]
    assert [hours_to_minutes(Decimal(hours)) for hours in ("0.5", "1.3333", "12")] == [30, 80, 720]
    assert hours_to_minutes(None) is None


def test_priorities_have_names():
    numbers = (None, 25, 50, 75, 100, 0, 60)
    assert [priority_name(number) for number in numbers] == [
        "normal",
        "low",
        "normal",
        "high",
        "critical",
        "low",
        "high",
    ]


def test_at_most_five_names_the_most_similar_first():
    names = [
        "Website Relaunch",
        "Website relaunch 2",
        "Intranet",
        "Webshop",
        "Website",
        "Web",
        "We",
    ]
    found = closest("website relunch", names)
    assert found[0] == "Website Relaunch"
    assert len(found) <= 5
    assert "Intranet" not in found
