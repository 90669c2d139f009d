"""1,000 entries, and everything that can be done to each: found, and the first bad entry named.

All of it goes through `AuditLog.verify`. For the thousands of cases the rows come from memory, and
those that were not touched are checked once; the last test does the same to real tables.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import Engine, create_engine, delete, insert

from tools_server.governance import audit, chain
from tools_server.governance.anchor import Anchor
from tools_server.governance.audit import AuditLog
from tools_server.governance.chain import Entry, Verdict
from tools_server.governance.database import AUDIT, METADATA, open_database

COUNT = 1_000
EVENTS = ("proposed", "decided", "sent", "answered")
TEXTS = ("at", "event", "actor", "action", "digest", "previous", "hash", "seal")


class Stored(NamedTuple):
    """A row as `AuditLog` reads it."""

    seq: int
    at: str
    event: str
    actor: str
    action: str
    digest: str
    previous: str
    hash: str
    body: str
    seal: str | None

    def entry(self) -> Entry:
        fields = {name: value for name, value in self._asdict().items() if name != "seal"}
        return Entry(**{**fields, "body": json.loads(self.body)})

    def rehashed(self) -> Stored:
        return self._replace(hash=self.entry().computed_hash())


Rows = list[Stored]
Tampering = Callable[[Rows, int], tuple[Rows, int]]


@dataclass
class Book:
    """A log of 1,000 entries over a table in memory, and the file of its anchor."""

    log: AuditLog
    engine: Engine
    folder: Path
    rows: Rows


def write_book(folder: Path, engine: Engine, count: int) -> Book:
    log = AuditLog.in_folder(folder, engine)
    for number in range(count):
        body = {"tool": "create_task", "args": {"minutes": number, "name": "Zoë & <b>"}, "n": None}
        event: Any = EVENTS[number % 4]
        log.append(event, actor="Nora", action=f"a{number // 4}", digest="d" * 64, body=body)
    with engine.begin() as connection:
        rows = [Stored(**row._asdict()) for row in audit._rows(connection)]
    return Book(log, engine, folder, rows)


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    yield write_book(tmp_path_factory.mktemp("thousand"), engine, COUNT)
    engine.dispose()


@pytest.fixture
def judge(thousand: Book, monkeypatch: pytest.MonkeyPatch) -> Callable[[Rows], Verdict]:
    """The verdict on other rows than those that are stored."""
    known = {id(row) for row in thousand.rows}
    check = chain.as_written

    def checked_once(row: Any, anchor: Anchor | None) -> bool:
        return id(row) in known or check(row, anchor)

    monkeypatch.setattr(chain, "as_written", checked_once)

    def verdict(rows: Rows) -> Verdict:
        monkeypatch.setattr(audit, "_rows", lambda _connection: rows)
        return thousand.log.verify()

    return verdict


def changed(rows: Rows, place: int, **values: Any) -> Rows:
    return [*rows[:place], rows[place]._replace(**values), *rows[place + 1 :]]


def edited(column: str) -> Tampering:
    def tamper(rows: Rows, place: int) -> tuple[Rows, int]:
        text = getattr(rows[place], column)
        other = ("0" if text[0] != "0" else "1") + text[1:]
        return changed(rows, place, **{column: other}), place + 1

    return tamper


def edited_body(change: Callable[[str], Any]) -> Tampering:
    return lambda rows, place: (changed(rows, place, body=change(rows[place].body)), place + 1)


def renumbered(rows: Rows, place: int) -> tuple[Rows, int]:
    moved = rows[place]._replace(seq=COUNT + 7)
    return [*rows[:place], *rows[place + 1 :], moved], place + 1


def edited_with_its_hash(rows: Rows, place: int) -> tuple[Rows, int]:
    forged = rows[place]._replace(actor="Rory").rehashed()
    return [*rows[:place], forged, *rows[place + 1 :]], place + 1


def unsealed(rows: Rows, place: int) -> tuple[Rows, int]:
    return changed(rows, place, seal=None), place + 1


def deleted(rows: Rows, place: int) -> tuple[Rows, int]:
    return [*rows[:place], *rows[place + 1 :]], place + 1


def deleted_and_closed_up(rows: Rows, place: int) -> tuple[Rows, int]:
    rest = [row._replace(seq=row.seq - 1) for row in rows[place + 1 : place + 3]]
    return [*rows[:place], *rest, *rows[place + 3 :]], place + 1


def swapped(rows: Rows, place: int) -> tuple[Rows, int]:
    """With its neighbour: the next one, of the last entry the one before."""
    first = min(place, COUNT - 2)
    one, two = rows[first : first + 2]
    pair = [two._replace(seq=one.seq), one._replace(seq=two.seq)]
    return [*rows[:first], *pair, *rows[first + 2 :]], first + 1


def shifted(rows: Rows) -> Rows:
    """Room for one more. The walk ends before it, so the first of them is enough."""
    return [row._replace(seq=row.seq + 1) for row in rows[:1]] + rows[1:]


def doubled(rows: Rows, place: int) -> tuple[Rows, int]:
    copy = rows[place]._replace(seq=place + 2)
    return [*rows[: place + 1], copy, *shifted(rows[place + 1 :])], place + 2


def inserted(rows: Rows, place: int) -> tuple[Rows, int]:
    """A new entry that fits its predecessor in everything but the seal."""
    before = rows[place]
    new = before._replace(seq=place + 2, actor="Rory", previous=before.hash).rehashed()
    return [*rows[: place + 1], new, *shifted(rows[place + 1 :])], place + 2


def put_before_all(rows: Rows, place: int) -> tuple[Rows, int]:
    return [rows[place]._replace(seq=-place), *rows], -place


def cut(rows: Rows, place: int) -> tuple[Rows, int]:
    return rows[:place], place + 1


ONE_ENTRY: dict[str, Tampering] = {
    **{f"{column} edited": edited(column) for column in TEXTS},
    "body: a value": edited_body(lambda text: text.replace("Zo", "zo")),
    "body: blanks": edited_body(lambda text: text.replace(": ", ":", 1)),
    "body: a repeated key": edited_body(lambda text: '{"tool": "x", ' + text[1:]),
    "body: no JSON": edited_body(lambda text: text[:-1]),
    "body: bytes": edited_body(str.encode),
    "body: a number": edited_body(lambda _text: 7),
    "renumbered": renumbered,
    "edited with its hash": edited_with_its_hash,
    "its seal taken away": unsealed,
    "deleted": deleted,
    "deleted and closed up": deleted_and_closed_up,
    "swapped": swapped,
    "doubled": doubled,
    "inserted after": inserted,
    "put before all": put_before_all,
    "the tail cut": cut,
}


@pytest.mark.parametrize("tamper", ONE_ENTRY.values(), ids=ONE_ENTRY)
def test_each_of_a_thousand(
    thousand: Book, judge: Callable[[Rows], Verdict], tamper: Tampering
) -> None:
    assert judge(thousand.rows).intact
    missed = []
    for place in range(COUNT):
        rows, bad = tamper(thousand.rows, place)
        found = judge(rows)
        if found.intact or found.bad_seq != bad:
            missed.append((place + 1, bad, found))
    assert missed == []


def rewritten(rows: Rows, place: int, seal: Callable[[str], str | None]) -> Rows:
    """Another story from this entry on: every link and every hash of it is right."""
    found = rows[:place]
    for row in rows[place:]:
        previous = found[-1].hash if found else "0" * 64
        row = row._replace(actor="Rory", previous=previous).rehashed()
        found.append(row._replace(seal=seal(row.hash)))
    return found


def test_a_consistent_rewriting_is_found_where_it_begins(
    thousand: Book, judge: Callable[[Rows], Verdict], tmp_path: Path
) -> None:
    """By its seals: those of the old entries, none at all, or those of another folder's key."""
    elsewhere = Anchor.in_folder(tmp_path)
    for place in (*range(0, COUNT, 97), COUNT - 1):
        for seal in (lambda _hash: "0" * 64, lambda _hash: None, elsewhere.seal):
            found = judge(rewritten(thousand.rows, place, seal))
            assert found.bad_seq == place + 1


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "7", '{"seq": "x", "hash": 1, "seal": 2}', "\x00"]
)
def test_a_broken_anchor_is_found(thousand: Book, text: str) -> None:
    file = thousand.folder / "audit.head"
    sound = file.read_text()
    file.write_text(text)
    found = thousand.log.verify()
    file.write_text(sound)
    assert (found.problem, found.bad_seq) == (
        "audit.head was changed, or the key of this folder was",
        None,
    )


def test_an_anchor_cannot_be_set_back_or_brought_from_elsewhere(
    thousand: Book, tmp_path: Path, judge: Callable[[Rows], Verdict]
) -> None:
    file = thousand.folder / "audit.head"
    sound = file.read_text()
    back = {**json.loads(sound), "seq": 500, "hash": thousand.rows[499].hash}
    write_book(tmp_path, memory(), 3)
    for text in (json.dumps(back), (tmp_path / "audit.head").read_text()):
        file.write_text(text)
        found = judge(thousand.rows[:500])
        file.write_text(sound)
        assert "audit.head was changed" in (found.problem or "")


def memory() -> Engine:
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    return engine


def test_without_its_anchor_a_log_is_not_intact(
    thousand: Book, judge: Callable[[Rows], Verdict]
) -> None:
    file = thousand.folder / "audit.head"
    away = file.rename(file.with_suffix(".away"))
    found, edited_too = judge(thousand.rows), judge(edited_with_its_hash(thousand.rows, 41)[0])
    away.rename(file)
    assert "audit.head is missing" in (found.problem or "")
    assert edited_too.bad_seq == 42


@pytest.mark.tampers
def test_the_same_in_real_tables(thousand: Book, tmp_path: Path) -> None:
    """The whole table is replaced by the tampered rows; the anchor is the one of the true log."""
    for name in ("audit.head", "approval.key"):
        (tmp_path / name).write_bytes((thousand.folder / name).read_bytes())
    engine = open_database(tmp_path / "governance.db")
    log = AuditLog.in_folder(tmp_path, engine)
    missed = []
    for name, tamper in ONE_ENTRY.items():
        if name in ("body: bytes", "body: a number"):  # the driver writes text
            continue
        for place in (1, COUNT // 2, COUNT - 1):
            rows, bad = tamper(thousand.rows, place)
            replace_table(engine, rows)
            found = log.verify()
            if found.bad_seq != bad:
                missed.append((name, place, found))
    replace_table(engine, thousand.rows)
    assert log.verify().intact
    engine.dispose()
    assert missed == []


def replace_table(engine: Engine, rows: Rows) -> None:
    stored = [{**row._asdict(), "seq": seq} for row, seq in zip(rows, numbers(rows), strict=True)]
    with engine.begin() as connection:
        connection.execute(delete(AUDIT))
        if stored:
            raw = AUDIT.to_metadata(type(METADATA)())
            raw.c.body.type = raw.c.at.type  # as text: SQLAlchemy would quote it once more
            connection.execute(insert(raw), stored)


def numbers(rows: Rows) -> list[int]:
    """A key holds a number once, so entries behind an inserted one move on."""
    found: list[int] = []
    for row in rows:
        taken = found and row.seq <= found[-1]
        found.append(found[-1] + 1 if taken else row.seq)
    return found
