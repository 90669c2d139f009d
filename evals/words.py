"""Looking for words and numbers in an answer: text as text, numbers by value and as a whole.

"40" is in "40 hours" and "40.00", and neither in "240" nor in "40.5"; "1250" is in "1,250.00", and
"4 h" in "4h".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from evals.values import folded, straight

# Days and times of day are one word each: a "10" is not part of 2026-10-30 or 10:30.
_WHOLE = re.compile(
    r"""(?P<day>\d{4}-\d{2}-\d{2})
    | (?P<time>\d{1,2}:\d{2}(?::\d{2})?)
    | (?P<sign>(?<![\w.,)\]-])[-−](?=[^\w\s]?\d))?
      (?P<unit>[$€£¥])?
      (?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d) | \d+(?:\.\d+)?)""",
    re.VERBOSE,
)
_FENCE = "\x00"
# Blanks beside a number: "4 h" and "4h", "€ 40" and "€40" are the same.
_BESIDE = re.compile(rf"\s*({_FENCE}[^{_FENCE}]*{_FENCE})\s*")
# Narrow and fixed blanks, and the Swiss apostrophe, between thousands.
_THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u2009\u202f'’](?=\d{3}(?!\d))")
_HYPHEN = re.compile(r"[-−](?=\d)")


def mentions(text: str, wanted: str) -> bool:
    """Whether the text says what is wanted: case, blanks and kinds of apostrophes do not count."""
    said, asked = comparable(text), comparable(wanted)
    if asked in said:
        return True
    if not _HYPHEN.match(wanted):
        return False
    # The end of a number such as INV-129, where it stands for itself a negative amount.
    return re.search(rf"(?<=\S)-{re.escape(comparable(wanted[1:]))}", said) is not None


def matches(text: str, pattern: str) -> bool:
    """Whether the regular expression is found; case, kinds of apostrophes and bold do not count."""
    said = straight(text)
    return any(
        re.search(straight(pattern), each, re.IGNORECASE) for each in (said, said.replace("**", ""))
    )


def comparable(text: str) -> str:
    """The text with each number in one form, fenced, so that no part of it can be found alone."""
    plain = folded(_THOUSANDS.sub(",", text.replace("**", "")))
    return _BESIDE.sub(r"\1", _WHOLE.sub(_fenced, plain))


def cell_text(value: Any) -> str:
    """A cell of a table as words."""
    if value is None:
        return ""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def table_text(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """A table as words, a row a line, with a bar around each cell."""
    lines = [" | ".join(cell_text(cell) for cell in row) for row in (columns, *rows)]
    return "\n".join(f"| {line} |" for line in lines)


def _fenced(found: re.Match[str]) -> str:
    if found["number"] is None:
        return f"{_FENCE}{found[0] if found['day'] else _time(found[0])}{_FENCE}"
    sign = "-" if found["sign"] else ""
    return f"{found['unit'] or ''}{_FENCE}{sign}{_by_value(found['number'])}{_FENCE}"


def _time(text: str) -> str:
    """A time of day without its leading zero, nor seconds that are none."""
    hours, minutes, *seconds = text.split(":")
    return ":".join([str(int(hours)), minutes, *(each for each in seconds if each != "00")])


def _by_value(number: str) -> str:
    if number.startswith("0") and number.isdigit() and len(number) > 1:
        return number  # part of a code, such as INV-0042
    return f"{Decimal(number.replace(',', '')).normalize():f}"
