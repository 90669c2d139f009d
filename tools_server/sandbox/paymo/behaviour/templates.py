"""Templates of documents and projects (Paymo API facts, section 8.19)."""

from typing import Any

from tools_server.sandbox.paymo.behaviour.base import Behaviour, changed, next_seq
from tools_server.sandbox.paymo.behaviour.tasks import Tasks
from tools_server.sandbox.paymo.errors import BadRequest
from tools_server.sandbox.paymo.store import Record
from tools_server.sandbox.paymo.work import Values, Work

COPIED = ("name", "seq", "description", "billable", "budget_hours", "price_per_hour", "users")


class DocumentTemplates(Behaviour):
    """One template is the default; that one, and one that is in use, cannot be deleted."""

    def __init__(self, documents: str) -> None:
        self.documents = documents
        self.templates = f"{documents.removesuffix('s')}templates"

    def after_create(self, work: Work, row_id: Any, values: Values) -> None:
        if values.get("is_default"):
            for other in work.store.find(self.templates, is_default=True):
                if other["id"] != row_id:
                    work.store.update(self.templates, other["id"], is_default=False)

    def after_update(self, work: Work, record: Record, values: Values) -> None:
        self.after_create(work, record["id"], values)

    def before_delete(self, work: Work, record: Record) -> None:
        if record["is_default"]:
            raise BadRequest("The default template cannot be deleted.")
        if work.store.find(self.documents, template_id=record["id"]):
            raise BadRequest("The template is in use.")


class ProjectTemplates(Behaviour):
    """A template may start as a copy of a project's task lists and tasks."""

    def after_create(self, work: Work, row_id: Any, values: Values) -> None:
        if values.get("project_id") is None:
            return
        project = work.referred("projects", "project_id", values["project_id"])
        for tasklist in work.store.find("tasklists", project_id=project["id"]):
            own = {"template_id": row_id, "name": tasklist["name"], "seq": tasklist["seq"]}
            list_id = work.store.insert("projecttemplatestasklists", own)
            for task in work.store.find("tasks", tasklist_id=tasklist["id"]):
                copy = {name: task[name] for name in COPIED}
                place = {"template_id": row_id, "tasklist_id": list_id}
                work.store.insert("projecttemplatestasks", {**copy, **place})


class ProjectTemplatesTasklists(Behaviour):
    def before_create(self, work: Work, values: Values) -> None:
        among = {"template_id": values["template_id"]}
        values.setdefault("seq", next_seq(work, "projecttemplatestasklists", first=0, **among))


class ProjectTemplatesTasks(Behaviour):
    def before_create(self, work: Work, values: Values) -> None:
        _follow_list(work, values)
        among = {"tasklist_id": values["tasklist_id"]}
        values.setdefault("seq", next_seq(work, "projecttemplatestasks", first=0, **among))

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        if changed(record, values, "tasklist_id"):
            _follow_list(work, values)


def apply_template(work: Work, project_id: int, template_id: int) -> None:
    """Add the template's lists and tasks to the project, and the people on them."""
    store, behaviour = work.store, Tasks()
    work.referred("projecttemplates", "template_id", template_id)
    project = work.referred("projects", "project_id", project_id)
    users = dict.fromkeys(project["users"])
    for tasklist in store.find("projecttemplatestasklists", template_id=template_id):
        seq = next_seq(work, "tasklists", project_id=project_id)
        place = {"project_id": project_id, "name": tasklist["name"], "seq": seq}
        list_id = store.insert("tasklists", place)
        for task in store.find("projecttemplatestasks", tasklist_id=tasklist["id"]):
            values = {**{name: task[name] for name in COPIED}, "tasklist_id": list_id}
            behaviour.before_create(work, values)
            behaviour.after_create(work, store.insert("tasks", values), values)
            users |= dict.fromkeys(task["users"])
    store.update("projects", project_id, users=list(users))


def _follow_list(work: Work, values: Values) -> None:
    tasklist = work.referred("projecttemplatestasklists", "tasklist_id", values["tasklist_id"])
    values["template_id"] = tasklist["template_id"]
