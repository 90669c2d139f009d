"""Plain text out of the HTML that Paymo's web app leaves in descriptions."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_LOOKS_LIKE_HTML = re.compile(
    r"<!--[\s\S]*?-->|</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);"
)
_BLOCK = re.compile(r"p|div|br|li|ul|ol|tr|table|h[1-6]|blockquote|pre|hr")
_UNSEEN = frozenset(("script", "style"))


def plain_text(value: str | None) -> str | None:
    """The words of a text without its markup; None where no words are left.

    Blocks and line breaks become line breaks; a text without markup, such as ``a < b``, stays as it
    is.
    """
    if value is None:
        return None
    if _LOOKS_LIKE_HTML.search(value):
        value = _words(value)
    return value.strip() or None


def _words(html: str) -> str:
    collector = _Collector()
    collector.feed(html)
    collector.close()
    text = "".join(collector.pieces).replace("\xa0", " ")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


class _Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0
        self._is_point = False  # of a list, without any words yet

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _BLOCK.fullmatch(tag):
            self.pieces.append("\n")
        if tag == "li":
            self._is_point = True
        if tag in _UNSEEN:
            self._unseen += 1

    def handle_endtag(self, tag: str) -> None:
        if _BLOCK.fullmatch(tag):
            self.pieces.append("\n")
        if tag == "li":
            self._is_point = False
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._is_point and data.strip():
            self.pieces.append("- ")
            self._is_point = False
        self.pieces.append(data)
