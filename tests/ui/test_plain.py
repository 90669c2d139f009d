"""Text that people typed stays text."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from ui.components import plain

HOSTILE = (
    "<img src=x onerror=alert(1)> [a](http://evil.example) **b** :material/home: \u202ecod\u200b"
)


def test_hidden_characters_are_spelled_out() -> None:
    assert plain.visible("a\u202eb\u200bc\u2066\x07") == "a⟨U+202E⟩b⟨U+200B⟩c⟨U+2066⟩⟨U+0007⟩"
    assert plain.visible("two\nlines\tand ünïcödé 🙂") == "two\nlines\tand ünïcödé 🙂"


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
