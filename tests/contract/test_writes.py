"""Creating, changing and deleting, and what Paymo does by itself then (sections 1 and 8)."""

from __future__ import annotations

import pytest

from tests.contract.asking import Api, Row, found
from tests.contract.conftest import Workspace
from tests.contract.facts import fact

pytestmark = pytest.mark.writes

FORM = "application/x-www-form-urlencoded"
ANCIENT = "2001-01-01T00:00:00Z"


@fact("1", "A create answers 201, the stored record, and a `Location` header")
def test_a_create_answers_the_record_and_its_place(api: Api, workspace: Workspace) -> None:
    body = {"name": "Contact", "client_id": workspace.client, "email": "check@example.test"}
    answer = api.post("clientcontacts", body)
    assert answer.status_code == 201
    [row] = answer.json()["clientcontacts"]
    assert {name: row[name] for name in body} == body
    assert answer.headers["Location"].endswith(f"/clientcontacts/{row['id']}")


@fact("1", "An update is a POST or a PUT to `<collection>/<id>` with only the changed fields")
@fact("1", "An update and a delete answer 200")
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_updates_change_only_what_is_sent(api: Api, workspace: Workspace, method: str) -> None:
    before = api.one("clients", workspace.client)
    answer = api.request(method, f"clients/{workspace.client}", json={"city": method})
    assert answer.status_code == 200
    [after] = answer.json()["clients"]
    assert after == {**before, "city": method, "updated_on": after["updated_on"]}


@fact("1", "DELETE deletes")
def test_a_deleted_row_is_gone(api: Api, workspace: Workspace) -> None:
    row = api.created("tasklists", {"name": "Short", "project_id": workspace.project})
    assert api.delete(f"tasklists/{row['id']}").status_code == 200
    assert api.get(f"tasklists/{row['id']}").status_code == 404


@fact("1.2", "A field that Paymo does not have is dropped without a word")
@fact("8", "read-only `created_on` and `updated_on`")
def test_unknown_and_read_only_fields_are_dropped(api: Api, workspace: Workspace) -> None:
    body = {"nonsense": 1, "id": 5, "created_on": ANCIENT, "city": "Cork"}
    [row] = api.put(f"clients/{workspace.client}", body).json()["clients"]
    assert (row["id"], row["city"]) == (workspace.client, "Cork")
    assert row["created_on"] != ANCIENT
    assert "nonsense" not in row


@fact("1.2", "Accepted are JSON, `text/xml`, forms, and multipart for files")
@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("application/json", '{"name": "By body"}'),
        (FORM, "name=By%20body"),
        ("text/xml", "<request><name>By body</name></request>"),
    ],
)
def test_bodies_of_three_kinds(
    api: Api, workspace: Workspace, content_type: str, content: str
) -> None:
    path, headers = f"projects/{workspace.project}", {"Content-Type": content_type}
    answer = api.request("PUT", path, content=content, headers=headers)
    assert answer.status_code == 200
    assert api.one("projects", workspace.project)["name"] == "By body"


@fact("1.2", "multipart for files")
def test_a_logo_is_uploaded(api: Api, workspace: Workspace) -> None:
    files = {"image": ("logo.png", b"\x89PNG\r\n\x1a\n")}
    assert api.request("POST", f"clients/{workspace.client}", files=files).status_code == 200
    row = api.one("clients", workspace.client)
    assert {"image", "image_thumb_large", "image_thumb_medium", "image_thumb_small"} <= set(row)


@fact("1.2", "`Decoding failed: Syntax error`")
def test_a_broken_body_is_refused(api: Api) -> None:
    headers = {"Content-Type": "application/json"}
    answer = api.request("POST", "clients", content="{", headers=headers)
    assert answer.status_code == 400
    assert answer.json() == {"message": "Decoding failed: Syntax error"}


@fact("3", "A required field is missing: `Missing required params: client_id`")
@pytest.mark.parametrize(
    ("collection", "missing"),
    [
        ("clients", "name"),
        ("projects", "name"),
        ("tasks", "name"),
        ("milestones", "due_date"),
        ("entries", "task_id"),
        ("invoices", "client_id"),
        ("invoicepayments", "invoice_id"),
        ("users", "email"),
    ],
)
def test_what_is_missing_is_named(api: Api, collection: str, missing: str) -> None:
    answer = api.post(collection)
    assert answer.status_code == 400
    text = answer.json()["message"]
    assert text.startswith("Missing required params: ")
    assert missing in text


@fact("8.3", "Without `client_id` the project goes to a client called `Sample Client`")
def test_a_project_without_a_client_gets_a_sample_one(api: Api) -> None:
    project = api.created("projects", {"name": "Contract check"}, include="*,client")
    samples = api.rows("clients", where='name="Sample Client"')
    api.delete(f"projects/{project['id']}")
    if len(samples) == 1:
        api.delete(f"clients/{project['client_id']}")
    assert project["client"]["name"] == "Sample Client"


@fact("8.3", "A write replaces the whole list")
def test_a_list_of_users_is_replaced(api: Api, workspace: Workspace) -> None:
    me = api.me["id"]
    others = found([row for row in api.rows("users") if row["id"] != me], "one user only")
    path = f"projects/{workspace.project}"
    api.put(path, {"users": [me, others[0]["id"]], "managers": []})
    [row] = api.put(path, {"users": [me]}).json()["projects"]
    assert row["users"] == [me]


@fact("8.3", "`active` false is archived")
@fact("8.15", "How a write to `active` moves the status is unknown")
def test_archiving_and_activating(api: Api, workspace: Workspace) -> None:
    project = workspace.new_project(api)
    for active in (False, True):
        api.put(f"projects/{project}", {"active": active})
        row = api.one("projects", project, include="*,projectstatus.active")
        assert (row["active"], row["projectstatus"]["active"]) == (active, active)


@fact("8.4", "the project is fixed afterwards")
def test_a_task_list_stays_in_its_project(api: Api, workspace: Workspace) -> None:
    row = api.created("tasklists", {"name": "Fixed", "project_id": workspace.project})
    api.put(f"tasklists/{row['id']}", {"project_id": workspace.new_project(api)})
    assert api.one("tasklists", row["id"])["project_id"] == workspace.project


@fact("8.4", "Deleting one deletes its tasks and their time")
def test_deleting_a_task_list_deletes_tasks_and_time(api: Api, workspace: Workspace) -> None:
    tasklist = api.created("tasklists", {"name": "Whole", "project_id": workspace.project})
    task = api.created("tasks", {"name": "In it", "tasklist_id": tasklist["id"]})
    entry = api.created("entries", {"task_id": task["id"], "date": "2026-10-20", "duration": 60})
    api.delete(f"tasklists/{tasklist['id']}")
    for path in (f"tasks/{task['id']}", f"entries/{entry['id']}"):
        assert api.get(path).status_code == 404


@fact("8.5", "A project alone means the list named `Default Task List`, created if there is none")
@fact("8.5", "a new task is normal")
def test_tasks_of_a_project_go_to_its_default_list(api: Api, workspace: Workspace) -> None:
    project = workspace.new_project(api)
    tasks = [api.created("tasks", {"name": name, "project_id": project}) for name in "ab"]
    [tasklist] = api.rows("tasklists", where=f"project_id={project}")
    assert tasklist["name"] == "Default Task List"
    assert {task["tasklist_id"] for task in tasks} == {tasklist["id"]}
    assert {task["priority"] for task in tasks} == {50}


@fact("8.3", "is the prefix of task codes; `task_code_increment` counts them")
@fact("8.5", "`code` is `<project code>-<number>`, read-only")
def test_task_codes_are_counted(api: Api, workspace: Workspace) -> None:
    body = {"name": "Coded", "client_id": workspace.client, "code": "CC"}
    project = api.created("projects", body)
    tasks = [
        api.created("tasks", {"name": name, "project_id": project["id"], "code": "XX-9"})
        for name in "ab"
    ]
    count = api.one("projects", project["id"])["task_code_increment"]
    assert [task["code"] for task in tasks] == [f"CC-{count - 1}", f"CC-{count}"]


@fact("8.5", "`complete` moves the workflow status: true to Complete, false to Backlog")
@fact("8.5", "`completed_on` is an integer by the table")
def test_completing_a_task(api: Api, workspace: Workspace) -> None:
    task = api.created("tasks", {"name": "To do", "project_id": workspace.project})
    for complete, action in ((True, "complete"), (False, "backlog")):
        api.put(f"tasks/{task['id']}", {"complete": complete})
        row = api.one("tasks", task["id"], include="*,workflowstatus.action")
        assert row["workflowstatus"]["action"] == action
        assert bool(row["completed_on"]) is complete


@fact("8.7", "`name`, `project_id` and `due_date` are required")
@fact("8.4", "`milestone_id` the milestone")
def test_a_milestone_and_its_task_list(api: Api, workspace: Workspace) -> None:
    body: Row = {"name": "Check", "project_id": workspace.project, "due_date": "2026-12-01"}
    milestone = api.created("milestones", body)
    tasklist = api.created("tasklists", {"name": "Of it", "project_id": workspace.project})
    api.put(f"tasklists/{tasklist['id']}", {"milestone_id": milestone["id"]})
    assert api.one("milestones", milestone["id"])["linked_tasklists"] == [tasklist["id"]]
    linked = api.rows("tasklists", where=f"milestone_id={milestone['id']}")
    assert [row["id"] for row in linked] == [tasklist["id"]]


@fact("8.1", "the text archives a client by writing it")
@fact("8.1", "Deleting a client deletes its projects, tasks and time")
def test_a_client_is_archived_and_deleted_with_all_it_has(api: Api) -> None:
    client = api.created("clients", {"name": "Contract check, short"})
    path = f"clients/{client['id']}"
    assert api.put(path, {"active": False}).json()["clients"][0]["active"] is False
    project = api.created("projects", {"name": "Gone soon", "client_id": client["id"]})
    assert api.delete(path).status_code == 200
    assert api.get(f"projects/{project['id']}").status_code == 404


@fact("8.15", "a workflow in use by projects and a status in use by tasks cannot be deleted")
def test_a_workflow_in_use_cannot_be_deleted(api: Api) -> None:
    workflow = api.created("workflows", {"name": "Contract check"}, include="*,workflowstatuses")
    assert {row["action"] for row in workflow["workflowstatuses"]} == {"backlog", "complete"}
    body = {"name": "Contract check", "workflow_id": workflow["id"]}
    project = api.created("projects", body)
    refused = api.delete(f"workflows/{workflow['id']}").status_code
    api.delete(f"projects/{project['id']}")
    assert 400 <= refused < 500
    assert api.delete(f"workflows/{workflow['id']}").status_code == 200
