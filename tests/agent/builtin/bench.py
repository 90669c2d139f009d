"""`python -m tests.agent.builtin.bench`: the planner's own time for a turn in a large account.

800 clients, 800 projects and 400 people; the tools answer from memory, and only the planner's steps
are timed, in processor time, so that other programs on the machine do not count. A turn is
everything from the person's message to the answer: look-ups, searches by name, the read, the words.
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import dataclass
from typing import Any

from langchain_core.messages import AIMessage, HumanMessage, SystemMessage, ToolMessage

from agent.compact import VIEWS, compact, view_from
from agent.models.builtin.model import BuiltinPlanner
from agent.rows import ordered
from tests.agent.builtin.world import tool_schema

Row = dict[str, Any]
GOAL = 25.0  # milliseconds, the median
_RUNS = 5
_FIRST = ("Amber", "Birch", "Cobalt", "Delta", "Ember", "Fjord", "Garnet", "Harbour", "Indigo",
          "Juniper", "Krypton", "Lunar", "Maple", "Nimbus", "Opal", "Pioneer", "Quartz", "Raven",
          "Summit", "Tundra")  # fmt: skip
_SECOND = ("Analytics", "Bakeries", "Ceramics", "Dynamics", "Energy", "Foods", "Gardens", "Hotels",
           "Interiors", "Jewellers", "Kitchens", "Logistics", "Mobility", "Networks", "Optics",
           "Pharma", "Realty", "Sports", "Textiles", "Ventures")  # fmt: skip
_PROJECTS = ("Relaunch", "Campaign", "Portal", "Brochure", "Audit", "Rebrand", "Shop", "Newsletter")
_GIVEN = ("Aisha", "Bruno", "Clara", "Dmitri", "Elena", "Farid", "Greta", "Hugo", "Iris", "Jonas",
          "Katya", "Liam", "Mina", "Nils", "Olga", "Pavel", "Quentin", "Rosa", "Stefan",
          "Tara")  # fmt: skip


def _names(count: int, *parts: tuple[str, ...]) -> list[str]:
    """So many different names out of these parts; a letter tells apart what would be equal."""
    found = [f"{first} {second}" for first in parts[0] for second in parts[1]]
    rounds = -(-count // len(found))
    return [f"{n} {chr(65 + r)}{'xyz'[r % 3]}" if r else n for r in range(rounds) for n in found][
        :count
    ]


def large_world() -> dict[str, list[Row]]:
    """The rows by tool."""
    clients = [{"id": n, "name": name, "email": f"c{n}@example.test", "active": True}
               for n, name in enumerate(_names(800, _FIRST, _SECOND), 1)]  # fmt: skip
    projects = [{"id": 2000 + n, "name": name, "client_id": 1 + n % 800, "active": n % 5 > 0,
                 "client": clients[n % 800]["name"], "billable": True, "user_ids": [5000 + n % 400],
                 "manager_ids": [5000 + n % 400], "budget_minutes": 6000}
                for n, name in enumerate(_names(800, _SECOND, _PROJECTS))]  # fmt: skip
    surnames = tuple(f"{word}sen" for word in _FIRST)
    users = [{"id": 5000 + n, "name": name, "type": "Employee", "active": True}
             for n, name in enumerate(_names(400, _GIVEN, surnames))]  # fmt: skip
    tasks = [{"id": 9000 + n, "name": f"Task {n}", "project_id": 2000 + n % 800,
              "project": projects[n % 800]["name"], "client_id": 1 + n % 800,
              "client": clients[n % 800]["name"], "user_ids": [5000 + n % 400],
              "complete": n % 3 == 0, "due_date": "2026-11-05", "priority": "normal"}
             for n in range(4000)]  # fmt: skip
    return {"list_clients": clients, "list_projects": projects, "list_users": users,
            "list_tasks": tasks, "list_milestones": [], "list_invoices": [],
            "list_time_entries": []}  # fmt: skip


@dataclass
class Turn:
    """One turn's answer, and the milliseconds of each step of the planner."""

    answer: str
    steps: list[float]


class Account:
    """A conversation with the planner over the large world."""

    def __init__(self, world: dict[str, list[Row]]) -> None:
        self._world = world
        context = {"today": "2026-11-02", "timezone": "UTC", "company": "Large", "currency": "EUR",
                   "week_start": 1, "user": {"id": 5000, "name": "Aisha Ambersen"}}  # fmt: skip
        self.messages: list[Any] = [SystemMessage("", additional_kwargs={"context": context})]
        names = [*world, "get_project_details", "create_task", "create_time_entry"]
        self._model = BuiltinPlanner().bind_tools([tool_schema(name) for name in names])

    def say(self, text: str) -> Turn:
        """Play a turn to its end."""
        self.messages.append(HumanMessage(text))
        steps: list[float] = []
        while True:
            started = time.thread_time()
            message = self._model.invoke(self.messages)
            steps.append((time.thread_time() - started) * 1000)
            assert isinstance(message, AIMessage)
            self.messages.append(message)
            if not message.tool_calls:
                return Turn(str(message.text), steps)
            views = message.additional_kwargs.get(VIEWS) or {}
            for call in message.tool_calls:
                view = view_from(views.get(call["id"]))
                rows = self._rows(call["name"], call["args"])
                text = compact(call["name"], call["args"], view.rows(rows) if view else rows,
                               complete=True, warnings=[], artifact="a", view=view)  # fmt: skip
                self.messages.append(ToolMessage(text, tool_call_id=call["id"]))

    def _rows(self, tool: str, args: Row) -> list[Row]:
        if tool == "get_project_details":
            project = next(
                row for row in self._world["list_projects"] if row["id"] == args["project_id"]
            )
            return [{"project": project, "open_tasks": 1, "done_tasks": 0, "tracked_minutes": 60,
                     "budget_minutes": 6000, "tasklists": [], "members": [],
                     "milestones": []}]  # fmt: skip
        return ordered(tool, [row for row in self._world[tool] if _fits(row, args)])


def _fits(row: Row, args: Row) -> bool:
    for key, wanted in args.items():
        if wanted is None or key in ("due_from", "due_to", "date_from", "date_to", "status"):
            continue
        if key == "name":
            if str(wanted).lower() not in row["name"].lower():
                return False
        elif key == "user_id":
            if wanted not in row.get("user_ids", ()):
                return False
        elif key == "active":
            if row.get("active") is not wanted:
                return False
        elif row.get("id" if key == "project_id" and "user_ids" not in row else key) != wanted:
            return False
    return True


QUESTIONS = (
    "Which tasks are open for Tundra Ventures?",
    "open tasks of Tara Tundrasen",
    "How is the Ventures Newsletter project doing?",
    "Which invoices of Summit Textiles are overdue?",
    "How many hours did Stefan Ravensen log last week?",
    "What projects do we have for Quartz Pharma?",
    "open tasks for tundra ventrues",
    "what does taar tundrsaen have open",
    "who has the most open tasks",
    "which milestones are late and what's due today?",
    "Log 2h on Task 1234 for Sports Rebrand yesterday",
)


def main() -> None:
    """Print the median and the slowest turn of each question, and of all."""
    world = large_world()
    everything: list[float] = []
    for question in QUESTIONS:
        turns = [Account(world).say(question) for _ in range(_RUNS)]
        totals = [sum(turn.steps) for turn in turns]
        everything += totals
        figures = f"{statistics.median(totals):7.1f} ms {max(totals):7.1f} ms"
        sys.stdout.write(f"{figures} {len(turns[0].steps)} steps  {question}\n")
        sys.stdout.write(f"    {turns[0].answer[:110]!r}\n")
    median = statistics.median(everything)
    sys.stdout.write(f"{median:7.1f} ms is the median turn; the goal is {GOAL:.0f} ms\n")


if __name__ == "__main__":
    main()
