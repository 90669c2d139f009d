"""Cases with their expressions worked out: what stands between {{ and }} is asked of the world.

A value that is one expression alone becomes what the expression yields; within other text it
becomes text. A case of which nothing may be written says so by its kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from evals.facts import money, spoken
from evals.facts.days import Days
from evals.facts.spoken import Spellings
from evals.facts.work import Work
from evals.facts.world import NoSuchFact, World

TODAY = date(2026, 11, 2)
WORLD = "demo"

WRITES = ["create_task", "create_time_entry"]
NO_WRITES = ("read", "refuse", "clarify")
SPELLED = (
    *(spoken.money, spoken.amounts, spoken.currency, spoken.hours, spoken.day),
    *(spoken.n, spoken.names, spoken.words, spoken.upfront),
)

Build = Callable[[str, date], dict[str, Any]]

_ALONE = re.compile(r"\{\{((?:(?!\}\}).)*)\}\}", re.DOTALL)
_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined)


class NotRendered(ValueError):
    """A source that is no list of cases, or an expression that has no value."""


def rendered(source: Path, build: Build) -> str:
    """The text of a dataset. ``build`` makes the world of a name on a day."""
    cases = yaml.safe_load(source.read_text(encoding="utf-8"))
    if not isinstance(cases, list):
        raise NotRendered(f"{source}: is no list of cases")
    head = f"# Rendered from {source.parent.parent.name}/{source.parent.name}/{source.name}"
    done = [_case(source, case, build) for case in cases]
    body = yaml.dump(done, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)
    return f"{head} by `python -m evals.facts`: change it there.\n\n{body}"


def _case(source: Path, case: dict[str, Any], build: Build) -> dict[str, Any]:
    today, world = case.get("today", TODAY), case.get("world", WORLD)
    place = world if world == WORLD else str(source.parent / world)
    facts = World.of(build(place, today), today, case.get("timezone"))
    scope = names_of(facts)
    head = {"id": case.get("id"), "tags": case.get("tags"), "today": today, "world": world}
    try:
        rest = {name: _value(case[name], scope) for name in case if name not in head}
    except (NoSuchFact, TemplateError, TypeError, ValueError) as problem:
        raise NotRendered(f"{source.name}: {case.get('id')}: {problem}") from problem
    if case["tags"]["kind"] in NO_WRITES:
        rest["expect"] = {"forbid": WRITES, "pending": 0, **rest["expect"]}
    return head | rest


def names_of(world: World) -> dict[str, Any]:
    """What an expression can use."""
    days, work, books = Days(world.today), Work(world), money.Books(world)
    found: dict[str, Any] = {
        "today": world.today,
        "date": date.fromisoformat,
        "archived": spoken.ARCHIVED,
        "asking": spoken.ASKING,
        "declining": spoken.DECLINING,
        "nothing": spoken.NOTHING,
        "unfinished": spoken.UNFINISHED,
    }
    for function in (money.total, money.by_client, *SPELLED):
        found[function.__name__] = function
    for part in (days, work, books):
        found |= {name: getattr(part, name) for name in dir(part) if _is_offered(part, name)}
    return found


def _is_offered(part: Any, name: str) -> bool:
    return not name.startswith("_") and callable(getattr(part, name))


def _value(value: Any, scope: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        found = {name: _value(inner, scope) for name, inner in value.items()}
        return {**found, "answer": answer(found["answer"])} if "answer" in found else found
    if isinstance(value, list):
        return [_value(inner, scope) for inner in value]
    if not isinstance(value, str) or "{{" not in value:
        return value
    alone = _ALONE.fullmatch(value.strip())
    if alone is None:
        return _ENVIRONMENT.from_string(value).render(scope)
    return _plain(_expression(alone[1].strip())(**scope))


def answer(expected: dict[str, Any]) -> dict[str, Any]:
    """The expected answer with its lists flat; spellings under ``contains`` become an ``any``."""
    found: dict[str, Any] = {field: _texts(value) for field, value in expected.items()}
    groups = [_texts(group) for group in expected.get("any", ())]
    found["contains"], spellings = _split(expected.get("contains", []))
    found["any"] = [*groups, *spellings]
    order = [*expected, *(name for name in ("contains", "any") if name not in expected)]
    return {field: found[field] for field in order if found[field]}


def _split(wanted: Any) -> tuple[list[str], list[list[str]]]:
    """Texts that stand for themselves, and the spellings of figures."""
    if isinstance(wanted, Spellings):
        return [], [list(wanted)]
    if not isinstance(wanted, list):
        return [str(wanted)], []
    parts = [_split(each) for each in wanted]
    texts = [text for found, _ in parts for text in found]
    return texts, [group for _, groups in parts for group in groups]


@cache
def _expression(text: str) -> Callable[..., Any]:
    return _ENVIRONMENT.compile_expression(text, undefined_to_none=False)


def _texts(found: Any) -> list[str]:
    if not isinstance(found, list):
        return [str(found)]
    return [text for each in found for text in _texts(each)]


def _plain(value: Any) -> Any:
    """As YAML can hold it."""
    if isinstance(value, Spellings):
        return value
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (str, int, float, bool, date, type(None))):
        return value
    raise NotRendered(f"{type(value).__name__} is no value for a case; name a field of it")


class _Plain(yaml.SafeDumper):
    """Indented lists, no anchors: easier to read in a review."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)
