"""Pages of a list (section 7)."""

from __future__ import annotations

from tests.contract.asking import Api, NotCovered, Row, ids
from tests.contract.facts import fact


def _ten(api: Api) -> list[Row]:
    rows = api.rows("tasks", page_size=10)
    if len(rows) < 3:
        raise NotCovered("fewer than three tasks")
    return rows


@fact("7", "`page`, counted from 0, and `page_size` exist")
@fact("7", "counts a row that turns up twice once")
def test_pages_are_counted_from_zero_and_make_up_the_list(api: Api) -> None:
    whole = _ten(api)
    pages = [api.rows("tasks", page=at, page_size=2) for at in range((len(whole) + 1) // 2)]
    assert [row["id"] for page in pages for row in page][: len(whole)] == [r["id"] for r in whole]


@fact("7", "one without the other is ignored")
def test_page_and_page_size_count_only_together(api: Api) -> None:
    whole = _ten(api)
    for alone in ({"page": 1}, {"page_size": 1}):
        assert ids(whole) <= ids(api.get("tasks", **alone).json()["tasks"])


@fact("7", "a page with fewer rows than asked for is the last")
def test_the_last_page_is_short_and_beyond_it_there_is_nothing(api: Api) -> None:
    rows = api.rows("clients", page_size=500)
    if len(rows) == 500:
        raise NotCovered("more clients than fit a page")
    assert api.rows("clients", page=1, page_size=500) == []


@fact("7", "Filters apply before paging")
def test_filters_apply_before_paging(api: Api) -> None:
    last = _ten(api)[-1]["id"]
    assert ids(api.rows("tasks", where=f"id={last}", page_size=1)) == {last}


@fact("7", "The order of rows is unknown, and no parameter for it is known")
def test_the_order_stays_the_same_from_request_to_request(api: Api) -> None:
    whole = _ten(api)
    again = api.get("tasks", page=0, page_size=10).json()["tasks"]
    assert [row["id"] for row in again] == [row["id"] for row in whole]


@fact("7", "2,500 is also the largest `page_size` spoken of")
def test_the_largest_page_is_taken(api: Api) -> None:
    whole = _ten(api)
    assert ids(whole) <= ids(api.get("tasks", page=0, page_size=2500).json()["tasks"])
