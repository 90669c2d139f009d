"""The text of queries: dialects, and values that try to become conditions."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tools_server.errors import InvalidArgument
from tools_server.paymo.resources import ENTRIES, TASKS
from tools_server.paymo.where import Where, contains_text, include


def test_each_kind_of_field_has_its_own_dialect() -> None:
    where = (
        Where()
        .compare("created_on", ">=", datetime(2020, 3, 11, 19, 0, 41, tzinfo=UTC))
        .between("due_date", date(2026, 10, 1), date(2026, 10, 31))
        .given(status="paid", active=True, complete=False, project_id=7, user_id=None)
        .one_of("status", ["draft", "sent"])
        .one_of("id", [1, 2])
        .is_null("end_time")
    )
    assert str(where) == (
        "created_on>=1583953241 and due_date>=2026-10-01 and due_date<=2026-10-31"
        ' and status="paid" and active=true and complete=false and project_id=7'
        ' and status in ("draft","sent") and id in (1,2) and end_time=null'
    )


def test_time_interval_takes_quoted_utc_instants() -> None:
    start = datetime(2026, 3, 29, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    where = Where().time_interval(start, start + timedelta(days=1))
    assert str(where) == 'time_interval in ("2026-03-28T23:30:00Z","2026-03-29T23:30:00Z")'


@pytest.mark.parametrize(
    "value", ['x" and active=true and name="', "back\\slash", "new\nline", "nul\x00", "\u2028"]
)
def test_a_text_that_could_leave_its_quotes_is_refused_by_name(value: str) -> None:
    with pytest.raises(InvalidArgument, match="name: ") as refused:
        Where().compare("name", "=", value)
    assert repr(value) in refused.value.message


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("project_id", "1 or 1=1"),
        ("project_id", True),
        ("active", 1),
        ("due_date", "2026-01-01"),
        ("due_date", datetime(2026, 1, 1, tzinfo=UTC)),
        ("created_on", date(2026, 1, 1)),
        ("created_on", datetime.fromisoformat("2026-01-01T00:00")),
    ],
)
def test_a_value_of_another_kind_is_refused(field: str, value: object) -> None:
    with pytest.raises(InvalidArgument, match=field):
        Where().compare(field, "=", value)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Relaunch", 'name like "%Relaunch%"'),
        ('The "Big" Relaunch', 'name like "%Relaunch%"'),
        ("50% off", 'name like "%off%"'),
        ('x" and active=false and name like "', 'name like "%active=false%"'),
        ("Two  blanks", 'name like "%blanks%"'),
        ('"%"', ""),
    ],
)
def test_contains_sends_the_longest_word_without_special_characters(
    text: str, condition: str
) -> None:
    assert str(Where().contains("name", text)) == condition


def test_the_match_itself_is_made_here() -> None:
    assert contains_text('The "BIG"  Relaunch', '"big" relaunch')
    assert not contains_text("50 times off", "50% off")
    assert contains_text(None, None)


def test_include_knows_what_each_collection_has() -> None:
    paths = ["task.name", "task.project.client.name", "user"]
    assert include(ENTRIES, paths) == "task.name,task.project.client.name,user"
    for wrong in ("project", "duration", "task.project.owner.name", "task.na me"):
        with pytest.raises(ValueError, match="cannot include"):
            include(ENTRIES, [wrong])
    with pytest.raises(ValueError, match="tasks cannot include client"):
        include(TASKS, ["client.name"])


def test_mistakes_of_our_own_are_not_sent() -> None:
    with pytest.raises(ValueError, match="no values"):
        Where().one_of("id", [])
    with pytest.raises(ValueError, match="no kind"):
        Where().given(colour="red")
