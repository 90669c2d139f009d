"""Which rows each role may see (Paymo API facts, section 2.1).

An Admin sees everything. Employees and Guests see the projects they are assigned to and what hangs
on them, the clients of these projects with their contacts, and the account's statuses. Sandbox
choices where the documentation is silent: money documents (invoices, estimates, expenses) are for
Admins only, and so are reports and templates; an Employee sees all users, a Guest those of the
shared projects; everybody, Admins too, sees only their own sessions and webhooks.
"""

from tools_server.sandbox.paymo.auth import Caller
from tools_server.sandbox.paymo.errors import Forbidden, Refusal, project_denied
from tools_server.sandbox.paymo.schema import Resource
from tools_server.sandbox.paymo.where.clause import EVERYTHING, Clause

# Each `?` stands for the caller's id.
MY_PROJECTS = """
    SELECT projects.id FROM projects, json_each(projects.users) AS member
    WHERE member.value = ?"""
MY_CLIENTS = MY_PROJECTS.replace("projects.id", "projects.client_id")
MY_COLLEAGUES = """
    SELECT colleague.value
    FROM projects, json_each(projects.users) AS member, json_each(projects.users) AS colleague
    WHERE member.value = ? UNION SELECT ?"""

BY_PROJECT = (
    *("tasklists", "tasks", "milestones", "entries", "subtasks", "userstasks", "bookings"),
    *("discussions", "threads", "comments", "taskrecurringprofiles"),
)
OWN = ("sessions", "hooks")
ADMINS_ONLY = (
    "invoices",
    "invoiceitems",
    "invoicepayments",
    "estimates",
    "estimateitems",
    "expenses",
    "recurringprofiles",
    "recurringprofileitems",
    "invoicetemplates",
    "estimatetemplates",
    "projecttemplates",
    "projecttemplatestasklists",
    "projecttemplatestasks",
    "reports",
)
CONDITIONS = {
    "projects": f"projects.id IN ({MY_PROJECTS})",
    "clients": f"clients.id IN ({MY_CLIENTS})",
    "clientcontacts": f"clientcontacts.client_id IN ({MY_CLIENTS})",
    "files": f"""CASE WHEN files.project_id IS NULL THEN files.user_id = ?
        ELSE files.project_id IN ({MY_PROJECTS}) END""",
    **dict.fromkeys(ADMINS_ONLY, "false"),
}


def visible(resource: Resource, caller: Caller) -> Clause:
    """The condition that a row of this resource is within the caller's sight."""
    if resource.name in OWN:
        return Clause(f"{resource.name}.user_id = ?", (caller.id,))
    if caller.is_admin:
        return EVERYTHING
    if resource.name == "users" and caller.is_guest:
        return _for_caller(f"users.id IN ({MY_COLLEAGUES})", caller)
    condition = CONDITIONS.get(resource.name)
    if resource.name in BY_PROJECT:
        condition = f"{resource.sql(resource.by_name['project_id'])} IN ({MY_PROJECTS})"
    return _for_caller(condition, caller) if condition else EVERYTHING


def require_list(resource: Resource, caller: Caller) -> None:
    """Refuse a list of which the role may see nothing, rather than answer an empty one."""
    if resource.name in ADMINS_ONLY and not caller.is_admin:
        raise Forbidden()


def out_of_sight(resource: Resource) -> Refusal:
    """The refusal for a row that exists but is not visible."""
    of_project = resource.name in (*BY_PROJECT, "projects", "files")
    return project_denied() if of_project else Forbidden()


def _for_caller(condition: str, caller: Caller) -> Clause:
    return Clause(condition, (caller.id,) * condition.count("?"))
