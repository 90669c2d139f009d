"""Every way we know to change a call between its approval and its execution."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from typing import Any

Arguments = dict[str, Any]

# What the eye takes for the same letter, or does not see at all.
LOOK_ALIKES = str.maketrans(
    "aceopxyiABEHKMOPTX-'1l0 ",
    "асеорхуіАВЕНКМОРТХ‐’lIО\u00a0",
)
UNSEEN = ["\u200b", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u202e", "\u2066", "\ufe0f", "\u0301"]

IDS = {
    "task_id": [301, 302, 303, 305, 306],
    "project_id": [101, 102, 103, 104],
    "client_id": [11, 12, 13],
    "user_id": [1, 2, 4, 5],
    "tasklist_id": [201, 202, 203],
}
ADDED: dict[str, dict[str, Any]] = {
    "create_task": {
        "tasklist_id": 201, "user_ids": [1], "description": "x", "due_date": "2026-12-01",
        "budget_minutes": 60, "priority": "low", "billable": False,
    },
    "create_time_entry": {"description": "x"},
}  # fmt: skip
IMPLIED = {
    "create_task": ("client_id", "task_id"),
    "create_time_entry": ("project_id", "client_id", "date"),
}
"""Arguments that only serve the check: leaving them out means the same."""


def mutations(tool: str, approved: Arguments) -> Iterator[Arguments]:
    """Arguments that mean or read otherwise than the approved ones, each of them once."""
    seen = {_exact(approved)}
    for changed in _all(tool, approved):
        if _exact(changed) not in seen:
            seen.add(_exact(changed))
            yield changed


def re_encodings(approved: Arguments) -> Iterator[str]:
    """The same JSON value in other letters."""
    yield json.dumps(approved)
    yield json.dumps(approved, ensure_ascii=False)
    yield json.dumps(approved, separators=(",", ":"), ensure_ascii=False)
    yield json.dumps(dict(reversed(approved.items())))
    yield json.dumps(approved, sort_keys=True)
    spaced = json.dumps(approved, separators=(" \t, ", "  :\t"))
    yield f" \t{spaced} "
    yield _escaped(approved)
    yield json.dumps(approved).replace("/", "\\/")


def _escaped(value: Any) -> str:
    r"""JSON with each letter of each text, keys too, as \uXXXX."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{_escaped(k)}:{_escaped(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_escaped, value)) + "]"
    if not isinstance(value, str):
        return json.dumps(value)
    units = value.encode("utf-16-be")
    pairs = (units[at : at + 2].hex() for at in range(0, len(units), 2))
    return '"' + "".join(f"\\u{pair}" for pair in pairs) + '"'


def _exact(args: Arguments) -> str:
    return json.dumps(args, sort_keys=True)


def _all(tool: str, approved: Arguments) -> Iterator[Arguments]:
    for name, value in approved.items():
        if name not in IMPLIED[tool]:
            yield {k: v for k, v in approved.items() if k != name}
            yield {**approved, name: None}
        for other in _values(tool, name, value):
            yield {**approved, name: other}
    for name, value in ADDED[tool].items():
        if name not in approved:
            yield {**approved, name: value}
    yield {**approved, "unheard_of": 1}
    yield {name.upper(): value for name, value in approved.items()}


def _values(tool: str, name: str, value: Any) -> Iterator[Any]:
    if isinstance(value, bool):
        yield from (not value, int(value), str(value).lower())
    elif isinstance(value, int):
        yield from _numbers(name, value)
    elif isinstance(value, list):
        yield from ([], value[:1], value[::-1], [*value, 5], [str(v) for v in value], value[0])
    elif name == "priority":
        yield from (p for p in ("low", "normal", "high", "critical", "urgent") if p != value)
    elif name in ("date", "due_date"):
        yield from _days(date.fromisoformat(value))
    elif name in ("start_time", "end_time"):
        yield from _moments(datetime.fromisoformat(value))
    else:
        yield from _texts(value, blanks_count=name != "name")


def _numbers(name: str, value: int) -> Iterator[Any]:
    yield from (value + 1, value - 1, -value, 0, value * 10, value // 10, value * 60)
    yield from (int(str(value)[::-1]), 2**31, 2**63, 10**20)
    yield from (str(value), float(value), value + 0.5, f"{value}.0", f"0{value}", True, [value])
    yield from (other for other in IDS.get(name, []) if other != value)


def _days(day: date) -> Iterator[str]:
    for days in (-365, -31, -7, -1, 1, 7, 31, 365):
        yield (day + timedelta(days=days)).isoformat()
    yield from (f"{day:%d.%m.%Y}", f"{day:%m/%d/%Y}", f"{day:%Y%m%d}", f"{day:%G-W%V-%u}")
    yield from (f"{day}T00:00:00", f"{day} ", f"{day:%Y-%m-}{day.day:03}")
    yield str(day).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    yield str(int((day - date(1970, 1, 1)).total_seconds()))


def _moments(moment: datetime) -> Iterator[str]:
    for minutes in (-1440, -60, -1, 1, 60, 1440):
        yield (moment + timedelta(minutes=minutes)).isoformat()
    for hours in (-11, -5, 2, 5, 13):
        yield moment.replace(tzinfo=timezone(timedelta(hours=hours))).isoformat()
    yield moment.strftime("%d.%m.%Y %H:%M")
    yield str(int(moment.timestamp()))


def _texts(text: str, *, blanks_count: bool) -> Iterator[str]:
    """Other letters for the same look, and a few for another one."""
    for place, letter in enumerate(text):
        alike = letter.translate(LOOK_ALIKES)
        if alike != letter and not (letter == " " and not blanks_count):
            yield text[:place] + alike + text[place + 1 :]
        if letter.swapcase() != letter:
            yield text[:place] + letter.swapcase() + text[place + 1 :]
        if letter.strip():
            yield text[:place] + text[place + 1 :]
    for place in (0, len(text) // 2, len(text)):
        for unseen in UNSEEN:
            yield text[:place] + unseen + text[place:]
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        yield unicodedata.normalize(form, text)  # type: ignore[arg-type]
    yield from (text.upper(), text.lower(), text[::-1], text * 2, f"{text}.", f"<b>{text}</b>")
    yield "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    if blanks_count:
        yield from (f" {text}", f"{text} ", f"{text}\n", text.replace(" ", "  "))
