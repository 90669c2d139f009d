"""Create, update and delete: the same steps for every resource, with its behaviour in between."""

from collections.abc import Mapping
from typing import Any

from tools_server.sandbox.paymo import body
from tools_server.sandbox.paymo.behaviour import BEHAVIOURS, PLAIN
from tools_server.sandbox.paymo.errors import NotFound, invalid_value, missing_params
from tools_server.sandbox.paymo.permissions import require_write
from tools_server.sandbox.paymo.schema import Resource
from tools_server.sandbox.paymo.store import Record
from tools_server.sandbox.paymo.visibility import out_of_sight, visible
from tools_server.sandbox.paymo.work import Values, Work


def create(work: Work, resource: Resource, sent: Mapping[str, Any]) -> Any:
    """Add an object; answers its id. Raises a Refusal."""
    behaviour = BEHAVIOURS.get(resource.name, PLAIN)
    missing = body.missing_fields(resource, sent, creating=True)
    if missing := missing + behaviour.missing(dict(sent)):
        raise missing_params(missing)
    values = body.parse(resource, sent, creating=True)
    _check_references(work, resource, values)
    behaviour.before_create(work, values)
    require_write(work, resource, values)
    row_id = work.store.insert(resource.name, values)
    behaviour.after_create(work, row_id, values)
    return row_id


def update(work: Work, resource: Resource, row_id: Any, sent: Mapping[str, Any]) -> None:
    """Change the fields that were sent. Raises a Refusal."""
    record = _own_record(work, resource, row_id)
    require_write(work, resource, record)
    if missing := body.missing_fields(resource, sent, creating=False):
        raise missing_params(missing)
    values = body.parse(resource, sent, creating=False)
    behaviour = BEHAVIOURS.get(resource.name, PLAIN)
    behaviour.before_update(work, record, values)
    _check_references(work, resource, values)
    require_write(work, resource, {**record, **values})
    work.store.update(resource.name, row_id, **values)
    behaviour.after_update(work, record, values)


def delete(work: Work, resource: Resource, row_id: Any) -> None:
    """Remove an object and everything that belongs to it. Raises a Refusal."""
    record = _own_record(work, resource, row_id)
    require_write(work, resource, record)
    behaviour = BEHAVIOURS.get(resource.name, PLAIN)
    behaviour.before_delete(work, record)
    work.store.delete(resource.name, row_id)
    behaviour.after_delete(work, record)


def _own_record(work: Work, resource: Resource, row_id: Any) -> Record:
    """The row as it stands, if the caller can see it."""
    record = work.store.get(resource.name, row_id)
    if record is None:
        raise NotFound()
    sight = visible(resource, work.caller)
    if not work.store.select(resource.name, f"id = ? AND ({sight.text})", row_id, *sight.params):
        raise out_of_sight(resource)
    return record


def _check_references(work: Work, resource: Resource, values: Values) -> None:
    """Ids in the request have to exist."""
    for name, value in values.items():
        target = resource.by_name[name].refers_to
        if target and value is not None:
            work.referred(target, name, value)
    for name in resource.people:
        for user_id in values.get(name, ()):
            if work.store.get("users", user_id) is None:
                raise invalid_value(name, f"there is no {user_id} in users")
