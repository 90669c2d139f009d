"""Names that a spreadsheet program takes for its sheets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.reports import wording

# https://support.microsoft.com/office/rename-a-worksheet-3f1f7148-ee83-404d-8ef0-9ff99fbad1f9
_LONGEST = 31
_REFUSED = re.compile(r"[\[\]:*?/\\]+")
_RESERVED = "history"


def sheet_names(titles: Sequence[str]) -> list[str]:
    """A name for each title: allowed, and no other's in any case of letters."""
    names: list[str] = []
    taken = {_RESERVED}
    for title in titles:
        name = _free(_allowed(title), taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def _allowed(title: str) -> str:
    flat = " ".join(_REFUSED.sub(" ", wording.plain(title)).split())
    return _cut(flat, _LONGEST) or "Sheet"


def _cut(name: str, length: int) -> str:
    """So many units of UTF-16, which is what the limit counts, and no apostrophe at either end."""
    while len(name.encode("utf-16-le")) > 2 * length:
        name = name[:-1]
    return name.strip("' ")


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        ending = f" {number}"
        free = _cut(name, _LONGEST - len(ending)) + ending
    return free
