"""Requests and answers, credentials, errors and the rate limit (sections 1 to 4)."""

from __future__ import annotations

import httpx
import pytest

from tests.contract.account import EMPLOYEE_KEY, KEY, contract_app
from tests.contract.asking import Api, NotCovered, Pace, found, ids
from tests.contract.conftest import Target
from tests.contract.facts import fact
from tests.stage import Stage
from tools_server.sandbox.paymo.limits import RateLimit

LISTS = (
    "clients",
    "clientcontacts",
    "projects",
    "projectstatuses",
    "tasklists",
    "tasks",
    "users",
    "milestones",
    "invoices",
    "invoiceitems",
    "invoicepayments",
    "estimates",
    "expenses",
    "workflows",
    "workflowstatuses",
    "sessions",
)
NOBODY = 999_999_999


@fact("1", "Rows come in an object under the collection's name")
@fact("7", "There is no total and no link to a next page")
@pytest.mark.parametrize("collection", LISTS)
def test_a_list_is_rows_under_the_collections_name_and_nothing_else(
    api: Api, collection: str
) -> None:
    answer = api.get(collection, page=0, page_size=2)
    assert answer.status_code == 200
    [(name, rows)] = answer.json().items()
    assert name == collection
    assert all(isinstance(row, dict) and "id" in row for row in rows)


@fact("1", "A single GET, a create and an update also answer a list, of one row")
@pytest.mark.parametrize("collection", ["clients", "projects", "tasks", "users", "invoices"])
def test_a_single_row_comes_in_a_list_too(api: Api, collection: str) -> None:
    row = api.some(collection)[0]
    [found] = api.get(f"{collection}/{row['id']}").json()[collection]
    assert found["id"] == row["id"]


@fact("1", "Only `company` answers a plain object")
def test_the_company_is_a_plain_object(api: Api) -> None:
    company = api.get("company").json()["company"]
    assert isinstance(company, dict)
    assert company["name"]


@fact("1", '`GET me` answers the key\'s owner as `{"users": [...]}`')
def test_me_is_the_keys_owner_as_users_show_it(api: Api) -> None:
    assert api.one("users", api.me["id"])["email"] == api.me["email"]


@fact("1.2", "Answers are JSON unless `Accept` asks for XML")
def test_answers_are_json(api: Api) -> None:
    assert api.get("me").headers["content-type"].startswith("application/json")


@fact("2", "HTTP Basic with an API key in the user's place and whatever one likes as password")
def test_any_password_goes_with_a_key(api: Api) -> None:
    for password in ("", "another"):
        assert api.request("GET", "me", auth=(api.key, password)).status_code == 200


@fact("2", "The answer to wrong credentials is unknown but for its status, 401")
@pytest.mark.parametrize("auth", [None, ("no-such-key", "X")], ids=["none", "wrong"])
def test_wrong_credentials_are_401(api: Api, auth: tuple[str, str] | None) -> None:
    assert api.request("GET", "me", auth=auth).status_code == 401


@fact("2", "the header `X-Session`")
@fact("2", "Its id is 32 hex digits")
@pytest.mark.writes
def test_a_session_has_the_rights_of_its_user_until_it_is_ended(api: Api) -> None:
    session = api.created("sessions", {})
    assert len(bytes.fromhex(session["id"])) == 16
    header = {"X-Session": session["id"]}
    users = api.request("GET", "me", auth=None, headers=header).json()["users"]
    assert [user["id"] for user in users] == [api.me["id"]] == [session["user_id"]]
    assert session["id"] in {row["id"] for row in api.rows("sessions")}
    assert api.delete(f"sessions/{session['id']}").status_code == 200
    assert api.request("GET", "me", auth=None, headers=header).status_code == 401


@fact("2", "one lists only one's own")
def test_one_sees_only_ones_own_sessions(api: Api) -> None:
    assert {row["user_id"] for row in api.rows("sessions")} <= {api.me["id"]}


@fact("3", "Unknown name in `include`")
@fact("3", 'The message is the only key, `{"message": "..."}`')
def test_an_unknown_include_is_400_with_a_message(api: Api) -> None:
    answer = api.get("projects", include="nonsense", page=0, page_size=1)
    assert answer.status_code == 400
    [(name, text)] = answer.json().items()
    assert name == "message"
    assert text.startswith("Unknown field")
    assert "nonsense" in text


@fact("3", "a message comes with it")
@pytest.mark.parametrize("collection", ["clients", "tasks", "entries", "invoices"])
def test_an_unknown_id_is_404_with_a_message(api: Api, collection: str) -> None:
    answer = api.get(f"{collection}/{NOBODY}")
    assert answer.status_code == 404
    assert answer.json()["message"]


@fact("3", "`include=duration` on entries; a list of children named in the singular")
@pytest.mark.parametrize(("path", "include"), [("entries", "duration"), ("projects", "task")])
def test_two_includes_are_known_to_break(api: Api, path: str, include: str) -> None:
    where = f"user_id={api.me['id']}" if path == "entries" else "active=true"
    assert api.get(path, where=where, include=include, page=0, page_size=1).status_code == 500


@fact("4", "All answers carry `X-Ratelimit-Decay-Period`")
@fact("4", "`X-Ratelimit-Remaining` has come as a comma-separated list")
@pytest.mark.parametrize("path", ["me", f"clients/{NOBODY}"])
def test_every_answer_tells_the_rate_limit(api: Api, path: str) -> None:
    headers = api.get(path).headers
    assert float(headers["X-Ratelimit-Decay-Period"]) > 0
    limit = int(headers["X-Ratelimit-Limit"])
    remaining = [int(part) for part in headers["X-Ratelimit-Remaining"].split(",")]
    assert 0 <= min(remaining) <= limit


@fact("4", "every request is answered 429 until the window ends; `Retry-After` says")
@pytest.mark.ours
def test_over_the_limit_is_429_with_the_seconds_to_wait(
    api: Api, aim: Target, stage: tuple[Stage, str]
) -> None:
    assert aim.ours
    play, url = stage
    usual, play.app = play.app, contract_app(RateLimit(2, 60))
    statuses = [httpx.get(f"{url}me", auth=(KEY, "X")) for _ in range(4)]
    play.app = usual
    assert [answer.status_code for answer in statuses] == [200, 200, 429, 429]
    assert 0 < int(statuses[-1].headers["Retry-After"]) <= 60


@fact("2.1", "A change to a project without the right to it is 403")
@fact("2.1", "A project out of sight gives `Access to project denied`")
@pytest.mark.ours
def test_an_employee_reaches_assigned_projects_only(api: Api) -> None:
    employee = Api(str(api.client.base_url), EMPLOYEE_KEY, Pace(limited=False))
    assert ids(employee.rows("projects")) == {101, 102} < ids(api.rows("projects"))
    for answer in (employee.get("projects/103"), employee.put("projects/103", {"name": "x"})):
        assert (answer.status_code, answer.json()["message"]) == (403, "Access to project denied")
    assert employee.put("projects/101", {"name": "x"}).status_code == 403
    employee.client.close()


@fact("2.1", "A list of entries holds everybody's whom the key may see, not only the owner's")
def test_entries_of_everybody_are_listed(api: Api) -> None:
    people = {row["user_id"] for row in api.rows("entries", where=f"project_id={_busy(api)}")}
    if people == {api.me["id"]}:
        raise NotCovered("nobody else's time in a project of the key's owner")
    assert api.me["id"] in people


def _busy(api: Api) -> int:
    """A project with time of the key's owner."""
    entries = api.my_entries()
    return int(found(entries, "no time of the key's owner")[0]["project_id"])
