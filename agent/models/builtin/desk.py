"""Where an intent works: the conversation, the tools, and the answers that are already there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from agent.models.builtin.answers.refusals import failure_text
from agent.models.builtin.conversation import Call, Conversation, Result
from agent.models.builtin.names.entry import Entry, Kind, entries_from
from agent.models.builtin.names.match import NameIndex, index_of
from agent.models.builtin.reply import Reply, StepEndError, say

# Look-ups, the read itself and a fresh look-up; more than that is going in circles.
MAX_ROUNDS = 9
_ROUNDS_EACH = 3  # for every further request of a message
MAX_SEARCHES = 6  # for tasks and milestones

LISTS: dict[Kind, str] = {
    "client": "list_clients",
    "project": "list_projects",
    "user": "list_users",
}
_KINDS: dict[str, Kind] = {tool: kind for kind, tool in LISTS.items()}
_SEARCHES: dict[str, Kind] = {"list_tasks": "task", "list_milestones": "milestone"}


@dataclass(frozen=True)
class Reading:
    """A read's compact answer."""

    data: dict[str, Any]

    @property
    def args(self) -> dict[str, Any]:
        return dict(self.data.get("args") or {})

    @property
    def count(self) -> int:
        return int(self.data["count"])

    @property
    def totals(self) -> dict[str, Any]:
        return dict(self.data["totals"])

    @property
    def rows(self) -> list[dict[str, Any]]:
        return list(self.data["rows"])

    @property
    def whole(self) -> bool:
        """Whether the rows here are all the rows there are."""
        return bool(self.data["complete"]) and not self.data["left_out"]

    def group(self, by: str) -> list[dict[str, Any]]:
        found = (group["rows"] for group in self.data["groups"] if group["by"] == by)
        return list(next(found, []))

    def cut(self, by: str) -> int:
        """How many rows of a group are missing here."""
        found = (group.get("left_out", 0) for group in self.data["groups"] if group["by"] == by)
        return int(next(found, 0))

    def is_whole_group(self, by: str) -> bool:
        """Whether the group is there with all of its rows."""
        return any(g["by"] == by and not g.get("left_out") for g in self.data["groups"])

    def caveat(self) -> str:
        """The sentences an answer ends with when the read did not get everything, set some of it
        aside, or has more parts than can be compared."""
        return self._set_aside() + self._lacking()

    def _set_aside(self) -> str:
        count = int(self.data.get("aside", 0))
        if not count:
            return ""
        noun = _SEARCHES.get(str(self.data["tool"]), "record")
        nouns, are = (noun, "is") if count == 1 else (f"{noun}s", "are")
        return f"\n{count} more {nouns} in archived projects {are} left out."

    def _lacking(self) -> str:
        by = (self.data.get("view") or {}).get("by", "")
        if self.data["complete"] and self.cut(by):
            shown = len(self.group(by))
            return f"\nOnly {shown} of the {shown + self.cut(by)} parts are in this answer."
        if self.data["complete"]:
            return ""
        reasons = "; ".join(str(warning) for warning in self.data.get("warnings") or [])
        return f"\nThis is incomplete: {reasons or 'not everything could be read'}."


def caveats(readings: Iterable[Reading]) -> str:
    """What several answers leave out, each said once."""
    return "".join(dict.fromkeys(reading.caveat() for reading in readings))


class Desk:
    """Gives intents what the tools said, and asks for what they have not said yet."""

    def __init__(self, conversation: Conversation, tools: Collection[str]) -> None:
        self.conversation = conversation
        self.context = conversation.context
        self.tools = tools
        self.requests = 1  # in this message
        self.heeded_aside: set[str] = set()  # sentences whose names a request was completed by
        self.rests_on: tuple[str, ...] = ()  # the ids of the calls that were read last
        self._read: dict[int, list[Entry]] = {}

    @cached_property
    def _answers(self) -> dict[str, Result]:
        return {result.call.key: result for result in self.conversation.results}

    @cached_property
    def _earlier(self) -> dict[str, Result]:
        usable = (r for r in self.conversation.earlier if r.error is None and not r.is_write)
        return {result.call.key: result for result in usable if result.data["complete"]}

    def read(self, tool: str, **args: Any) -> Reading:
        """One read's answer. Ends the step with the call when it was not made in this turn."""
        return self.read_all(Call(tool, args))[0]

    def read_all(self, *calls: Call, earlier: bool = False) -> list[Reading]:
        """Several answers at once; all that are missing are asked for together.

        ``earlier``: answers of former turns will do, where they are complete.
        """
        known = self._earlier | self._answers if earlier else self._answers
        missing = [call for call in calls if call.key not in known]
        if missing:
            self._request(missing)
        if not earlier:
            self.rests_on = tuple(known[call.key].id for call in calls)
        return [self._reading(known[call.key]) for call in calls]

    def may_search(self, calls: Iterable[Call]) -> bool:
        """Whether these searches are answered, or a request may still make some: many words that
        may be names are no reason to ask for each of them."""
        made = [r for r in self.conversation.results if r.call.tool in _SEARCHES]
        new = [call for call in calls if call.key not in self._answers]
        return not new or len(made) < MAX_SEARCHES * self.requests

    def _request(self, calls: list[Call]) -> None:
        absent = [call.tool for call in calls if call.tool not in self.tools]
        if absent:
            raise say(f"I cannot do that here: the tool {absent[0]} is not available.")
        if self.conversation.rounds >= MAX_ROUNDS + _ROUNDS_EACH * (self.requests - 1):
            raise say(
                "I looked in several places and could not settle this. Please name the exact "
                "record, "
                "for example the project and the task."
            )
        raise StepEndError(Reply(calls=tuple(calls)))

    def _reading(self, result: Result) -> Reading:
        if result.error is not None:
            raise say(failure_text(result.error))
        return Reading(result.data)

    def write(self, *calls: Call) -> StepEndError:
        """The end of a step that proposes these writes. Never called once a write was answered."""
        for call in calls:
            if call.tool not in self.tools:
                return say(
                    "I cannot write to Paymo here: this connection is read-only. I can look "
                    "things up."
                )
        return StepEndError(Reply(calls=calls))

    def entries(self, *kinds: Kind, fresh: bool = False) -> list[Entry]:
        """All records of these kinds, archived ones too, as far as the lists show them."""
        calls = [self._list_call(kind) for kind in kinds]
        readings = self.read_all(*calls, earlier=not fresh)
        return [
            entry
            for kind, reading in zip(kinds, readings, strict=True)
            for entry in self._entries(kind, reading.data)
        ]

    def rows(self, kind: Kind) -> list[dict[str, Any]]:
        """All rows of a list by which names are looked up."""
        return self.read_all(self._list_call(kind), earlier=True)[0].rows

    def _entries(self, kind: Kind, data: dict[str, Any]) -> list[Entry]:
        """The records of a list. A step reads the same lists many times, so each is read once."""
        if id(data) not in self._read:
            self._read[id(data)] = entries_from(kind, data["rows"])
        return self._read[id(data)]

    def known_entries(self) -> list[Entry]:
        """Every client, project and person that any list of this conversation has shown."""
        return self._known

    @cached_property
    def _known(self) -> list[Entry]:
        found: dict[tuple[str, int], Entry] = {}
        for result in (*self.conversation.earlier, *self.conversation.results):
            kind = _KINDS.get(result.call.tool)
            if kind and result.error is None:
                shown = self._entries(kind, result.data)
                found |= {(entry.kind, entry.id): entry for entry in shown}
        return list(found.values())

    @cached_property
    def things(self) -> list[Entry]:
        """The tasks and milestones that the searches of this turn have shown."""
        shown = (r for r in self.conversation.results if r.error is None)
        found: dict[tuple[str, int], Entry] = {}
        for result in shown:
            kind = _SEARCHES.get(result.call.tool)
            if kind and (kind == "milestone" or result.call.args.get("name")):
                rows = entries_from(kind, result.data["rows"])
                found |= {(entry.kind, entry.id): entry for entry in rows}
        return list(found.values())

    @cached_property
    def names(self) -> NameIndex:
        """The names of ``known_entries``."""
        return index_of(self._known)

    def is_whole(self, kind: Kind) -> bool:
        """Whether the list of this kind shows every record."""
        known = self._earlier | self._answers
        result = known.get(self._list_call(kind).key)
        return result is not None and Reading(result.data).whole

    @staticmethod
    def _list_call(kind: Kind) -> Call:
        return Call(LISTS[kind], {"active": None})
