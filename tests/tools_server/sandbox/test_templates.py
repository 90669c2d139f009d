"""Templates and recurring profiles: what they refuse, and what becomes of a project template."""

import httpx
import pytest


def only(answer: httpx.Response) -> dict:
    assert answer.status_code in (200, 201), answer.text
    [[row]] = answer.json().values()
    return row


@pytest.mark.parametrize(
    ("templates", "documents"),
    [("invoicetemplates", "invoices"), ("estimatetemplates", "estimates")],
)
def test_the_default_and_what_is_in_use_stay(
    admin: httpx.Client, templates: str, documents: str
) -> None:
    first, second = (
        only(admin.post(templates, json={"name": name, "is_default": True})) for name in "ab"
    )
    assert only(admin.get(f"{templates}/{first['id']}"))["is_default"] is False
    body = {"client_id": 11, "currency": "EUR", "template_id": first["id"]}
    paper = only(admin.post(documents, json=body))
    shown = only(admin.get(f"{documents}/{paper['id']}?include={templates[:-1]}.name"))
    assert shown[templates[:-1]] == {"name": "a"}
    for row in (first, second):
        assert admin.delete(f"{templates}/{row['id']}").status_code == 400
    admin.delete(f"{documents}/{paper['id']}")
    assert admin.delete(f"{templates}/{first['id']}").status_code == 200


def test_galleries_are_only_read(admin: httpx.Client) -> None:
    gallery = "invoicetemplatesgallery"
    assert admin.get(gallery).json() == {gallery: []}
    assert admin.post(gallery, json={"name": "A"}).status_code == 405


def test_a_project_made_from_a_template_takes_its_people(admin: httpx.Client) -> None:
    template = only(admin.post("projecttemplates", json={"name": "A"}))["id"]
    body = {"template_id": template, "name": "List"}
    tasklist = only(admin.post("projecttemplatestasklists", json=body))["id"]
    task = {"tasklist_id": tasklist, "name": "Task", "users": [4], "budget_hours": 2}
    assert only(admin.post("projecttemplatestasks", json=task))["template_id"] == template
    project = {"name": "From It", "users": [1], "template_id": template}
    made = only(admin.post("projects?include=*,tasklists.name,tasks", json=project))
    assert (made["users"], made["tasklists"]) == ([1, 4], [{"name": "List"}])
    [row] = made["tasks"]
    assert (row["code"], row["users"], row["budget_hours"]) == ("FI-1", [4], 2)
    admin.delete("users/4")
    listed = admin.get(f"projecttemplates/{template}?include=projecttemplatestasks").json()
    assert listed["project_templates"][0]["projecttemplatestasks"][0]["users"] == []
    admin.delete(f"projecttemplates/{template}")
    assert admin.get(f"projecttemplatestasklists/{tasklist}").status_code == 404
    assert admin.get(f"projects/{made['id']}").status_code == 200


def test_a_project_from_no_template_is_not_made(admin: httpx.Client) -> None:
    assert admin.post("projects", json={"name": "A", "template_id": 9}).status_code == 400
    assert admin.get("projects?where=name=A").json() == {"projects": []}


def test_a_profile_goes_with_its_client(admin: httpx.Client) -> None:
    body = {"client_id": 12, "currency": "EUR", "frequency": "2w", "start_date": "2026-11-02"}
    row = only(admin.post("recurringprofiles", json={**body, "items": [{"price_unit": 5}]}))
    assert admin.post("recurringprofiles", json={**body, "frequency": "d"}).status_code == 400
    items = f"recurringprofileitems?where=recurring_profile_id={row['id']}"
    [line] = admin.get(items).json()["recurringprofileitems"]
    admin.put(f"recurringprofileitems/{line['id']}", json={"quantity": 3})
    path = f"recurringprofiles/{row['id']}"
    assert only(admin.get(path))["total"] == 15
    [client] = admin.get("clients?where=id=12&include=recurringprofiles").json()["clients"]
    assert [profile["id"] for profile in client["recurringprofiles"]] == [row["id"]]
    admin.delete("clients/12")
    assert admin.get(path).status_code == 404


def test_a_recurring_task_may_be_made_of_a_task(account) -> None:
    turn = {"frequency": "weekly", "interval": 2, "recurring_start_date": "2026-11-02"}
    admin, profiles = account(), "taskrecurringprofiles"
    assert admin.post(profiles, json=turn).json()["message"].endswith("name, project_id")
    row = only(admin.post(profiles, json={**turn, "name": "Not this", "task_id": 306}))
    assert (row["name"], row["project_id"]) == ("Push notifications", 102)
    assert (row["users"], row["processing_timezone"]) == ([4, 5], "Europe/Dublin")
    path = f"{profiles}/{row['id']}"
    assert admin.put(path, json={"tasklist_id": 201}).status_code == 400
    assert account("EMPLOYEE-KEY").put(path, json={"active": False}).status_code == 403
    assert only(account("MANAGER-KEY").put(path, json={"active": False}))["active"] is False


def test_money_and_templates_are_for_admins(account) -> None:
    for name in ("recurringprofiles", "invoicetemplates", "projecttemplates", "reports"):
        assert account("MANAGER-KEY").get(name).status_code == 403
