"""Lists that change while they are read, and cursors that nobody gave out."""

from __future__ import annotations

import base64

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.properties.conftest import examples
from tests.properties.restless_paymo import ORDERS, Change, RestlessPaymo
from tests.tools_server.tools.sandbox_account import STUDIO, Account
from tools_server.errors import Conflict, InvalidArgument
from tools_server.tools.cursors import MARKS, Position, decoded, encoded
from tools_server.tools.paging import OVERLAP, window
from tools_server.tools.people import ListClients, ListUsers, list_clients, list_users

pytestmark = pytest.mark.anyio

changes = st.lists(
    st.lists(st.builds(Change, st.booleans(), st.integers(0, 999), st.integers(1, 8)), max_size=3),
    max_size=25,
)
caps = st.sampled_from([None, 50, 100, 200])


async def read_all(paymo: RestlessPaymo, limit: int) -> list[int]:
    """The ids of all clients, by following the cursors to the end."""
    context = paymo.context()
    ids: list[int] = []
    cursor = None
    while True:
        args = ListClients(active=None, limit=limit, cursor=cursor)
        listing = await list_clients(context, args)
        assert listing.count == len(listing.items) <= limit
        ids += [row.id for row in listing.items]
        cursor = listing.next_cursor
        if cursor is None:
            return ids


@settings(max_examples=examples(80))
@given(
    count=st.integers(0, 260),
    order=st.sampled_from(sorted(ORDERS)),
    changes=changes,
    cap=caps,
    limit=st.integers(7, 300),
)
@example(120, "oldest first", [[], [Change(False, 100, 1)]], 50, 50)
@example(120, "newest first", [[], [Change(True, 100, 1)]], 50, 50)
async def test_what_is_there_throughout_comes_exactly_once(
    count: int, order: str, changes: list[list[Change]], cap: int | None, limit: int
) -> None:
    assume(cap is None or count > cap)
    paymo = RestlessPaymo(count, order, changes, cap)
    try:
        ids = await read_all(paymo, limit)
    except Conflict:  # more neighbours were deleted than a cursor has marks
        gone = sum(c.count for batch in changes for c in batch if not c.inserts)
        added = sum(c.count for batch in changes for c in batch if c.inserts)
        assert max(gone, added) >= MARKS
        return
    assert len(ids) == len(set(ids)), "a row came twice"
    assert paymo.steady <= set(ids), "a row was missed"


@given(count=st.integers(0, 700), cap=caps, limit=st.integers(1, 400))
@settings(max_examples=examples(40))
async def test_a_list_at_rest_comes_whole_and_in_order(
    count: int, cap: int | None, limit: int
) -> None:
    if limit < 20:
        count //= 10
    ids = await read_all(RestlessPaymo(count, "newest first", [], cap), limit)
    assert ids == list(range(count, 0, -1))


@pytest.mark.parametrize("longest", [20, 33, 50, 100, 200, 250, 500])
def test_a_page_overlaps_what_was_read_and_goes_beyond_it(longest: int) -> None:
    for row in range(1, 4_000):
        page, size = window(row, longest)
        assert 0 < size <= longest
        assert page * size <= max(row - min(OVERLAP, longest // 10), 0)
        assert (page + 1) * size > row


positions = st.builds(
    lambda query, row, marks: Position(query, row, tuple(marks) if row else ()),
    st.integers(0, 99),
    st.integers(0, 10**9),
    st.lists(st.integers(1, 10**9), min_size=1, max_size=MARKS),
)
LISTING = "0123456789abcdef"


@given(at=positions)
def test_a_cursor_says_where_it_is(at: Position) -> None:
    cursor = encoded(at, LISTING)
    assert decoded(cursor, LISTING) == at
    with pytest.raises(InvalidArgument, match="belongs to a call with other filters"):
        decoded(cursor, LISTING[::-1])


@given(at=positions, data=st.data())
@settings(max_examples=examples(200))
def test_a_cursor_that_was_altered_is_refused(at: Position, data: st.DataObject) -> None:
    cursor = encoded(at, LISTING)
    place = data.draw(st.integers(0, len(cursor) - 1))
    letter = data.draw(st.characters())
    altered = data.draw(
        st.sampled_from(
            [
                cursor[:place] + letter + cursor[place + 1 :],
                cursor[:place] + letter + cursor[place:],
                cursor[:place] + cursor[place + 1 :],
                cursor[:place],
                cursor + "=",
                cursor * 2,
            ]
        )
    )
    if altered != cursor:
        with pytest.raises(InvalidArgument, match=r"^cursor: "):
            decoded(altered, LISTING)


made_up = st.one_of(
    st.text(),
    st.binary().map(lambda content: base64.urlsafe_b64encode(content).decode()),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=3),
    ).map(lambda value: base64.urlsafe_b64encode(repr(value).encode()).decode()),
)


@given(cursor=made_up)
@example("W" * 500_000)
@example(base64.urlsafe_b64encode(b"[" * 100_000).decode())
@settings(max_examples=examples(200))
def test_a_cursor_that_was_made_up_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidArgument, match=r"^cursor: this is not a cursor"):
        decoded(cursor, LISTING)


async def test_a_cursor_opens_no_other_list() -> None:
    studio = Account(STUDIO, key="ADMIN-KEY")
    first = await list_clients(studio.context, ListClients(limit=1))
    assert first.next_cursor
    with pytest.raises(InvalidArgument, match="other filters"):
        await list_users(studio.context, ListUsers(cursor=first.next_cursor))
    with pytest.raises(InvalidArgument, match="other filters"):
        await list_clients(studio.context, ListClients(active=None, cursor=first.next_cursor))
