"""The record that a name stands for, among the rows a flow has read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from agent.compact.likeness import words_of
from agent.flows.report import Row
from tools_server.errors import InvalidArgument, NotFound

MOST_NAMED = 8
CLOSE = 50
"""Of 100. Below it two names share little more than letters."""


def find(noun: str, wanted: str, rows: Sequence[Row]) -> Row:
    """The one row that ``wanted`` names; ``noun`` says what it is in an error ("client").

    The first that fits: the name, code or id as it stands; the same words in any case, with accents
    or without; all words of ``wanted`` in the name, or in that of a project and its client; all of
    them beginnings of its words. Where several fit equally well, the only active one is meant.
    Raises `NotFound` with the closest names, or `InvalidArgument` with those that fit.
    """
    wanted = " ".join(wanted.split())
    if not words_of(wanted):
        raise InvalidArgument(f"No {noun} is named.", hint=f"Give the name of the {noun}.")
    for fits in _WAYS:
        found = [row for row in rows if fits(wanted, row)]
        live = [row for row in found if row.get("active", True)]
        if len(live) == 1 or len(found) == 1:
            return (live or found)[0]
        if found:
            raise InvalidArgument(
                f"More than one {noun} fits “{wanted}”.", hint=f"Say which one: {_named(found)}."
            )
    near = _closest(wanted, rows)
    hint = f"Closest: {_named(near)}." if near else f"There are: {_named(rows)}."
    raise NotFound(f"There is no {noun} “{wanted}”.", hint=hint)


def person(wanted: str, users: Sequence[Row], account: Row, noun: str = "person") -> Row:
    """The user that ``wanted`` names, by name or e-mail address; "me" is the key's owner."""
    if wanted.strip().casefold() in ("me", "i", "myself"):
        own = [user for user in users if user["id"] == account["user"]["id"]]
        if own:
            return own[0]
        wanted = account["user"]["name"] or wanted  # a key that may not see its own owner
    by_mail = [user for user in users if user["email"] and user["email"] == wanted.strip()]
    return by_mail[0] if by_mail else find(noun, wanted, users)


def people_named(wanted: str, users: Sequence[Row], account: Row) -> list[Row]:
    """The users whose names are joined by commas, semicolons or "and", each once."""
    names = [name for name in re.split(r"[,;&]|\band\b", wanted) if name.strip()]
    found = [person(name, users, account) for name in names]
    return list({row["id"]: row for row in found}.values())


def names_of(ids: Iterable[int], users: Mapping[int, Row]) -> str:
    """The names of these people, joined by commas; one that the key may not see is "#7"."""
    return ", ".join(_name(users[id]) if id in users else f"#{id}" for id in ids)


def _is_it(wanted: str, row: Row) -> bool:
    return wanted in (row["name"], row.get("code"), str(row["id"]), f"#{row['id']}")


def _same_words(wanted: str, row: Row) -> bool:
    words = words_of(wanted)
    return words == words_of(_name(row)) or words == words_of(row.get("code") or "")


def _has_words(wanted: str, row: Row) -> bool:
    return set(words_of(wanted)) <= set(words_of(_name(row)))


def _has_words_with_client(wanted: str, row: Row) -> bool:
    """ "Care Plan (Northwind)": the words are the project's and its client's."""
    own, of_client = set(words_of(_name(row))), set(words_of(row.get("client") or ""))
    words = set(words_of(wanted))
    return bool(words & own) and words <= own | of_client


def _has_beginnings(wanted: str, row: Row) -> bool:
    known = words_of(_name(row))
    begun = all(any(k.startswith(word) for k in known) for word in words_of(wanted))
    return begun or "".join(words_of(wanted)) in "".join(known)


_WAYS: tuple[Callable[[str, Row], bool], ...] = (
    _is_it,
    _same_words,
    _has_words,
    _has_words_with_client,
    _has_beginnings,
)


def _closest(wanted: str, rows: Sequence[Row]) -> list[Row]:
    names = {number: " ".join(words_of(_name(row))) for number, row in enumerate(rows)}
    found = process.extract(
        " ".join(words_of(wanted)), names, scorer=fuzz.WRatio, limit=5, score_cutoff=CLOSE
    )
    return [rows[number] for _, _, number in found]


def _named(rows: Sequence[Row]) -> str:
    """The names of rows, with what tells two of the same name apart."""
    names = [_name(row) for row in rows]
    shown = [
        f"{name} ({_apart(row)})" if names.count(name) > 1 else name
        for name, row in zip(names, rows, strict=True)
    ]
    more = [f"{len(rows) - MOST_NAMED} more"] if len(rows) > MOST_NAMED else []
    return "; ".join(shown[:MOST_NAMED] + more) or "none at all"


def _apart(row: Row) -> str:
    parts = [row.get("client"), row.get("code"), f"#{row['id']}"]
    return ", ".join([part for part in parts if part] + ["archived"] * (row.get("active") is False))


def _name(row: Row) -> str:
    return row["name"] or ""
