"""Cells of a spreadsheet: nothing that people typed is taken for a formula."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

# Where a cell may start: in the field, and behind what a spreadsheet of another country takes for
# the end of a cell or row. It looks past blanks and past what it does not draw.
_CELLS = re.compile(r"([;\r\n]+)")
_UNSEEN = r"[\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
# A sign that starts a formula; the wide ones are those of East Asian keyboards. Not that of an
# amount, a phone number, or a point of a list.
_FORMULA = re.compile(
    _UNSEEN + r"(?:[=@＝＠]|[+\-＋－](?![\d\s().,/%€$£-]*$)(?:\S|\s.*[(|!]))", re.DOTALL
)


def without_formula(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula."""
    return "".join(f"'{cell}" if _FORMULA.match(cell) else cell for cell in _CELLS.split(text))


def as_csv(rows: Sequence[dict[str, Any]], heads: Iterable[str] = ()) -> bytes:
    """All fields of the rows, ids included, and the ``heads`` where there are no rows to have any.

    A spreadsheet that opens it runs nothing of it.
    """
    fields = list(dict.fromkeys(name for row in rows for name in row)) or list(heads)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(fields)
    writer.writerows([_csv_value(row.get(name)) for name in fields] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _csv_value(value: Any) -> Any:
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    return without_formula(value) if isinstance(value, str) else value
