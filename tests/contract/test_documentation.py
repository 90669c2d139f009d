"""The sandbox against the official documentation: its requests, keys, attributes and includes.

The data is documented.json, the account account.py; what differs is listed in differences.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.contract import differences
from tests.contract.account import KEY, contract_app
from tests.contract.conftest import FIGURES
from tests.contract.replay import Played, documented, play
from tests.contract.shapes import Comparison
from tests.stage import Stage

pytestmark = pytest.mark.ours

CHOICES = Path(__file__).parents[2] / "tools_server" / "sandbox" / "paymo" / "CHOICES.md"
SECTIONS = sorted({request["at"].partition(":")[0] for request in documented()["requests"]})
# A value of each type that no row of the account has.
OTHER: dict[str, Any] = {
    "integer": 424_242,
    "number": 4242.42,
    "string": "something else",
    "date-time": "2001-01-01T00:00:00Z",
}
COLLECTIONS = sorted(documented()["attributes"])
UPDATED = {
    one["path"].partition("/")[0] for one in documented()["requests"] if one["method"] == "PUT"
}


@pytest.fixture(scope="module")
def http(stage: tuple[Stage, str]) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=stage[1], auth=(KEY, "X")) as http:
        yield http


@pytest.fixture
def client(http: httpx.Client, stage: tuple[Stage, str]) -> httpx.Client:
    """For a fresh account."""
    stage[0].app = contract_app()
    return http


@pytest.fixture(scope="module")
def replay(
    http: httpx.Client, stage: tuple[Stage, str], pytestconfig: pytest.Config
) -> list[Played]:
    """All documented requests; after one that writes the account starts afresh."""
    played = []
    stage[0].app = contract_app()
    for request in documented()["requests"]:
        played.append(play(request, http))
        if request["method"] != "GET":
            stage[0].app = contract_app()
    pytestconfig.stash[FIGURES] = [_figures(played)]
    return played


def _figures(replay: list[Played]) -> str:
    compared = sum(one.comparison.compared for one in replay)
    agreed = sum(one.as_documented for one in replay)
    return (
        f"documentation: {len(replay)} requests, {agreed} of them answered with the documented "
        f"status, {compared} keys compared"
    )


@pytest.mark.parametrize("section", SECTIONS)
def test_requests_are_answered_as_documented(replay: list[Played], section: str) -> None:
    """Status, Location header, envelope, and every documented key with its type."""
    here = [one for one in replay if one.section == section]
    for one in here:
        if one.request["at"] in differences.STATUSES:
            assert one.answer.status_code == differences.STATUSES[one.request["at"]][0], one.named
            continue
        assert one.as_documented, f"{one.named}: {one.answer.status_code} {one.answer.text[:200]}"
        assert one.comparison.missing <= differences.MISSING.keys(), one.named
        assert one.comparison.mistyped == {}, one.named
        assert one.rows is None or bool(one.rows) == bool(one.request.get("rows", 1)), one.named


def test_every_documented_key_is_seen_with_a_value(replay: list[Played]) -> None:
    """A key that was only ever null or missing would compare with nothing."""
    nulls = {place for one in replay for place in one.comparison.nulls}
    filled = {place for one in replay for place in one.comparison.filled}
    assert nulls - filled == set()
    assert differences.MISSING.keys() <= filled


def test_keys_beyond_the_samples_are_known(replay: list[Played]) -> None:
    places = {place for one in replay for place in one.comparison.extra}
    extra = {".".join(_owned(place)) for place in places}
    attributes = documented()["attributes"]
    known = {f"{owner}.{name}" for owner, names in attributes.items() for name in names}
    assert extra - known == differences.BEYOND.keys()


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_attributes_have_their_documented_type(client: httpx.Client, collection: str) -> None:
    shape = {
        name: kind.split()[0]
        for name, kind in documented()["attributes"][collection].items()
        if not kind.endswith("write-only")
    }
    comparison = Comparison()
    comparison.rows(collection, [shape], _rows(client, collection))
    never = {f"{collection}.{name}" for name in shape} - comparison.filled
    known = {place for place in differences.ATTRIBUTES if place.startswith(f"{collection}.")}
    assert comparison.mistyped.keys() | never == known


@pytest.mark.parametrize("collection", sorted(UPDATED & set(COLLECTIONS)))
def test_read_only_attributes_stay_as_they_are(client: httpx.Client, collection: str) -> None:
    attributes = documented()["attributes"][collection]
    fixed = {name: kind.split()[0] for name, kind in attributes.items() if "read-only" in kind}
    before = _rows(client, collection)[-1]
    path = collection if collection == "company" else f"{collection}/{before['id']}"
    flipped = {name: not before.get(name) for name, kind in fixed.items() if kind == "boolean"}
    others = {name: OTHER[kind] for name, kind in fixed.items() if kind in OTHER}
    answer = client.put(path, json={**others, **flipped})
    assert answer.status_code == 200, answer.text
    after = _rows(client, collection)[-1]
    moved = {f"{collection}.{name}" for name in fixed if after.get(name) != before.get(name)}
    known = {place for place in differences.WRITABLE if place.startswith(f"{collection}.")}
    assert moved - {f"{collection}.updated_on"} == known


@pytest.mark.parametrize("collection", sorted(documented()["includes"]))
def test_documented_includes_come_as_they_should(client: httpx.Client, collection: str) -> None:
    """A parent is an object or null, children are a list."""
    for name, relation in documented()["includes"][collection].items():
        answer = client.get(collection, params={**_query(collection), "include": name})
        if f"{collection}.{name}" in differences.INCLUDES:
            assert answer.status_code >= 400
            continue
        assert answer.status_code == 200, f"{name}: {answer.text}"
        values = [row[name] for row in _found(answer)]
        kinds = (list,) if relation == "child" else (dict, type(None))
        assert values and all(isinstance(value, kinds) for value in values), name


def test_every_difference_has_its_reason_in_the_choices() -> None:
    rows = {
        line.split("|")[1].strip()
        for line in CHOICES.read_text(encoding="utf-8").splitlines()
        if "|" in line
    }
    listed = (
        differences.MISSING,
        differences.BEYOND,
        differences.ATTRIBUTES,
        differences.WRITABLE,
        differences.INCLUDES,
    )
    choices = {choice for found in listed for choice in found.values()}
    choices |= {choice for _, choice in differences.STATUSES.values()}
    assert choices <= rows


def _owned(place: str) -> tuple[str, str]:
    owner, name = place.split(".")[-2:]
    return (f"{owner}s" if f"{owner}s" in documented()["attributes"] else owner), name


def _rows(client: httpx.Client, collection: str) -> list[dict[str, Any]]:
    return _found(client.get(collection, params=_query(collection)))


def _found(answer: httpx.Response) -> list[dict[str, Any]]:
    [found] = answer.json().values()
    return found if isinstance(found, list) else [found]


def _query(collection: str) -> dict[str, str]:
    """These want a filter."""
    wanting = ("bookings", "entries", "userstasks")
    return {"where": "user_id in (1,2)"} if collection in wanting else {}
