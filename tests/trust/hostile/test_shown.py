"""Every string as the page and the terminal show it: all of it, as text, and nothing hidden."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from streamlit.testing.v1 import AppTest

from agent.commands.render import print_answer
from agent.conversation import PendingAction, Turn
from agent.session import Answer
from agent.visible import one_line, visible
from tests.trust.hostile.corpus import TEXTS
from tests.trust.hostile.shown import HIDDEN, read_back

OURS = {"p", "dl", "dt", "dd", "ul", "li", "h3"}


class Page(HTMLParser):
    """The tags of a piece of HTML, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= {"class", "role"}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_what_is_shown_can_be_read_back() -> None:
    for text in TEXTS:
        for shown in (visible(text), one_line(text)):
            assert not HIDDEN.search(shown)
            assert read_back(shown) == text
        assert "\n" not in one_line(text)


def test_no_two_strings_are_shown_alike() -> None:
    assert len({visible(text) for text in TEXTS}) == len(TEXTS)


def test_a_page_holds_them_as_text() -> None:
    def script() -> None:
        from agent.session import Failure
        from tests.trust.hostile.corpus import TEXTS
        from ui.components import plain

        plain.facts((text, text) for text in TEXTS)
        plain.lines(TEXTS)
        for text in TEXTS:
            plain.text(text)
            plain.small(text)
            plain.heading(text)
            plain.failure(Failure(text, hint=text))

    tab = AppTest.from_function(script, default_timeout=60).run()
    assert not tab.exception
    assert {each.value for each in tab.markdown} == {":red[:material/error:] **That did not work**"}
    pages = [Page(str(getattr(each, "value", ""))) for each in tab.get("html")]
    assert set.union(*(page.tags for page in pages)) <= OURS
    shown = [page.text for page in pages] + [each.value for each in tab.text]
    assert not any(HIDDEN.search(each) for each in shown)
    texts = set(map(read_back, shown))
    for text in TEXTS:
        assert text in texts  # alone, as text, small and as a heading
        assert text + text in texts  # message and hint


def card(number: int, text: str) -> PendingAction:
    """A card all of whose texts are this one."""
    fields = [{"field": name, "label": name, "value": text, "shown": text} for name in ("a", "b")]
    return PendingAction(
        id=f"t-{number}", thread_id="t", tool="create_task", args={"name": text}, summary=text,
        fields=fields, warnings=[text], proposed_at="", expires_at="2026-11-05T09:00:00+00:00",
        digest="d" * 64,
    )  # fmt: skip


def test_a_terminal_obeys_none_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    cards = [card(number, text) for number, text in enumerate(TEXTS)]
    print_answer(Answer("t", Turn("", "Here they are.", "builtin"), cards, [], "builtin", 1))
    printed = capsys.readouterr().out
    assert not HIDDEN.search(printed.replace("\n", ""))
    starts = ("    a:", "    b:", "    | ", "    ! ", "    waits until ", "t-")
    ours = ("Here they are.", "", "[builtin, 1 ms, conversation t]")
    lines = [line for line in printed.split("\n") if line not in ours]
    assert [line for line in lines[:-1] if not line.startswith(starts)] == []
    assert lines[-1].startswith("Approve with: paymo-agent approve t-0@dddddddd t-1@dddddddd ")


def test_words_of_a_model_keep_their_lines_and_nothing_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for text in TEXTS:
        print_answer(Answer("t", Turn("", f"{text}.", "builtin"), [], [], "builtin", 1))
        printed = capsys.readouterr().out.removesuffix("\n\n[builtin, 1 ms, conversation t]\n")
        assert not HIDDEN.search(printed)
        assert read_back(printed) == f"{text}."
