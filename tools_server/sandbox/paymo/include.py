"""The `include` parameter: the fields and relations of an answer (Paymo API facts, section 6).

`include=*,client.name,tasks` becomes a tree of selections. A relation named alone comes whole, one
named with fields comes with those only. Own fields of the main object named without `*` restrict it
to them and `id`; where only relations are named, all own fields stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tools_server.sandbox.paymo.catalog import RESOURCES
from tools_server.sandbox.paymo.errors import Broken, unknown_reference
from tools_server.sandbox.paymo.schema import Field, Relation, Resource


@dataclass
class Selection:
    """What to show of one resource; `alone` where its row was asked for by id."""

    resource: Resource
    relation: Relation | None = None
    whole: bool = False
    alone: bool = False
    named: dict[str, Field] = field(default_factory=dict)
    children: dict[str, "Selection"] = field(default_factory=dict)

    def fields(self) -> Sequence[Field]:
        """The fields to show, in catalog order when there is no choice of them."""
        if self.whole or not self.named:
            shown = (item for item in self.resource.fields if item.shown)
            return [item for item in shown if self.alone or not item.alone]
        if self.relation is None and "id" not in self.named:
            return [self.resource.by_name["id"], *self.named.values()]
        return list(self.named.values())


def parse_include(resource: Resource, text: str, *, alone: bool = False) -> Selection:
    """Read an `include` parameter; `alone` is for a row asked for by id.

    Raises BadRequest on unknown or unselectable names.
    """
    root = Selection(resource, alone=alone)
    for part in text.split(","):
        if path := part.strip():
            _select(root, path.split("."))
    return root


def _select(selection: Selection, path: list[str]) -> None:
    *relations, last = path
    for name in relations:
        selection = _child(selection, name)
    if last == "*":
        selection.whole = True
    elif last in selection.resource.by_relation:
        _child(selection, last).whole = True
    else:
        selection.named[last] = _own_field(selection.resource, last)


def _child(selection: Selection, name: str) -> Selection:
    if name not in selection.children:
        relation = _relation(selection, name)
        selection.children[name] = Selection(RESOURCES[relation.target], relation)
    return selection.children[name]


def _relation(selection: Selection, name: str) -> Relation:
    if relation := selection.resource.by_relation.get(name):
        return relation
    raise _unknown(selection.resource, name)


def _own_field(resource: Resource, name: str) -> Field:
    item = resource.by_name.get(name)
    if item is None or not item.shown or item.unselectable:
        raise _unknown(resource, name)
    if item.breaking:
        raise Broken()
    return item


def _unknown(resource: Resource, name: str) -> Exception:
    """A child named in the singular makes the live service fail; other names are refused."""
    plural = resource.by_relation.get(f"{name}s")
    return Broken() if plural and plural.many else unknown_reference(name)
