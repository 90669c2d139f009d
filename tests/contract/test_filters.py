"""The language of `where`, and the filters of their own kind (section 5).

A filter is checked against the unfiltered rows of the same list: it has to pick what Python picks.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.contract.asking import PAGE, Api, NotCovered, Row, found, ids
from tests.contract.facts import fact

COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def picks(api: Api, collection: str, where: str, fits: Callable[[Row], bool]) -> list[Row]:
    """The filter answers only rows that fit and, where they end within a page, all that fit."""
    rows = api.rows(collection, where=where)
    assert [row for row in rows if not fits(row)] == []
    if len(rows) < PAGE:
        assert {row["id"] for row in api.rows(collection) if fits(row)} <= ids(rows)
    return rows


@fact("5.1", "Operators: `=`, `!=`, `<`, `<=`, `>`, `>=`")
@pytest.mark.parametrize("sign", COMPARISONS)
def test_comparisons_pick_what_they_say(api: Api, sign: str) -> None:
    pivot = sorted(ids(api.some("tasks")))[len(api.rows("tasks")) // 2]
    picks(api, "tasks", f"id{sign}{pivot}", lambda row: COMPARISONS[sign](row["id"], pivot))


@fact("5.1", "`in (...)`, `not in (...)` (documented)")
@fact("5.1", "in a list, texts are quoted and numbers bare")
def test_lists_of_numbers(api: Api) -> None:
    chosen = sorted(ids(api.some("tasks")))[:2]
    listed = ",".join(map(str, chosen))
    assert len(picks(api, "tasks", f"id in ({listed})", lambda row: row["id"] in chosen)) == len(
        chosen
    )
    picks(api, "tasks", f"id not in ({listed})", lambda row: row["id"] not in chosen)


@fact("5.1", "in a list, texts are quoted and numbers bare")
def test_lists_of_texts(api: Api) -> None:
    api.some("invoices")
    where = 'status in ("draft","sent")'
    picks(api, "invoices", where, lambda row: row["status"] in ("draft", "sent"))


@fact("5.1", "`like`, `not like`")
def test_like_finds_a_part_of_a_text(api: Api) -> None:
    """Whether letter case counts is unknown, so it does not here."""
    part = max(api.some("clients")[0]["name"].split(), key=len)
    known = part.casefold()
    assert api.rows("clients", where=f'name like "%{part}%"')
    for row in api.rows("clients", where=f'name like "%{part}%"'):
        assert known in row["name"].casefold()
    for row in api.rows("clients", where=f'name not like "%{part}%"'):
        assert part not in row["name"]


@fact("5.1", "Conditions are joined by `and`")
@fact("5.1", "Flags are `true` and `false`")
def test_conditions_are_joined_by_and(api: Api) -> None:
    where = "complete=false and billable=true"
    picks(api, "tasks", where, lambda row: not row["complete"] and row["billable"])


@fact("5.1", "Flags are `true` and `false`")
@pytest.mark.parametrize("collection", ["clients", "projects", "users"])
@pytest.mark.parametrize("flag", ["true", "false"])
def test_active_and_archived(api: Api, collection: str, flag: str) -> None:
    rows = picks(api, collection, f"active={flag}", lambda row: row["active"] == (flag == "true"))
    found(rows, f"no {collection} with active={flag}")


@fact("5.1", "One word of text may stand bare, several stand in double quotes")
def test_bare_and_quoted_texts(api: Api) -> None:
    kind, name = api.me["type"], api.some("clients")[0]["name"]
    assert picks(api, "users", f"type={kind}", lambda row: row["type"] == kind)
    assert picks(api, "clients", f'name="{name}"', lambda row: row["name"] == name)


@fact("5.1", "A condition on a field that does not exist is unknown; we expect the 400")
def test_an_unknown_field_is_refused(api: Api) -> None:
    assert api.get("projects", where="nonsense=1", page=0, page_size=1).status_code == 400


@fact("5.1", "Clients send blanks as `+` and as `%20`")
@pytest.mark.parametrize("blank", ["+", "%20"])
def test_blanks_are_encoded_either_way(api: Api, blank: str) -> None:
    where = f"complete=false{blank}and{blank}billable=true&page=0&page_size={PAGE}"
    expected = ids(api.rows("tasks", where="complete=false and billable=true"))
    assert ids(api.get(f"tasks?where={where}").json()["tasks"]) == expected


@fact("1.3", "fields that hold an instant are compared with unix seconds")
def test_instants_are_compared_with_unix_seconds(api: Api) -> None:
    pivot = _middle([_unix(row["created_on"]) for row in api.some("projects")])
    picks(api, "projects", f"created_on>={pivot}", lambda row: _unix(row["created_on"]) >= pivot)


@fact("1.3", "Fields that hold a day are compared with the bare day")
@pytest.mark.parametrize("collection", ["tasks", "milestones"])
def test_days_are_compared_bare(api: Api, collection: str) -> None:
    due = [row for row in api.some(collection) if row["due_date"]]
    day = _middle([row["due_date"] for row in found(due, f"no {collection} with a due date")])
    picks(
        api,
        collection,
        f"due_date>{day}",
        lambda row: bool(row["due_date"]) and row["due_date"] > day,
    )
    assert picks(api, collection, f"due_date={day}", lambda row: row["due_date"] == day)


@fact("1.3", "Two days in an `in (...)` are two days, not a range")
def test_days_in_a_list_are_no_range(api: Api) -> None:
    days = sorted({row["due_date"] for row in api.some("milestones")})
    if len(days) < 2:
        raise NotCovered("no milestones on different days")
    rows = api.rows("milestones", where=f'due_date in ("{days[0]}","{days[-1]}")')
    assert {row["due_date"] for row in rows} == {days[0], days[-1]}


@fact("5.2", "entries between two instants (in samples), matched in UTC")
def test_entries_of_an_interval(api: Api) -> None:
    entries = _with_times(api)
    day = entries[0]["start_time"][:10]
    where = f'time_interval in ("{day}T00:00:00Z","{day}T23:59:59Z") and user_id={api.me["id"]}'
    rows = api.rows("entries", where=where)
    assert entries[0]["id"] in ids(rows)
    assert {(row.get("start_time") or row["date"])[:10] for row in rows} == {day}


@fact("5.2", "`client_id` is no field of an entry")
@pytest.mark.parametrize("name", ["project_id", "task_id", "user_id", "client_id"])
def test_entries_by_what_they_belong_to(api: Api, name: str) -> None:
    entry = found(api.my_entries(include="task.project.client_id"), "no time of the key's owner")[0]
    owner = entry["task"]["project"]["client_id"] if name == "client_id" else entry[name]
    rows = api.rows("entries", where=f"{name}={owner}")
    assert entry["id"] in ids(rows) or len(rows) == PAGE
    assert "client_id" not in rows[0]
    if name != "client_id":
        assert {row[name] for row in rows} == {owner}


@fact("5.2", "the running timer (documented)")
def test_running_timers_have_no_end(api: Api) -> None:
    for row in api.rows("entries", where=f"user_id={api.me['id']} and end_time=null"):
        assert not row.get("end_time")
        assert not row["is_bulk"]


@fact("5.2", "member, manager (documented)")
@pytest.mark.parametrize("name", ["users", "managers"])
def test_projects_by_their_people(api: Api, name: str) -> None:
    peopled = [row for row in api.some("projects") if row[name]]
    person = found(peopled, f"no projects with {name}")[0][name][0]
    assert picks(api, "projects", f"{name}={person}", lambda row: person in row[name])


@fact("5.2", "assigned to any of them (documented)")
@fact("5.2", "assigned to nobody; also inside `in (...)` and after `<>`")
@pytest.mark.parametrize(
    ("where", "fits"),
    [
        ("users={0}", lambda users, people: people[0] in users),
        ("users in ({0},{1})", lambda users, people: bool({*users} & {*people[:2]})),
        ("users=anyone", lambda users, people: not users),
        ('users in ("anyone",{0})', lambda users, people: not users or people[0] in users),
        ("users<>anyone", lambda users, people: bool(users)),
    ],
)
def test_tasks_by_their_assignees(
    api: Api, where: str, fits: Callable[[list[int], list[int]], bool]
) -> None:
    rows = api.some("tasks")
    people = sorted({one for row in rows for one in row["users"]})
    if len(people) < 2:
        raise NotCovered("no tasks of two people")
    clause = where.format(*people)
    found(picks(api, "tasks", clause, lambda row: fits(row["users"], people)), f"no task: {clause}")


@fact("5.2", "the caller's and nobody's, in the caller's projects (documented)")
def test_my_tasks(api: Api) -> None:
    rows = api.some("tasks", "no task of the key's owner", where="mytasks=true")
    assert all(not row["users"] or api.me["id"] in row["users"] for row in rows)


@fact("5.2", "| invoices | `status`, `client_id`, `total` |")
@pytest.mark.parametrize("name", ["status", "client_id", "total"])
def test_invoices_by_status_client_and_total(api: Api, name: str) -> None:
    value = api.some("invoices")[0][name]
    assert picks(api, "invoices", f"{name}={value}", lambda row: row[name] == value)


@fact("5.3", "the condition `projects.active=true` shortens the lists of projects")
def test_a_dotted_condition_filters_the_children(api: Api) -> None:
    rows = api.some("clients", include="projects", where="projects.active=true")
    assert {project["active"] for row in rows for project in row["projects"]} <= {True}
    assert ids(rows) == ids(api.rows("clients"))


@fact("5.3", "`project.active=true` does not choose among tasks")
def test_a_condition_on_the_parent_does_not_choose(api: Api) -> None:
    answer = api.get("tasks", where="project.active=false", page=0, page_size=PAGE)
    assert answer.status_code >= 400 or ids(answer.json()["tasks"]) == ids(api.rows("tasks"))


def _unix(text: str) -> int:
    return int(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp())


def _middle(values: list[Any]) -> Any:
    return sorted(values)[len(values) // 2]


def _with_times(api: Api) -> list[Row]:
    rows = [row for row in api.my_entries() if row.get("start_time") and row.get("end_time")]
    return found(rows, "no time with a start and an end of the key's owner")
