"""Which rows of the main list and of each included child a request wants.

A dotted path filters the children that `include` adds; it never restricts the rows above them.
A path that runs through a parent filters nothing at all (Paymo API facts, section 5.3).
"""

from collections import defaultdict

from tools_server.sandbox.paymo.auth import Caller
from tools_server.sandbox.paymo.catalog import RESOURCES
from tools_server.sandbox.paymo.errors import missing_params, unknown_reference
from tools_server.sandbox.paymo.schema import Resource
from tools_server.sandbox.paymo.where.clause import Clause, all_of
from tools_server.sandbox.paymo.where.compiler import compile_condition
from tools_server.sandbox.paymo.where.grammar import Condition, parse_where

Path = tuple[str, ...]


class Filters:
    """The compiled `where` of one request, by path of relations from the main resource."""

    def __init__(self, resource: Resource, text: str, caller: Caller) -> None:
        self.conditions = parse_where(text)
        self._clauses: dict[Path, list[Clause]] = defaultdict(list)
        for condition in self.conditions:
            self._add(resource, condition, caller)

    def at(self, path: Path) -> Clause:
        return all_of(self._clauses.get(path, ()))

    def require_one_of(self, names: tuple[str, ...]) -> None:
        """Refuse a list without any of these filters on its own fields."""
        given = {condition.name for condition in self.conditions if len(condition.path) == 1}
        if not given.intersection(names):
            raise missing_params([" or ".join(names)])

    def _add(self, resource: Resource, condition: Condition, caller: Caller) -> None:
        relations = condition.path[:-1]
        downwards = True
        for name in relations:
            relation = resource.by_relation.get(name)
            if relation is None:
                raise unknown_reference(name)
            downwards = downwards and relation.many
            resource = RESOURCES[relation.target]
        clause = compile_condition(resource, condition, caller)
        if downwards:
            self._clauses[relations].append(clause)
