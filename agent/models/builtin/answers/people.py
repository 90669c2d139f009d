"""Answers about clients and people: the list, and one with contact data."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.models.builtin.answers.phrases import (
    bullets,
    has,
    joined,
    listed,
    money,
    plural,
    sentence,
    yes_no,
)
from agent.models.builtin.desk import Reading
from agent.models.builtin.people_wanted import PeopleWanted
from agent.models.builtin.query import Query
from agent.models.builtin.request import Request
from agent.rows import Row

_SHOWN = 20
_FEW = 5
_FIELDS = (
    ("email", "e-mail", r"(?:e-?)?mails?"),
    ("phone", "phone",
     r"(?:cell|mobile|tele)?phones?|cell|mobile|call|(?:their|his|her|cell|mobile) numbers?"),
    ("website", "website", r"web ?sites?"),
    ("address", "address", r"address(?:es)?(?<!mail address)(?<!mail addresses)"),
    ("city", "city", r"cit(?:y|ies)|towns?|located|where|based"),
    ("country", "country", r"countr(?:y|ies)|located|where|based"),
    ("position", "position", r"positions?|roles?|jobs?|job titles?"),
    ("type", "role in Paymo", r"types?|roles?"),
    ("price_per_hour", "hourly rate", r"rates?|hourly|(?:an|per) hour|charges?|costs?"),
    ("workday_hours", "hours a working day", r"workday|working day|works? (?:(?:a|per|each|every) )"
     r"(?:normal |working )?days?"),
)  # fmt: skip


_STILL = "still|active|current(?:ly)?|with us|work(?:s|ing)? (?:here|for us)"


def directory_answer(
    query: Query, request: Request, reading: Reading, noun: str, said: str = ""
) -> str:
    """How many there are and who they are, each with what else is asked of them. ``said``: by what
    they were chosen, in words."""
    active = reading.args.get("active", True)
    status = {True: "active ", False: "archived "}.get(active, "")
    kind = str(reading.args.get("type") or "").lower()
    label = f"{status}{kind or noun}"
    gone = [row["name"] for row in reading.rows if row.get("active") is False]
    both = active is None and gone and reading.whole
    split = f": {reading.count - len(gone)} active and {len(gone)} archived" if both else ""
    split += f" ({listed(gone)})" if split and len(gone) <= _FEW else ""
    lead = yes_no(query.measure, reading.count)
    count = joined([plural(reading.count, label), said], " ").replace("persons", "people")
    head = sentence(f"{lead}{count}{split or _by_type(reading, kind or said)}")
    lines = [
        joined([str(row["name"]), row.get("position"), _type(row, kind), *_told(row, request),
                "archived" if both and row["name"] in gone else None])
        for row in reading.rows
    ]  # fmt: skip
    return head + bullets(lines, reading.count, _SHOWN) + reading.caveat()


def _by_type(reading: Reading, known: str) -> str:
    """ ": 12 employees, 3 admins and 1 guest" where there are several kinds."""
    kinds = dict(reading.totals.get("by_type") or {})
    if known or len(kinds) < 2:
        return ""
    ranked = sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
    return f": {listed([plural(count, kind.lower()) for kind, count in ranked])}"


def kinds_answer(query: Query, reading: Reading, kinds: Sequence[str]) -> str:
    """How many there are of several kinds, and whether there are more of the first."""
    counts = dict(reading.totals.get("by_type") or {})
    found = [int(counts.get(kind, 0)) for kind in kinds]
    lead = ""
    if query.wants("comparison"):
        lead = yes_no(query.measure, found[0] > found[1])
    told = [plural(count, kind.lower()) for kind, count in zip(kinds, found, strict=True)]
    lines = [joined([str(row["name"]), row.get("position"), str(row.get("type"))])
             for row in reading.rows if row.get("type") in kinds]  # fmt: skip
    return sentence(f"{lead}{listed(told)}") + bullets(lines, sum(found), _SHOWN)


def people_answer(
    query: Query, request: Request, reading: Reading, wanted: PeopleWanted, kinds: Sequence[str]
) -> str:
    """The answer to any question about several people."""
    if wanted.order:
        return rates_answer(reading, lowest=not wanted.order.startswith("-"))
    if len(kinds) > 1:
        return kinds_answer(query, reading, kinds) + reading.caveat()
    return directory_answer(query, request, reading, "person", wanted.said)


def position_answer(query: Query, reading: Reading, position: str) -> str:
    """Who has this position."""
    lead = yes_no(query.measure, reading.count)
    people = "1 person" if reading.count == 1 else f"{reading.count or 'no'} people"
    head = sentence(f'{lead}{people} with "{position.removesuffix("s")}" in the position')
    lines = [joined([str(row["name"]), row.get("position")]) for row in reading.rows]
    return head + bullets(lines, reading.count, _SHOWN) + reading.caveat()


def rates_answer(reading: Reading, *, lowest: bool) -> str:
    """People by their hourly rate, the highest or the lowest first."""
    if not reading.rows:
        return "Nobody has an hourly rate of their own in Paymo."
    best = reading.rows[0]["price_per_hour"]
    first = [str(row["name"]) for row in reading.rows if row["price_per_hour"] == best]
    word = "lowest" if lowest else "highest"
    verb = has(len(first))
    head = sentence(f"{listed(first)} {verb} the {word} hourly rate: {money(None, best)}")
    lines = [f"{row['name']}: {money(None, row['price_per_hour'])}" for row in reading.rows]
    return head + bullets(lines, reading.count, _SHOWN) + reading.caveat()


def _told(row: Row, request: Request) -> list[str]:
    """What is asked of everybody on a list, beside what its lines hold anyway."""
    asked = [key for key, _, said in _FIELDS if request.says(said)]
    return [_value(key, row) for key in asked
            if key not in ("position", "type") and row.get(key) is not None]  # fmt: skip


def _type(row: Row, known: str) -> str | None:
    return None if known or "type" not in row else str(row["type"])


def asks_field(request: Request) -> bool:
    """Whether something of the record is asked for that it may hold: an address, a position."""
    return any(request.says(field[2]) for field in _FIELDS)


def contact_answer(query: Query, request: Request, row: Row) -> str:
    """One client or person; the fields asked for, else all there are."""
    asked = [field for field in _FIELDS if request.says(field[2])]
    known = [(key, label) for key, label, _ in asked or _FIELDS if row.get(key) is not None]
    missing = [label for key, label, _ in asked if row.get(key) is None]
    archived = "archived" if row.get("active") is False else "active"
    lead = ""
    if query.measure == "yes-no" and not asked:
        lead = "No: " if archived == "archived" and request.says(_STILL) else "Yes: "
    kinds = re.findall(r"\b(admin|guest|employee)", request.plain)
    if len(kinds) > 1:
        lead = ""  # "an employee or a guest?"
    elif kinds and query.measure == "yes-no":
        lead = "Yes: " if str(row.get("type", "")).lower() == kinds[0] else "No: "
    if asked and not known:
        return f"I see no {listed(missing)} for {row['name']} in Paymo."
    facts = [f"{label} {_value(key, row)}" for key, label in known]
    facts += [f"no {label} that I can see" for label in missing]
    return sentence(f"{lead}{row['name']}: {joined([*facts, None if asked else archived])}")


def _value(key: str, row: Row) -> str:
    return money(None, row[key]) if key == "price_per_hour" else str(row[key])
