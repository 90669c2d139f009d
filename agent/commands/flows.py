"""`flows` and `flow NAME`: the canned flows from the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.commands.output import emit, say
from agent.commands.run_flow import Wanted, run
from tools_server.errors import InvalidArgument, NotFound

if TYPE_CHECKING:
    from agent.flows.flow import Flow
    from agent.session import Session

_OURS = ("out", "section", "json", "help")


def flows(*, json: bool) -> None:
    """List the flows with what they ask for."""
    from agent.flows import all_flows

    listed = sorted(all_flows().values(), key=lambda flow: flow.title)
    if json:
        emit({"flows": [_as_json(flow) for flow in listed]})
        return
    for flow in listed:
        say(f"{flow.name:<24}  {flow.title}: {flow.about}")
        say(f"{'':<24}  paymo-agent flow {flow.name}{_usage(flow)}")


def _as_json(flow: Flow[Any]) -> dict[str, Any]:
    """The shape of `flows --json` (docs/contracts.md)."""
    return {
        "name": flow.name,
        "title": flow.title,
        "about": flow.about,
        "examples": list(flow.examples),
        "input": flow.input.model_json_schema(),
    }


def flow(words: Sequence[str]) -> None:
    """Run the flow named first, with the fields of its input as options.

    A field may be written with hyphens, and be repeated where it takes several values. `--help` in
    place of a name lists the flows.
    """
    name, *rest = words or [""]
    if name == "--help":
        flows(json=False)
        return
    chosen = _flow(name)
    given = _options(rest, chosen)
    if "help" in given:
        _explain(chosen)
        return
    ours = {key: given.pop(key) for key in _OURS if key in given}
    wanted = Wanted(
        out=Path(_last(ours["out"])) if "out" in ours else None,
        section=_last(ours["section"]) if "section" in ours else None,
        json="json" in ours,
    )
    _run(chosen, given, wanted)


def _run(chosen: Flow[Any], given: dict[str, list[str]], wanted: Wanted) -> None:
    """Start it, unless its input is wrong: nobody waits for Paymo to be told so."""
    from agent.flows.running.binding import flow_input

    several = chosen.input.model_json_schema().get("properties", {})
    args: dict[str, Any] = {
        name: values if several.get(name, {}).get("type") == "array" else _last(values)
        for name, values in given.items()
    }
    flow_input(chosen, args)

    async def told(session: Session) -> dict[str, Any]:
        return args

    run(chosen.name, told, wanted)


def json_wanted(words: Sequence[str]) -> bool:
    """Whether failures are to be told as JSON, too."""
    return "--json" in words


def _flow(name: str) -> Flow[Any]:
    from agent.flows import all_flows

    known = all_flows()
    found = known.get(name.replace("-", "_"))
    if found is None:
        said = f"There is no flow {name!r}." if name else "Name a flow."
        failure = NotFound if name and not name.startswith("-") else InvalidArgument
        raise failure(said, hint=f"There are: {', '.join(sorted(known))}.")
    return found


def _options(words: Sequence[str], chosen: Flow[Any]) -> dict[str, list[str]]:
    """The values of each option; a flag has "true"."""
    given: dict[str, list[str]] = {}
    for name, value in _pairs(words, chosen):
        if name not in (*_OURS, *chosen.input.model_fields):
            raise InvalidArgument(
                f"--{name}: {chosen.name} does not ask for it.", hint=f"It takes{_usage(chosen)}."
            )
        given.setdefault(name, []).append(value)
    return given


def _pairs(words: Sequence[str], chosen: Flow[Any]) -> Iterator[tuple[str, str]]:
    left = list(words)
    while left:
        word = left.pop(0)
        if not word.startswith("--") or word == "--":
            raise InvalidArgument(f"{word!r} is no option.", hint=f"It takes{_usage(chosen)}.")
        name, equals, value = word[2:].partition("=")
        name = name.replace("-", "_")
        if equals:
            yield name, value
        elif name in ("json", "help") or _is_flag(chosen, name):
            yield name, "true"
        elif left:
            yield name, left.pop(0)
        else:
            raise InvalidArgument(f"{word} has no value.", hint=f"It takes{_usage(chosen)}.")


def _is_flag(chosen: Flow[Any], name: str) -> bool:
    field = chosen.input.model_fields.get(name)
    return field is not None and field.annotation is bool


def _last(values: Sequence[str]) -> str:
    return values[-1]


def _usage(chosen: Flow[Any]) -> str:
    """ " --client CLIENT [--period PERIOD]" """
    parts = []
    for name, field in chosen.input.model_fields.items():
        option = f"--{name.replace('_', '-')}"
        text = option if field.annotation is bool else f"{option} {name.upper()}"
        parts.append(text if field.is_required() else f"[{text}]")
    return "".join(f" {part}" for part in parts)


def _explain(chosen: Flow[Any]) -> None:
    say(f"{chosen.title}: {chosen.about}")
    say()
    say(f"paymo-agent flow {chosen.name}{_usage(chosen)} [--out FILE] [--section NAME] [--json]")
    for name, field in chosen.input.model_fields.items():
        told = ". ".join(filter(None, (field.title, (field.description or "").rstrip("."))))
        default = "" if field.is_required() or field.default is None else f" ({field.default})"
        say(f"  --{name.replace('_', '-'):<14} {told}{default}")
    for example in chosen.examples:
        say(f'  or in words: paymo-agent ask "{example}"')
