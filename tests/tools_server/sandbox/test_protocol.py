"""Envelopes, verbs, bodies and paging: what every resource has in common."""

import httpx
import pytest


def test_single_objects_come_in_a_list_and_the_company_does_not(admin: httpx.Client) -> None:
    assert [row["id"] for row in admin.get("clients/11").json()["clients"]] == [11]
    assert [row["id"] for row in admin.get("me").json()["users"]] == [1]
    assert admin.get("company").json()["company"]["name"] == "Harbour Studio"


def test_create_answers_201_with_the_object_and_its_location(admin: httpx.Client) -> None:
    created = admin.post("clients", json={"name": "Sparrow Press", "city": "Sligo"})
    assert created.status_code == 201
    [client] = created.json()["clients"]
    assert (client["name"], client["city"], client["active"]) == ("Sparrow Press", "Sligo", True)
    assert created.headers["Location"] == f"{admin.base_url}clients/{client['id']}"
    assert admin.get(created.headers["Location"]).json() == created.json()


@pytest.mark.parametrize("verb", ["POST", "PUT"])
def test_updates_are_partial_by_either_verb(admin: httpx.Client, verb: str) -> None:
    updated = admin.request(verb, "clients/12", json={"city": "Sligo", "nonsense": 1, "id": 99})
    assert updated.status_code == 200
    [client] = updated.json()["clients"]
    assert (client["id"], client["name"], client["city"]) == (12, "Bluebird Café", "Sligo")
    assert client["updated_on"] == "2026-11-02T12:00:00Z"


def test_delete_answers_an_empty_object(admin: httpx.Client) -> None:
    assert admin.delete("clientcontacts/21").json() == {}
    assert admin.get("clientcontacts/21").status_code == 404


def test_forms_are_read_like_json(admin: httpx.Client) -> None:
    form = (
        "name=Audit&tasklist_id=201&users[]=4&users[]=1&billable=false&budget_hours=1.5&due_date="
    )
    created = admin.post(
        "tasks",
        content=form,
        headers={"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"},
    )
    [task] = created.json()["tasks"]
    assert task["users"] == [4, 1]
    assert (task["billable"], task["budget_hours"], task["due_date"]) == (False, 1.5, None)


@pytest.mark.parametrize("content", ["{", "[]", '"x"', "<request/>", '{"name": NaN}', "[" * 9999])
def test_undecodable_bodies(admin: httpx.Client, content: str) -> None:
    response = admin.post("clients", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code == 400
    assert response.json() == {"message": "Decoding failed: Syntax error"}


@pytest.mark.parametrize(
    ("path", "body", "missing"),
    [
        ("clients", {}, "name"),
        ("clientcontacts", {"email": "x@y.example"}, "name, client_id"),
        ("projects", {"name": ""}, "name"),
        ("tasks", {}, "name, tasklist_id"),
        ("milestones", {"name": "M"}, "project_id, due_date"),
        ("entries", {"duration": 600}, "task_id, date"),
        (
            "entries",
            {"task_id": 301, "start_time": "2026-11-02T08:00:00Z", "duration": 60},
            "end_time",
        ),
        ("invoices", {"currency": "EUR"}, "client_id"),
        ("invoicepayments", {"amount": 1}, "invoice_id"),
        ("expenses", {"project_id": 101, "amount": 1, "currency": "EUR"}, "client_id"),
    ],
)
def test_missing_fields_are_named(
    admin: httpx.Client, path: str, body: dict[str, object], missing: str
) -> None:
    response = admin.post(path, json=body)
    assert response.status_code == 400
    assert response.json() == {"message": f"Missing required params: {missing}"}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("tasks/301", {"due_date": "02.11.2026"}),
        ("tasks/301", {"budget_hours": "many"}),
        ("tasks/301", {"users": [4, 999]}),
        ("tasks/301", {"billable": "perhaps"}),
        ("tasks/301", {"priority": 60}),
        ("tasks/301", {"name": ""}),
        ("projects/101", {"hourly_billing_mode": "weekly"}),
        ("projects/101", {"code": "A-B"}),
        ("projects/101", {"client_id": 999}),
    ],
)
def test_values_that_do_not_fit(admin: httpx.Client, path: str, body: dict[str, object]) -> None:
    before = admin.get(path).json()
    assert admin.put(path, json=body).status_code == 400
    assert admin.get(path).json() == before


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "unicorns", 404),
        ("GET", "clients/999", 404),
        ("GET", "clients/one", 404),
        ("PUT", "clients/999", 404),
        ("DELETE", "clients/999", 404),
        ("PUT", "clients", 405),
        ("PATCH", "clients/11", 405),
        ("DELETE", "company", 405),
        ("POST", "me", 405),
    ],
)
def test_wrong_paths_and_verbs(admin: httpx.Client, method: str, path: str, status: int) -> None:
    response = admin.request(method, path)
    assert response.status_code == status
    assert list(response.json()) == ["message"]
    assert "X-Ratelimit-Remaining" in response.headers


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("page=0&page_size=2", [11, 12]),
        ("page=1&page_size=2", [13]),
        ("page=2&page_size=2", []),
        ("page=1", [11, 12, 13]),
        ("page_size=1", [11, 12, 13]),
        ("page=0&page_size=1&where=id>11", [12]),
    ],
)
def test_pages_need_both_parameters(admin: httpx.Client, query: str, ids: list[int]) -> None:
    assert [row["id"] for row in admin.get(f"clients?{query}").json()["clients"]] == ids


@pytest.mark.parametrize(
    ("method", "path", "content", "status"),
    [
        ("GET", f"clients/{'9' * 40}", "", 404),
        ("GET", f"clients?where=id={'9' * 40}", "", 400),
        ("GET", f"invoices?where=total={'9' * 40}", "", 400),
        ("GET", f"clients?page={'9' * 40}&page_size=1", "", 400),
        ("PUT", "clients/11", '{"due_interval": 1e300}', 400),
        ("PUT", "clients/11", f'{{"due_interval": {"9" * 40}}}', 400),
        ("PUT", "clients/11", '{"name": "\\ud800"}', 400),
        ("PUT", "invoices/606", '{"options": {"a": "\\ud800"}}', 400),
        ("PUT", "company", '{"next_invoice_number": "soon"}', 400),
    ],
)
def test_hostile_values_are_refused_like_any_other(
    admin: httpx.Client, method: str, path: str, content: str, status: int
) -> None:
    headers = {"Content-Type": "application/json"}
    assert admin.request(method, path, content=content, headers=headers).status_code == status


def test_company_settings_are_text_and_counters_are_not_writable(admin: httpx.Client) -> None:
    body = {"default_tax": 21, "current_users": 99, "nonsense": True}
    company = admin.put("company", json=body).json()["company"]
    assert company["default_tax"] == "21"
    assert (company["current_users"], company["current_projects"]) == (5, 3)
    assert "nonsense" not in company
