"""Users and sessions (Paymo API facts, sections 2 and 8.6)."""

import secrets
from typing import Any

from tools_server.sandbox.paymo import company
from tools_server.sandbox.paymo.auth import hash_password
from tools_server.sandbox.paymo.behaviour.base import Behaviour
from tools_server.sandbox.paymo.errors import BadRequest, Forbidden, MethodNotAllowed
from tools_server.sandbox.paymo.sql import CONTAINS
from tools_server.sandbox.paymo.store import Record, Store
from tools_server.sandbox.paymo.work import Values, Work

# The documented sample lives from 2015-01-16 to 2015-02-16.
SESSION_SECONDS = 31 * 24 * 3600

# What is given to people besides projects.
ASSIGNED = ("tasks", "taskrecurringprofiles", "projecttemplatestasks")


class Users(Behaviour):
    def before_create(self, work: Work, values: Values) -> None:
        values.setdefault("active", True)
        values.setdefault("type", "Employee")
        values["name"] = values.get("name") or values["email"].partition("@")[0]
        _check_seat(work, values)
        _check_email(work, None, values)

    def after_create(self, work: Work, row_id: Any, values: Values) -> None:
        if password := values.get("password"):
            set_password(work.store, row_id, password)
        _assign(work, row_id, values)

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        merged = {**record, **values}
        if merged["active"] and not record["active"]:
            _check_seat(work, merged)
        _check_email(work, record["id"], merged)

    def after_update(self, work: Work, record: Record, values: Values) -> None:
        self.after_create(work, record["id"], values)

    def before_delete(self, work: Work, record: Record) -> None:
        """Logged time goes with the user; lists of ids are not reached by foreign keys."""
        if record["id"] == work.caller.id:
            raise Forbidden("You cannot delete yourself.")
        leave_projects(work, record["id"], [])
        for name in ASSIGNED:
            for row in work.store.select(name, CONTAINS.format("users", "?"), record["id"]):
                work.store.update(name, row["id"], users=_without(row["users"], record["id"]))


class Sessions(Behaviour):
    def before_create(self, work: Work, values: Values) -> None:
        if work.caller.by_session:
            raise Forbidden("A session cannot be opened with a session.")
        values["id"] = secrets.token_hex(16)
        values["ip"] = work.ip
        values["user_id"] = work.caller.id
        values["expires_on"] = work.now + SESSION_SECONDS

    def before_update(self, work: Work, record: Record, values: Values) -> None:
        raise MethodNotAllowed()


def set_password(store: Store, user_id: int, password: str) -> None:
    store.connection.execute(
        "INSERT OR REPLACE INTO passwords VALUES (?, ?)", (user_id, hash_password(password))
    )


def leave_projects(work: Work, user_id: int, stay: list[int]) -> None:
    """Take the user off every project but these."""
    for project in work.store.select("projects", CONTAINS.format("users", "?"), user_id):
        if project["id"] not in stay:
            members = {name: _without(project[name], user_id) for name in ("users", "managers")}
            work.store.update("projects", project["id"], **members)


def _without(ids: list[int], user_id: int) -> list[int]:
    return [item for item in ids if item != user_id]


def _check_email(work: Work, user_id: int | None, user: Record) -> None:
    others = work.store.find("users", active=True) if user["active"] else []
    email = user["email"].casefold()
    if any(other["email"].casefold() == email and other["id"] != user_id for other in others):
        raise BadRequest("A user with this email already exists.")


def _check_seat(work: Work, user: Record) -> None:
    limit = company.read(work.store.connection).get("max_users")
    taken = work.store.scalar(company.COUNTED["current_users"])
    if user["type"] != "Guest" and user["active"] and limit and taken >= int(limit):
        raise Forbidden("Could not add user. Maximum number of users reached.")


def _assign(work: Work, user_id: int, values: Values) -> None:
    """`assigned_projects` and `managed_projects` are lists on projects, seen from the user."""
    managed = values.get("managed_projects")
    if "assigned_projects" in values:
        assigned = [*values["assigned_projects"], *(managed or ())]
        leave_projects(work, user_id, assigned)
        _join(work, user_id, assigned, "users")
    if managed is not None:
        _join(work, user_id, managed, "users")
        for project in work.store.select("projects", CONTAINS.format("managers", "?"), user_id):
            if project["id"] not in managed:
                rest = _without(project["managers"], user_id)
                work.store.update("projects", project["id"], managers=rest)
        _join(work, user_id, managed, "managers")


def _join(work: Work, user_id: int, project_ids: list[int], list_name: str) -> None:
    for project_id in project_ids:
        project = work.referred("projects", "assigned_projects", project_id)
        if user_id not in project[list_name]:
            members = [*project[list_name], user_id]
            work.store.update("projects", project_id, **{list_name: members})
