"""Related records: which there are, how they come, and what an include leaves out (section 6)."""

from __future__ import annotations

import pytest

from tests.contract.asking import Api, found
from tests.contract.facts import fact

PARENTS = {
    "projects": ("client", "projectstatus", "workflow", "invoiceitem"),
    "tasklists": ("project", "milestone"),
    "tasks": ("project", "tasklist", "user", "workflowstatus", "invoiceitem"),
    "entries": ("task", "user", "invoiceitem"),
    "milestones": ("project", "user"),
    "invoices": ("client",),
    "invoiceitems": ("invoice",),
    "invoicepayments": ("invoice",),
    "estimates": ("client", "invoice"),
    "expenses": ("client", "project", "user"),
}
CHILDREN = {
    "clients": ("clientcontacts", "projects", "invoices"),
    "projects": ("tasklists", "tasks", "milestones"),
    "tasklists": ("tasks",),
    "tasks": ("entries",),
    "milestones": ("tasklists",),
    "invoices": ("invoiceitems", "invoicepayments"),
    "invoiceitems": ("entries", "projects", "tasks"),
    "estimates": ("estimateitems",),
    "expenses": ("invoiceitems",),
    "users": ("entries", "expenses", "milestones"),
    "workflows": ("workflowstatuses",),
    "projectstatuses": ("projects",),
}
FEW = 5


@fact("6.1", "One parent comes as an object or null")
@pytest.mark.parametrize("collection", PARENTS)
def test_parents_are_objects_or_null(api: Api, collection: str) -> None:
    names = PARENTS[collection]
    where = {"where": f"user_id={api.me['id']}"} if collection == "entries" else {}
    rows = found(
        api.rows(collection, include=",".join(names), page_size=FEW, **where), f"no {collection}"
    )
    for row in rows:
        assert all(row[name] is None or row[name]["id"] for name in names)
        assert all(row[name]["id"] == row[f"{name}_id"] for name in names if _named(row, name))


@fact("6.1", "children as a list")
@pytest.mark.parametrize("collection", CHILDREN)
def test_children_are_lists(api: Api, collection: str) -> None:
    names = CHILDREN[collection]
    rows = api.some(collection, include=",".join(names), page_size=FEW)
    for row in rows:
        assert all(isinstance(row[name], list) for name in names)
        assert all(child["id"] for name in names for child in row[name])


@fact("6", "brings a project with a name and nothing else, not even its id")
def test_a_named_field_of_a_relation_comes_alone(api: Api) -> None:
    rows = api.some("tasks", include="project.name", page_size=FEW)
    assert all(set(row["project"]) == {"name"} for row in rows)


@fact("6", "Paths nest: `project.client.name` (in samples), four levels")
@pytest.mark.parametrize("depth", [2, 3])
def test_paths_nest(api: Api, depth: int) -> None:
    path = ("tasklist", "project", "client", "name")[-depth - 1 :]
    row = api.some("tasks", include=".".join(path), page_size=FEW)[0]
    for name in path[:-1]:
        row = row[name]
    assert set(row) == {"name"}
    assert isinstance(row["name"], str)


@fact("6", "names relations only, which leaves all own fields")
def test_relations_alone_leave_all_own_fields(api: Api) -> None:
    plain = api.some("tasks", page_size=FEW)[0]
    [row] = api.get(f"tasks/{plain['id']}", include="project.name").json()["tasks"]
    assert set(row) == {*plain, "project"}


@fact("6", "Own fields named in `include` restrict the main object to them")
def test_own_fields_restrict_the_object(api: Api) -> None:
    row = api.some("tasks", include="name,complete", page_size=FEW)[0]
    assert {"name", "complete"} <= set(row) <= {"id", "name", "complete"}


@fact("6", "`*` means all of them")
def test_a_star_means_all_own_fields(api: Api) -> None:
    plain = api.some("tasks", page_size=FEW)[0]
    row = api.some("tasks", include="*,project.name", page_size=FEW)[0]
    assert set(row) == {*plain, "project"}


@fact("6", "It works on lists and single reads, and on a create")
@pytest.mark.writes
def test_a_create_can_include(api: Api) -> None:
    client = api.created("clients", {"name": "Contract check"}, include="projects")
    api.delete(f"clients/{client['id']}")
    assert client["projects"] == []


@fact("6.1", "Entries have no `project`; the way is `task.project`")
def test_entries_have_no_project(api: Api) -> None:
    where = f"user_id={api.me['id']}"
    refused = api.get("entries", where=where, include="project", page=0, page_size=FEW)
    assert refused.status_code == 400
    rows = found(api.my_entries(include="task.project.name"), "no time of the key's owner")
    assert rows[0]["task"]["project"]["name"]


@fact("6.1", "`expense` of an invoice line is documented and refused all the same")
def test_an_invoice_line_has_no_expense_to_include(api: Api) -> None:
    answer = api.get("invoiceitems", include="expense", page=0, page_size=1)
    assert answer.status_code == 400


@fact("6", "Some fields that full answers contain cannot be named")
@pytest.mark.parametrize(
    ("collection", "name"),
    [("clients", "image_thumb_large"), ("milestones", "linked_tasklists"), ("users", "week_start")],
)
def test_some_fields_cannot_be_named(api: Api, collection: str, name: str) -> None:
    assert api.get(collection, include=name, page=0, page_size=1).status_code == 400


def _named(row: dict[str, object], name: str) -> bool:
    return row[name] is not None and f"{name}_id" in row
