"""Text that people typed, shown as text: no markup, no link, no image, nothing hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

import streamlit as st

from agent.session import Failure
from agent.visible import visible

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_WORD_JOINER = "\u2060"


def label(text: str) -> str:
    """For labels of buttons, where Streamlit reads Markdown, emoji names and icons.

    A backslash takes the Markdown out of a character; a word joiner, which has no width, keeps
    several of them from being read as one sign.
    """
    flat = " ".join(visible(text).split())
    return _PUNCTUATION.sub(rf"\\\1{_WORD_JOINER}", flat)


def heading(body: str, level: int = 3) -> None:
    """A title of the page, or of a part of it: the page's own has level 1."""
    st.html(f'<h{level} class="pa-heading">{escape(visible(body))}</h{level}>')


def text(body: str) -> None:
    """A message or an answer, line breaks kept."""
    st.text(visible(body) or " ", width="stretch")


def small(body: str) -> None:
    """A line beside the point."""
    st.html(f'<p class="pa-small">{escape(visible(body))}</p>')


def section_heading(title: str, comes_to: Iterable[str], about: str) -> None:
    """The title of a table, what its rows come to, and which rows they are."""
    said = "".join(
        f' <span class="pa-comes-to">{escape(visible(each))}</span>' for each in comes_to
    )
    st.html(
        f'<h2 class="pa-heading">{escape(visible(title))}{said}</h2>'
        f'<p class="pa-small">{escape(visible(about))}</p>'
    )


def facts(rows: Iterable[tuple[str, str]]) -> None:
    """Labels with their values, one a line."""
    lines = "".join(
        f"<dt>{escape(visible(name))}</dt><dd>{escape(visible(value)) or '–'}</dd>"
        for name, value in rows
    )
    st.html(f'<dl class="pa-facts">{lines}</dl>')


def lines(bodies: Iterable[str]) -> None:
    """A list of sentences."""
    items = "".join(f"<li>{escape(visible(body))}</li>" for body in bodies)
    st.html(f'<ul class="pa-lines">{items}</ul>')


def failure(problem: Failure, title: str = ":red[:material/error:] **That did not work**") -> None:
    """What went wrong, and the next step. The title is Markdown."""
    with st.container(border=True, gap="xsmall"):
        st.markdown(title)
        st.html(
            f'<p role="alert" class="pa-said">{escape(visible(problem.message))}</p>'
            f'<p class="pa-said">{escape(visible(problem.hint))}</p>'
        )
