"""Filters: what the builder writes, the sandbox's parser reads, and it selects what was meant."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.properties.conftest import examples
from tests.tools_server.tools.sandbox_account import Account, world
from tools_server.errors import InvalidArgument
from tools_server.paymo.models import Task
from tools_server.paymo.resources import TASKS
from tools_server.paymo.where import UNSAFE, Where, contains_text

pytestmark = pytest.mark.anyio

# Names that look like the language they are compared in.
NAMES = [
    "and", "AND complete=true", "in (1,2)", "null", "true", "name", "or 1=1", "O'Brien & Co",
    'The "Big" Relaunch', '" and complete=true and name="', "back\\slash", "50% off", "50 off",
    "a_b", "axb", "%", "_", "Crème BRÛLÉE", "creme brulee", "Straße", "STRASSE", "Two  blanks",
    "Two blanks", "two\u00a0blanks", "İstanbul", "ΣΊΣΥΦΟΣ", "日本語", "😀 party", "\u202eRTL",
    "x;--", "<script>", "a,b", "(a)", "2026-01-01", "1", "a" * 255, "Zoe\u0308", "Zoë", "&&",
]  # fmt: skip
DAY, MOMENT = date(2026, 3, 29), datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)
OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def tasks() -> list[dict[str, Any]]:
    return [
        {
            "id": number,
            "name": name,
            "tasklist_id": 1,
            "users": [1, 2][: number % 3],
            "due_date": None if number % 4 == 0 else str(DAY + timedelta(days=number % 7 - 3)),
            "complete": number % 5 == 0,
            "priority": (25, 50, 75, 100)[number % 4],
            "created_on": (MOMENT + timedelta(seconds=number % 9 - 4)).isoformat(),
        }
        for number, name in enumerate(NAMES, 1)
    ]


USERS = [
    {"id": id, "name": name, "email": f"{name}@test.example", "type": "Admin"}
    for id, name in ((1, "ann"), (2, "bo"))
]
PROJECTS = [{"id": 1, "name": "Site", "client_id": 1, "users": [1, 2]}]
ACCOUNT = Account(world(users=USERS, projects=PROJECTS, tasks=tasks()))


@dataclass(frozen=True)
class Condition:
    """What the builder is told, and which tasks that means."""

    add: Callable[[Where], Where]
    holds: Callable[[Task], bool]


def compared(field: str, sign: Any, value: Any) -> Condition:
    """A comparison. Nothing is less or more than null, or unlike it: SQL's rule."""

    def holds(task: Task) -> bool:
        found = getattr(task, field)
        return found is not None and OPERATORS[sign](found, value)

    return Condition(lambda where: where.compare(field, sign, value), holds)


def listed(field: str, values: list[Any]) -> Condition:
    return Condition(
        lambda where: where.one_of(field, values), lambda task: getattr(task, field) in values
    )


def assigned(user: int) -> Condition:
    return Condition(lambda where: where.given(users=user), lambda task: user in task.users)


def between(first: date | None, last: date | None) -> Condition:
    def holds(task: Task) -> bool:
        if first is None and last is None:
            return True
        due = task.due_date
        return due is not None and (first or due) <= due <= (last or due)

    return Condition(lambda where: where.between("due_date", first, last), holds)


NO_DUE_DATE = Condition(lambda where: where.is_null("due_date"), lambda task: task.due_date is None)

texts = st.sampled_from(NAMES).filter(lambda name: not UNSAFE.search(name))
signs = st.sampled_from(sorted(OPERATORS))
days = st.dates(DAY - timedelta(days=5), DAY + timedelta(days=5))
moments = st.integers(-6, 6).map(lambda seconds: MOMENT + timedelta(seconds=seconds))
ids = st.integers(-3, len(NAMES) + 3)
conditions = st.one_of(
    st.builds(compared, st.just("name"), st.sampled_from(["=", "!="]), texts | st.text(max_size=9)),
    st.builds(compared, st.just("due_date"), signs, days),
    st.builds(compared, st.just("created_on"), signs, moments),
    st.builds(compared, st.just("id"), signs, ids | st.integers(-(10**17), 10**17)),
    st.builds(compared, st.just("complete"), st.sampled_from(["=", "!="]), st.booleans()),
    st.builds(listed, st.just("name"), st.lists(texts, min_size=1, max_size=5)),
    st.builds(listed, st.just("id"), st.lists(ids, min_size=1, max_size=9)),
    st.builds(listed, st.just("due_date"), st.lists(days, min_size=1, max_size=4)),
    st.builds(assigned, st.integers(0, 3)),
    st.builds(between, st.none() | days, st.none() | days),
    st.just(NO_DUE_DATE),
)


@settings(max_examples=examples(100))
@given(wanted=st.lists(conditions, min_size=1, max_size=4))
async def test_a_filter_selects_what_a_predicate_selects(wanted: list[Condition]) -> None:
    where = Where()
    for condition in wanted:
        try:
            where = condition.add(where)
        except InvalidArgument:
            assume(False)
    everything = await ACCOUNT.context.paymo.list(TASKS)
    found = await ACCOUNT.context.paymo.list(TASKS, where)
    meant = [task.id for task in everything if all(each.holds(task) for each in wanted)]
    assert [task.id for task in found] == meant


@settings(max_examples=examples(100))
@given(text=st.sampled_from(NAMES) | st.text(max_size=12))
async def test_a_text_is_refused_or_is_only_a_text(text: str) -> None:
    if UNSAFE.search(text):
        with pytest.raises(InvalidArgument, match=r"^name: "):
            Where().compare("name", "=", text)
        return
    found = await ACCOUNT.context.paymo.list(TASKS, Where().compare("name", "=", text))
    assert [task.name for task in found] == [name for name in NAMES if name == text]


pieces = st.sampled_from(NAMES).flatmap(
    lambda name: st.tuples(st.integers(0, len(name)), st.integers(1, 9)).map(
        lambda cut: name[cut[0] : cut[0] + cut[1]]
    )
)
changed = st.sampled_from([str, str.upper, str.lower, str.swapcase, lambda text: f" {text}  "])


@settings(max_examples=examples(100))
@given(text=st.builds(lambda text, change: change(text), pieces | st.text(max_size=6), changed))
@example("two   BLANKS")
async def test_a_search_finds_every_name_that_contains_the_text(text: str) -> None:
    found = await ACCOUNT.context.paymo.list(TASKS, Where().contains("name", text))
    kept = [task.name for task in found if contains_text(task.name, text)]
    assert kept == [name for name in NAMES if contains_text(name, text)]


WORDS = r"""name complete due_date id users priority project.name users.name time_interval mytasks
and AND && or in not like = != <> < <= > >= ( ) , " ' null true false 1 -1 2026-01-01 2026-13-99
anyone "a" "2026-01-01" % . .. ; 99999999999999999999 1e9 NaN ä 😀 \ -- /* '"""
words = st.sampled_from([*WORDS.split(), "\x00"])


@settings(max_examples=examples(200))
@given(
    where=st.text(max_size=40) | st.lists(words, max_size=12).map(" ".join),
    collection=st.sampled_from(["tasks", "entries", "invoices", "projects", "users"]),
)
async def test_the_parser_answers_anything_with_rows_or_400(where: str, collection: str) -> None:
    transport = httpx.ASGITransport(ACCOUNT.app)  # a crash in the app is raised here
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox/api/") as http:
        answer = await http.get(collection, params={"where": where}, auth=("KEY", "X"))
    assert answer.status_code in (200, 400), answer.text
    assert answer.json().keys() == {collection if answer.status_code == 200 else "message"}
