"""Tokens at rest, how they are compared, and how often they may be used."""

from __future__ import annotations

import hmac
from hashlib import sha256
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import Engine, create_engine, text

from agent.commands.tokens import RoleName
from tools_server.errors import InvalidArgument, NotFound
from tools_server.governance import tokens
from tools_server.governance.limits import CallLimits, TooManyCalls
from tools_server.governance.tokens import LOCAL, METADATA, Caller, Role, TokenStore


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{tmp_path / 'tokens.db'}")
    METADATA.create_all(engine)
    yield engine
    engine.dispose()


def test_a_token_says_who_calls_until_it_is_revoked(engine: Engine) -> None:
    store = TokenStore(engine)
    first, second = store.create("laptop", "writer", 60), store.create("phone", "reader", None)
    caller = store.caller(first)
    assert caller == Caller("laptop", "writer", 60, first[3:15])
    store.revoke("laptop")
    assert store.caller(first) is None
    assert store.caller(second) is not None
    with pytest.raises(NotFound, match="laptop"):
        store.revoke("laptop")
    again = store.create("laptop", "reader", 60)
    assert store.caller(again) != caller
    assert store.caller(first) is None
    assert [row.name for row in store.listed()] == ["laptop", "phone", "laptop"]


def test_only_a_hash_is_kept_and_every_token_is_another(engine: Engine, tmp_path: Path) -> None:
    store = TokenStore(engine)
    made = [store.create(f"t{number}", "reader", 1) for number in range(20)]
    assert len({token[15:] for token in made}) == len({token[3:15] for token in made}) == 20
    assert all(len(token[16:]) == 43 for token in made)  # 32 random bytes
    with engine.begin() as connection:
        hashes = set(connection.execute(text("SELECT hash FROM tokens")).scalars())
    assert hashes == {sha256(token.encode()).hexdigest() for token in made}
    stored = (tmp_path / "tokens.db").read_bytes()
    assert not any(token[15:].encode() in stored for token in made)
    assert not any(hasattr(row, "hash") for row in store.listed())


def test_known_or_not_a_token_is_compared_in_constant_time(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = TokenStore(engine)
    token = store.create("laptop", "reader", 60)
    compared: list[tuple[str, str]] = []

    def compare(kept: str, given: str) -> bool:
        compared.append((kept, given))
        return hmac_compare(kept, given)

    hmac_compare = hmac.compare_digest
    monkeypatch.setattr(tokens.hmac, "compare_digest", compare)
    strangers = [f"{token[:-1]}?", f"pa_{'0' * 12}{token[15:]}", token[:15], "", "ü" * 60, "\udce9"]
    assert [store.caller(each) for each in strangers] == [None] * len(strangers)
    assert store.caller(token) is not None
    assert len(compared) == len(strangers) + 1
    assert {len(kept) for kept, _ in compared} == {len(given) for _, given in compared} == {64}


@pytest.mark.parametrize(
    ("name", "role", "limit", "words"),
    [
        ("", "reader", 1, "cannot be a token's name"),
        ("Laptop", "reader", 1, "cannot be a token's name"),
        ("lap top", "reader", 1, "cannot be a token's name"),
        ("laptop\n", "reader", 1, "cannot be a token's name"),
        ("x" * 41, "reader", 1, "cannot be a token's name"),
        ("local", "reader", 1, "cannot be a token's name"),
        ("taken", "reader", 1, "already"),
        ("laptop", "admin", 1, "no role 'admin'"),
        ("laptop", "reader", 0, "0 calls"),
        ("laptop", "reader", 6001, "6001 calls"),
    ],
)
def test_what_cannot_be_a_token(
    engine: Engine, name: str, role: Role, limit: int, words: str
) -> None:
    store = TokenStore(engine)
    store.create("taken", "reader", 1)
    with pytest.raises(InvalidArgument, match=words):
        store.create(name, role, limit)
    assert len(store.listed()) == 1


def test_the_command_line_knows_every_role() -> None:
    assert get_args(RoleName) == get_args(Role)


def test_calls_are_counted_in_a_window_that_slides() -> None:
    now = 1000.0
    limits = CallLimits(clock=lambda: now)
    busy, other = Caller("busy", "reader", 2, "a"), Caller("other", "reader", 2, "b")
    limits.count(busy)
    now += 20
    limits.count(busy)
    for _ in range(3):  # refused calls are not counted
        with pytest.raises(TooManyCalls, match="2 calls a minute") as flood:
            limits.count(busy)
        assert flood.value.seconds == 40
        assert flood.value.hint == "Wait 40 seconds, then try again."
    limits.count(other)
    now += flood.value.seconds
    limits.count(busy)
    with pytest.raises(TooManyCalls) as flood:
        limits.count(busy)
    assert flood.value.seconds == 20
    for _ in range(1000):
        limits.count(LOCAL)
