"""Names as people type them: without their accents, in one word or two, with an initial, short."""

from __future__ import annotations

from datetime import date

import pytest

from agent.models.builtin.names.entry import Entry, Kind, entry_from
from agent.models.builtin.request import Request, read_request
from agent.models.builtin.text.calendar import Calendar

NAMES: list[tuple[Kind, str]] = [
    ("client", "Örebro Kommun"),
    ("client", "Işık & Güneş Enerji"),
    ("client", "Night Fall Theatre"),
    ("client", "Marks + Möller GmbH & Co. KG"),
    ("client", "Grønne Gårde"),
    ("project", "The Hours"),
    ("project", "Report"),
    ("project", "Annual Report"),
    ("project", "24/7"),
    ("project", "May Day"),
    ("user", "Łukasz Wiśniewski"),
    ("user", "Aoife O'Sullivan"),
    ("user", "Seán O'Sullivan"),
    ("user", "Anne-Marie Keller"),
    ("user", "Anna Maria Keller"),
    ("user", "Lars Bech"),
    ("user", "Jonas Holm"),
    ("user", "Freja Holm"),
    ("user", "Zoë Brandt"),
    ("user", "Sam Long"),
    ("user", "Will March"),
]
ENTRIES: list[Entry] = [
    entry_from(kind, {"id": number, "name": name}) for number, (kind, name) in enumerate(NAMES)
]


def read(text: str) -> Request:
    return read_request(text, Calendar(date(2026, 9, 16)), ENTRIES)


def found(text: str) -> list[set[str]]:
    """What each name in the text may mean, of the kind that fits best."""
    kinds: list[Kind] = ["client", "project", "user"]
    return [
        {entry.name for entry in mention.candidates(max(kinds, key=mention.best))}
        for mention in read(text).mentions
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("oerebro invoices", "Örebro Kommun"),
        ("invoices of orebro", "Örebro Kommun"),
        ("is the kommun late", "Örebro Kommun"),
        ("invoices of Isik + Gunes", "Işık & Güneş Enerji"),
        ("isik and günes: open invoices", "Işık & Güneş Enerji"),
        ("marks und moeller invoices", "Marks + Möller GmbH & Co. KG"),
        ("nightfall theatre invoices", "Night Fall Theatre"),
        ("groenne gaarde overdue", "Grønne Gårde"),
        ("lukasz hours", "Łukasz Wiśniewski"),
        ("wisniewsky hours in august", "Łukasz Wiśniewski"),
        ("how much did aoife o sullivan log", "Aoife O'Sullivan"),
        ("annemarie keller's hours", "Anne-Marie Keller"),
        ("keller anna maria yesterday", "Anna Maria Keller"),
        ("hours of J. Holm", "Jonas Holm"),
        ("f holm hours", "Freja Holm"),
        ("zoes tasks", "Zoë Brandt"),
        ("will march's hours last week", "Will March"),
        ("hours on the hours last week", "The Hours"),
        ("what is still open on report", "Report"),
        ("august hours on the annual report", "Annual Report"),
        ("hours on 24/7 last month", "24/7"),
        ("hours on may day in may", "May Day"),
    ],
)
def test_a_name_is_found_however_it_is_typed(text: str, name: str) -> None:
    assert found(text) == [{name}]


@pytest.mark.parametrize(
    "text",
    [
        "1.25 hrs bench prototypes today",  # Bech
        "rain garden for two hours",  # Gårde
        "how long did we work yesterday",  # Long
        "show me the hours of last week",  # The Hours
        "hours of K. Holm",  # neither Jonas nor Freja
        "report the hours on tuesday",
    ],
)
def test_no_name_is_seen_in_other_words(text: str) -> None:
    assert found(text) == []


def test_a_slip_is_one_where_somebodys_name_stands() -> None:
    assert found("log 2h for Behc wireframes") == [{"Lars Bech"}]


@pytest.mark.parametrize("text", ["how long did the sun study take", "time on 24/7 last month"])
def test_words_that_are_no_dates(text: str) -> None:
    assert [mention.text for mention in read(text).mentions] == (["24/7"] if "24" in text else [])
    assert all(mention.period.single is None for mention in read(text).dates())


def test_a_month_before_a_noun_is_one() -> None:
    assert len(read("august hours on the annual report").dates()) == 1
