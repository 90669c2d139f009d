"""Text that people typed stays text."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from agent.visible import escaped, one_line, visible
from ui.components import plain

HOSTILE = (
    "<img src=x onerror=alert(1)> [a](http://evil.example) **b** :material/home: \u202ecod\u200b"
)


def test_hidden_characters_are_spelled_out() -> None:
    assert visible("a\u202eb\u200bc\u2066\x07") == "a⟨U+202E⟩b⟨U+200B⟩c⟨U+2066⟩⟨U+0007⟩"
    assert visible("two\nlines\tand ünïcödé 🙂 ❤️ 5 €") == "two\nlines\tand ünïcödé 🙂 ❤️ 5 €"
    assert visible("a\ufe0f\U000e0041\u3164") == "a⟨U+FE0F⟩⟨U+E0041⟩⟨U+3164⟩"
    assert visible("Z" + "\u0300" * 6) == "Z" + "\u0300" * 4 + "⟨U+0300⟩" * 2


def test_nobody_can_type_what_only_looks_spelled_out() -> None:
    assert visible("⟨U+202E⟩") == "⟨U+27E8⟩U+202E⟩"


def test_a_line_break_that_was_typed_starts_no_line() -> None:
    assert one_line("a\n    Person: b\t") == "a⟨U+000A⟩    Person: b⟨U+0009⟩"


def test_json_keeps_its_value_and_hides_nothing() -> None:
    value = ["\u202e\U000e0041 é", "\\\u200b", "\x9b31m"]
    text = escaped(json.dumps(value, ensure_ascii=False))
    assert text == r'["\u202e\udb40\udc41 é", "\\\u200b", "\u009b31m"]'
    assert json.loads(text) == value


@pytest.mark.parametrize(
    "sign", ["**b**", "[a](u)", "![a](u)", ":smile:", "<b>", "$x$", "`c`", "->"]
)
def test_no_sign_of_a_label_keeps_its_neighbour(sign: str) -> None:
    shown = plain.label(sign)
    assert sign not in shown
    assert shown.replace("\\", "").replace("\u2060", "") == sign


def test_what_is_shown_holds_no_markup() -> None:
    def script() -> None:
        from tests.ui.test_plain import HOSTILE
        from ui.components import plain

        plain.text(HOSTILE)
        plain.small(HOSTILE)
        plain.facts([(HOSTILE, HOSTILE)])
        plain.lines([HOSTILE])

    tab = AppTest.from_function(script).run()
    assert not tab.exception
    assert "\u202e" not in tab.text[0].value
    for each in tab.get("html"):
        assert "<img" not in each.value
        assert "&lt;img src=x onerror=alert(1)&gt;" in each.value
        assert "⟨U+202E⟩" in each.value
