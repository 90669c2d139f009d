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
from agent.models.builtin.attributes import (
    STATE,
    Attribute,
    asked_of,
    attributes_of,
    value_of,
)
from agent.models.builtin.desk import Reading
from agent.models.builtin.names.entry import Kind
from agent.models.builtin.people_wanted import FULL_DAY, PeopleWanted
from agent.models.builtin.query import Query
from agent.models.builtin.request import Request
from agent.rows import Row

_SHOWN = 20
_FEW = 5
_KINDS: dict[str, Kind] = {"client": "client", "person": "user"}
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
        joined([str(row["name"]), row.get("position"), _type(row, kind),
                *told(row, request, _KINDS[noun]),
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
        lowest = not wanted.order.startswith("-")
        return ranked_rates(reading.rows, lowest=lowest) + reading.caveat()
    if len(kinds) > 1:
        return kinds_answer(query, reading, kinds) + reading.caveat()
    return directory_answer(query, request, reading, "person", wanted.said)


def position_answer(query: Query, request: Request, reading: Reading, position: str) -> str:
    """Who has this position, each with what else is asked of them."""
    lead = yes_no(query.measure, reading.count)
    people = "1 person" if reading.count == 1 else f"{reading.count or 'no'} people"
    head = sentence(f'{lead}{people} with "{position.removesuffix("s")}" in the position')
    lines = [joined([str(row["name"]), row.get("position"), *told(row, request, "user")])
             for row in reading.rows]  # fmt: skip
    return head + bullets(lines, reading.count, _SHOWN) + reading.caveat()


def ranked_rates(rows: Sequence[Row], *, lowest: bool) -> str:
    """People by their hourly rate, the highest or the lowest first."""
    if not rows:
        return "Nobody has an hourly rate of their own in Paymo."
    ranked = sorted(rows, key=lambda row: row["price_per_hour"], reverse=not lowest)
    best = ranked[0]["price_per_hour"]
    first = [str(row["name"]) for row in ranked if row["price_per_hour"] == best]
    word = "lowest" if lowest else "highest"
    verb = has(len(first))
    head = sentence(f"{listed(first)} {verb} the {word} hourly rate: {money(None, best)}")
    lines = [f"{row['name']}: {money(None, row['price_per_hour'])}" for row in ranked]
    return head + bullets(lines, shown=_SHOWN)


def told(row: Row, request: Request, kind: Kind) -> list[str]:
    """What is asked of everybody on a list, beside what its lines hold anyway."""
    asked = [
        each
        for each in asked_of(request, kind)
        if each.field not in ("position", "type", STATE) and row.get(each.field) is not None
    ]
    return [joined([each.label if each.field in _FIGURES else None, _value(each, row)], " ")
            for each in asked]  # fmt: skip


_FIGURES = ("price_per_hour", "workday_hours")  # which say nothing without their label


def _type(row: Row, known: str) -> str | None:
    return None if known or "type" not in row else str(row["type"])


def contact_answer(query: Query, request: Request, row: Row, kind: Kind) -> str:
    """One client or person; the fields asked for, else all there are."""
    said = asked_of(request, kind)
    asked = [each for each in said if each.field != STATE]
    fields = [each for each in asked or attributes_of(kind) if each.field != STATE]
    known = [each for each in fields if row.get(each.field) is not None]
    missing = [each.label for each in asked if each not in known]
    state = "archived" if row.get("active") is False else "active"
    if asked and not known and len(asked) == len(said):
        return f"I see no {listed(missing)} for {row['name']} in Paymo."
    facts = [f"{each.label} {_value(each, row, asked=bool(asked))}" for each in known]
    facts += [f"no {label} that I can see" for label in missing]
    facts += [state] if len(asked) < len(said) or not asked else []
    lead = _lead(query, request, row, state, fields=bool(asked))
    return sentence(f"{lead}{row['name']}: {joined(facts)}")


def _lead(query: Query, request: Request, row: Row, state: str, *, fields: bool) -> str:
    """ "Yes: " or "No: " where that was asked."""
    if query.measure != "yes-no" or request.says("or"):
        return ""
    kinds = re.findall(r"\b(admin|guest|employee)", request.plain)
    if len(kinds) > 1:
        return ""  # "an employee or a guest?"
    if kinds:
        return "Yes: " if str(row.get("type", "")).lower() == kinds[0] else "No: "
    hours = re.search(r"\b(full|part)[- ]?time\b", request.plain)
    if hours and row.get("workday_hours"):
        full = row["workday_hours"] >= FULL_DAY
        return "Yes: " if full == (hours[1] == "full") else "No: "
    if fields:
        return ""
    gone = request.says("archived|inactive") and not request.says("still|active")
    holds = (state == "archived") == gone if gone or request.says(_STILL) else True
    return "Yes: " if holds else "No: "


def _value(attribute: Attribute, row: Row, *, asked: bool = True) -> str:
    if attribute.field == "price_per_hour":
        return money(None, row[attribute.field])
    return value_of(attribute, row, asked=asked)
