"""Conditions -> SQL, each field by its kind's rules (Paymo API facts, sections 5.1 and 5.2)."""

from collections.abc import Callable
from typing import Any

from tools_server.sandbox.paymo import sql
from tools_server.sandbox.paymo.auth import Caller
from tools_server.sandbox.paymo.errors import BadRequest, unknown_reference
from tools_server.sandbox.paymo.kinds import Ids, Interval, Kind, Mine, Span, Text
from tools_server.sandbox.paymo.schema import Field, Resource
from tools_server.sandbox.paymo.visibility import MY_PROJECTS
from tools_server.sandbox.paymo.where.clause import Clause
from tools_server.sandbox.paymo.where.grammar import Condition

LISTS = ("in", "not in")
LIKES = ("like", "not like")

Compile = Callable[[str, Field, Condition, Caller], Clause]


def compile_condition(resource: Resource, condition: Condition, caller: Caller) -> Clause:
    """One condition on a resource's own field. Raises BadRequest where field or value misfit."""
    item = resource.filterable(condition.name)
    if item is None:
        raise unknown_reference(condition.name)
    compile_kind = BY_KIND.get(type(item.kind), _compare)
    clause = compile_kind(resource.sql(item), item, condition, caller)
    return clause.within(item.filter_within) if item.filter_within else clause


def _compare(column: str, item: Field, condition: Condition, caller: Caller) -> Clause:
    if any(value.is_null for value in condition.values):
        return _compare_null(column, condition)
    if condition.operator in LIKES:
        return _like(column, item, condition)
    values = _values(item, condition)
    if condition.operator in LISTS:
        return Clause(f"{column} {condition.operator} ({sql.marks(len(values))})", values)
    return Clause(f"{column} {condition.operator} ?", values)


def _compare_null(column: str, condition: Condition) -> Clause:
    if condition.operator == "=":
        return Clause(f"{column} IS NULL")
    if condition.operator == "!=":
        return Clause(f"{column} IS NOT NULL")
    raise _unfit(condition, "null goes with = and != only")


def _like(column: str, item: Field, condition: Condition) -> Clause:
    """Without a wildcard the text may stand anywhere; letter case never counts."""
    if not isinstance(item.kind, Text):
        raise _unfit(condition, "like is for text")
    pattern = condition.value.text
    if "%" not in pattern and "_" not in pattern:
        pattern = f"%{pattern}%"
    return Clause(f"fold({column}) {condition.operator} ?", (pattern.casefold(),))


def _membership(column: str, item: Field, condition: Condition, caller: Caller) -> Clause:
    """A list of ids: `= 5`, `in (5, 6)`, and `anyone` for the empty list."""
    if condition.operator not in ("=", "!=", *LISTS):
        raise _unfit(condition, f"{condition.operator} does not apply to a list")
    anyone = any(value.text == "anyone" for value in condition.values)
    named = [value for value in condition.values if value.text != "anyone"]
    wanted = _literals(item.kind, condition, named)
    tests = [sql.CONTAINS.format(column, sql.marks(len(wanted)))]
    if anyone:
        tests.append(f"{column} = '[]'")
    negation = "NOT " if condition.operator in ("!=", "not in") else ""
    return Clause(f"{negation}({' OR '.join(tests)})", wanted)


def _interval(column: str, item: Field, condition: Condition, caller: Caller) -> Clause:
    """Half open, in UTC: the start counts, the end does not."""
    if condition.operator != "in" or len(condition.values) != 2:
        raise _unfit(condition, 'write time_interval in ("from","to")')
    return Clause(f"{column} >= ? AND {column} < ?", _values(item, condition))


def _span(column: str, item: Field, condition: Condition, caller: Caller) -> Clause:
    """What touches any day from the first to the last, both of them counted."""
    if condition.operator != "in" or len(condition.values) != 2:
        raise _unfit(condition, 'write date_interval in ("from","to")')
    first, last = _values(item, condition)
    return Clause("bookings.end_date >= ? AND bookings.start_date <= ?", (first, last))


def _mytasks(column: str, item: Field, condition: Condition, caller: Caller) -> Clause:
    """Mine or nobody's, in my projects."""
    if condition.operator != "=":
        raise _unfit(condition, "write mytasks=true")
    _values(item, condition)
    mine = sql.CONTAINS.format("tasks.users", "?")
    in_my_projects = f"tasks.project_id IN ({MY_PROJECTS})"
    return Clause(f"(tasks.users = '[]' OR {mine}) AND {in_my_projects}", (caller.id, caller.id))


def _values(item: Field, condition: Condition) -> tuple[Any, ...]:
    return _literals(item.kind, condition, list(condition.values))


def _literals(kind: Kind, condition: Condition, values: list[Any]) -> tuple[Any, ...]:
    try:
        return tuple(kind.literal(value) for value in values)
    except ValueError as reason:
        raise _unfit(condition, str(reason)) from None


def _unfit(condition: Condition, reason: str) -> BadRequest:
    return BadRequest(f"Invalid where: {'.'.join(condition.path)}: {reason}")


BY_KIND: dict[type[Kind], Compile] = {
    Ids: _membership,
    Interval: _interval,
    Mine: _mytasks,
    Span: _span,
}
