"""Credentials, sessions, and what each role sees and may write."""

import httpx
import pytest

EMPLOYEE, GUEST, MANAGER = "EMPLOYEE-KEY", "GUEST-KEY", "MANAGER-KEY"


def ids(client: httpx.Client, path: str) -> list[int]:
    response = client.get(path)
    assert response.status_code == 200, response.text
    return [row["id"] for row in response.json()[path.partition("?")[0]]]


@pytest.mark.parametrize("password", ["X", "", "apiKeyUsed"])
def test_a_key_goes_with_any_password(account, password: str) -> None:
    response = account(None).get("me", auth=("EMPLOYEE-KEY", password))
    assert response.json()["users"][0]["id"] == 4


def test_email_and_password(account) -> None:
    nobody = account(None)
    assert nobody.get("me", auth=("Aoife@Harbour.example", "anchor")).json()["users"][0]["id"] == 4
    assert nobody.get("me", auth=("aoife@harbour.example", "wrong")).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer ADMIN-KEY"},
        {"Authorization": "Basic !!"},
        {"X-Session": "0" * 32},
    ],
)
def test_no_entry(account, headers: dict[str, str]) -> None:
    response = account(None).get("clients", headers=headers)
    assert response.status_code == 401
    assert response.json() == {"message": "Unauthorized"}
    assert response.headers["WWW-Authenticate"].startswith("Basic")


def test_retired_users_cannot_log_in(account) -> None:
    nobody = account(None)
    assert nobody.get("me", auth=("RETIRED-KEY", "X")).status_code == 401
    assert nobody.get("me", auth=("rory@harbour.example", "mooring")).status_code == 401


def test_a_session_opens_the_account_until_it_is_deleted(account) -> None:
    employee, nobody = account(EMPLOYEE), account(None)
    opened = employee.post("sessions")
    [session] = opened.json()["sessions"]
    assert opened.status_code == 201
    assert len(session["id"]) == 32
    assert session["expires_on"] == "2026-12-03T12:00:00Z"
    token = {"X-Session": session["id"]}
    assert nobody.get("me", headers=token).json()["users"][0]["id"] == 4
    assert nobody.post("sessions", headers=token).status_code == 403
    assert ids(account(), "sessions") == []
    assert employee.delete(f"sessions/{session['id']}").status_code == 200
    assert nobody.get("me", headers=token).status_code == 401


@pytest.mark.parametrize(
    ("key", "path", "seen"),
    [
        (EMPLOYEE, "projects", [101, 102, 104]),
        (EMPLOYEE, "clients", [11, 12, 13]),
        (EMPLOYEE, "clientcontacts", [21, 22]),
        (EMPLOYEE, "milestones", [401, 402, 403]),
        (EMPLOYEE, "tasklists", [201, 202, 203, 205]),
        (
            EMPLOYEE,
            "entries?where=user_id in (1,5,6)",
            [504, 507, 508, 509, 511, 512, 513, 516, 520],
        ),
        (EMPLOYEE, "users?where=type=Admin", [1, 2, 3]),
        (GUEST, "projects", [101]),
        (GUEST, "tasks", [301, 302, 303, 304]),
        (GUEST, "clients", [11]),
        (GUEST, "users", [1, 4, 7]),
    ],
)
def test_what_a_role_sees(account, key: str, path: str, seen: list[int]) -> None:
    assert ids(account(key), path) == seen


@pytest.mark.parametrize("path", ["invoices", "invoiceitems", "invoicepayments", "estimates"])
def test_money_is_for_admins(account, path: str) -> None:
    assert account(EMPLOYEE).get(path).status_code == 403


def test_includes_do_not_widen_the_view(account) -> None:
    [client] = account(GUEST).get("clients?include=projects.name,invoices").json()["clients"]
    assert client["projects"] == [{"name": "Website Relaunch"}]
    assert client["invoices"] == []


def test_a_hidden_project_is_denied_by_name(account) -> None:
    for path in ("projects/103", "tasks/308", "milestones/404"):
        response = account(EMPLOYEE).get(path)
        assert response.status_code == 403
        assert response.json() == {"message": "Access to project denied"}


@pytest.mark.parametrize(
    ("key", "method", "path", "body", "status"),
    [
        (GUEST, "POST", "tasks", {"name": "T", "tasklist_id": 201}, 403),
        (GUEST, "POST", "entries", {"task_id": 301, "date": "2026-11-02", "duration": 60}, 403),
        (EMPLOYEE, "POST", "tasks", {"name": "T", "tasklist_id": 201}, 201),
        (EMPLOYEE, "POST", "tasks", {"name": "T", "tasklist_id": 204}, 403),
        (EMPLOYEE, "PUT", "projects/101", {"name": "Mine"}, 403),
        (EMPLOYEE, "POST", "projects", {"name": "Mine"}, 403),
        (EMPLOYEE, "POST", "clients", {"name": "Mine"}, 403),
        (EMPLOYEE, "PUT", "company", {"name": "Mine"}, 403),
        (EMPLOYEE, "PUT", "entries/501", {"description": "own"}, 200),
        (EMPLOYEE, "PUT", "entries/513", {"description": "hers"}, 403),
        (EMPLOYEE, "PUT", "entries/501", {"user_id": 1}, 403),
        (EMPLOYEE, "DELETE", "entries/513", None, 403),
        (MANAGER, "PUT", "projects/102", {"name": "Ours"}, 200),
        (MANAGER, "PUT", "entries/510", {"description": "as manager"}, 200),
        (
            MANAGER,
            "POST",
            "milestones",
            {"name": "M", "project_id": 103, "due_date": "2026-12-01"},
            403,
        ),
    ],
)
def test_what_a_role_may_write(
    account, key: str, method: str, path: str, body: dict[str, object] | None, status: int
) -> None:
    response = account(key).request(method, path, json=body)
    assert response.status_code == status, response.text
