"""Which record a name stands for, and what is said where it stands for none or for several."""

from __future__ import annotations

from typing import Any

import pytest

from agent.flows.names import find, person
from tools_server.errors import InvalidArgument, NotFound

CLIENTS = [
    {"id": 1, "name": "Northwind Traders", "active": True},
    {"id": 2, "name": "North", "active": True},
    {"id": 3, "name": "Brasserie Éclair", "active": True},
    {"id": 4, "name": "Harbour Lane", "active": True},
    {"id": 5, "name": "Harbour Lane", "active": False},
    {"id": 6, "name": "Mill Road", "active": True},
    {"id": 7, "name": "Mill Street", "active": True},
]


@pytest.mark.parametrize(
    ("wanted", "id"),
    [
        ("North", 2),  # as it stands, although another begins with it
        ("north  wind", 1),
        ("eclair", 3),
        ("Northwind's", 1),
        ("harbour lane", 4),  # the active one of two
        ("#5", 5),
        ("mill str", 7),
    ],
)
def test_the_best_fit_is_found(wanted: str, id: int) -> None:
    assert find("client", wanted, CLIENTS)["id"] == id


@pytest.mark.parametrize(
    ("wanted", "failure", "named"),
    [
        ("mill", InvalidArgument, "Mill Road; Mill Street"),
        ("Nortwind", NotFound, "Northwind Traders"),
        ("  ", InvalidArgument, "name of the client"),
    ],
)
def test_what_does_not_fit_names_the_candidates(
    wanted: str, failure: type[InvalidArgument | NotFound], named: str
) -> None:
    with pytest.raises(failure) as raised:
        find("client", wanted, CLIENTS)
    assert named in raised.value.hint


def test_two_of_one_name_are_told_apart_and_can_be_asked_for() -> None:
    rows: list[dict[str, Any]] = [
        {"id": 8, "name": "Website", "client": "North", "code": "N-1", "active": True},
        {"id": 9, "name": "Website", "client": "Mill Road", "code": None, "active": True},
    ]
    with pytest.raises(InvalidArgument) as raised:
        find("project", "website", rows)
    assert "Website (North, N-1, #8); Website (Mill Road, #9)" in raised.value.hint
    assert find("project", "n-1", rows)["id"] == 8
    assert find("project", "Website (Mill Road)", rows)["id"] == 9


def test_me_is_the_owner_of_the_key() -> None:
    users = [
        {"id": 1, "name": "Aoife Byrne", "email": "aoife@studio.test", "active": True},
        {"id": 2, "name": "Ben Okafor", "email": None, "active": True},
    ]
    account = {"user": {"id": 2, "name": "Ben Okafor"}}
    assert person("me", users, account)["id"] == 2
    with pytest.raises(NotFound):
        person("me", users[:1], account)
    assert person("aoife@studio.test", users, account)["id"] == 1
