"""A small agency in memory and the tools over it, to drive the planner in a loop.

The tools answer what the agent's read and write nodes would hand a model: compact results, written
records, errors. Names are this file's own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from agent.compact import VIEWS, View, compact, compact_write, view_from
from agent.models.builtin.model import BuiltinPlanner

Row = dict[str, Any]

TODAY = "2026-11-02"
ME = {"id": 1, "name": "Ingrid Solberg"}

CLIENTS: list[Row] = [
    {"id": 10, "name": "Meridian Optics", "email": "office@meridian-optics.test", "active": True},
    {
        "id": 11,
        "name": "Meridian Foods",
        "phone": "+353 1 555 0100",
        "city": "Lyon",
        "country": "France",
        "active": True,
    },
    {"id": 12, "name": "Quill & Co", "city": "Galway", "country": "Ireland", "active": True},
    {"id": 13, "name": "Tandem Cycles Ltd", "email": "bikes@tandem.test", "active": True},
    {"id": 14, "name": "March Hare Media", "active": True},
    {"id": 15, "name": "Old Mill Bakery", "active": False},
]
USERS: list[Row] = [
    {"id": 1, "name": "Ingrid Solberg", "type": "Admin", "email": "ingrid@larkspur.test"},
    {"id": 2, "name": "Tomas Rivera", "type": "Employee", "email": "t.rivera@larkspur.test"},
    {"id": 3, "name": "Tomas Lindqvist", "type": "Employee", "email": "t.lind@larkspur.test"},
    {"id": 4, "name": "Priya Nair", "type": "Employee", "position": "Designer"},
    {"id": 5, "name": "Olu Adeyemi", "type": "Guest"},
]
for user in USERS:
    user["active"] = True


def _project(number: int, name: str, client_id: int, users: list[int], **more: Any) -> Row:
    client = next(row for row in CLIENTS if row["id"] == client_id)
    return {
        "id": number,
        "name": name,
        "client_id": client_id,
        "client": client["name"],
        "active": True,
        "billable": True,
        "flat_billing": False,
        "user_ids": users,
        "manager_ids": users[:1],
        "created_on": f"2026-{number - 17:02}-01",
        **more,
    }


PROJECTS: list[Row] = [
    _project(20, "Webshop Rebuild", 13, [1, 2, 4], code="WSR", budget_minutes=6000),
    _project(21, "Spring Catalogue", 11, [4]),
    _project(22, "Brand Refresh", 12, [1, 4]),
    _project(23, "Brand Refresh", 10, [2, 3]),
    _project(24, "Lens Finder App", 10, [1, 3], flat_billing=True, price=9000),
    _project(25, "Q4 Campaign", 14, [1]),
    _project(26, "Bakery Site", 15, [2], active=False),
]


def _task(number: int, name: str, project_id: int, users: list[int], **more: Any) -> Row:
    project = next(row for row in PROJECTS if row["id"] == project_id)
    return {
        "id": number,
        "name": name,
        "project_id": project_id,
        "project": project["name"],
        "client_id": project["client_id"],
        "client": project["client"],
        "tasklist": "Backlog",
        "user_ids": users,
        "complete": False,
        "completed_on": None,
        "due_date": None,
        "priority": "normal",
        "budget_minutes": None,
        **more,
    }


TASKS: list[Row] = [
    _task(100, "Checkout wireframes", 20, [4], due_date="2026-10-28", priority="high"),
    _task(101, "Payment integration", 20, [2], due_date="2026-11-06"),
    _task(102, "Set up staging server", 20, [2], complete=True, completed_on="2026-10-20"),
    _task(103, "Photo shoot", 21, [4], due_date="2026-11-20"),
    _task(104, "Logo drafts", 22, [1], due_date="2026-11-03"),
    _task(105, "Logo drafts", 23, [3]),
    _task(106, "Style guide", 22, [4], complete=True, completed_on="2026-10-30"),
    _task(107, "Camera module QA", 24, [1, 3], due_date="2026-10-15"),
    _task(108, "Media plan", 25, []),
    _task(109, "Menu page", 26, [2], complete=True),
]


def _entry(number: int, day: str, seconds: int, task_id: int, user_id: int, billed: bool) -> Row:
    task = next(row for row in TASKS if row["id"] == task_id)
    user = next(row for row in USERS if row["id"] == user_id)
    return {
        "id": number,
        "date": day,
        "minutes": round(seconds / 60),
        "seconds": seconds,
        "running": False,
        "task_id": task_id,
        "task": task["name"],
        "project_id": task["project_id"],
        "project": task["project"],
        "client_id": task["client_id"],
        "client": task["client"],
        "user_id": user_id,
        "user": user["name"],
        "description": None,
        "billed": billed,
    }


ENTRIES: list[Row] = [
    _entry(1000, "2026-10-30", 14400, 100, 4, False),
    _entry(1001, "2026-10-29", 5400, 101, 2, False),
    _entry(1002, "2026-10-27", 7230, 101, 2, True),
    _entry(1003, "2026-10-12", 3600, 107, 1, False),
    _entry(1004, "2026-11-01", 1800, 104, 1, False),
    _entry(1005, "2026-09-15", 10800, 103, 4, True),
    _entry(1006, "2026-11-02", 3000, 101, 2, False),
]


def _invoice(
    number: str,
    client_id: int,
    status: str,
    day: str,
    due: str,
    total: float,
    paid: float = 0,
    currency: str = "EUR",
) -> Row:
    client = next(row for row in CLIENTS if row["id"] == client_id)
    owed = total - paid if status in ("sent", "viewed") else 0
    late = owed > 0 and due < TODAY
    return {
        "id": 500 + len(number) + client_id + int(number[-2:]),
        "number": number,
        "client_id": client_id,
        "client": client["name"],
        "project_id": None,
        "status": status,
        "date": day,
        "due_date": due,
        "currency": currency,
        "total": total,
        "amount_paid": paid,
        "balance": owed,
        "overdue": late,
        "days_overdue": 18 if late else 0,
        "title": "",
        "payments": [{"date": due, "amount": paid}] if paid else [],
        "items": [{"id": 1, "item": "Design", "quantity": 1, "price_unit": total, "amount": total}],
    }


INVOICES: list[Row] = [
    _invoice("LL-0101", 10, "sent", "2026-09-15", "2026-10-15", 1250.0),
    _invoice("LL-0102", 10, "viewed", "2026-10-20", "2026-11-19", 800.5, 300.5),
    _invoice("LL-0103", 11, "paid", "2026-10-02", "2026-11-01", 2000.0, 2000.0),
    _invoice("LL-0104", 13, "sent", "2026-10-25", "2026-11-05", 4300.0, currency="USD"),
    _invoice("LL-0105", 12, "draft", "2026-10-31", "2026-11-30", 990.0),
    _invoice("LL-0106", 11, "void", "2026-08-01", "2026-09-01", 100.0),
]


def _milestone(number: int, name: str, project_id: int, due: str, complete: bool) -> Row:
    project = next(row for row in PROJECTS if row["id"] == project_id)
    return {
        "id": number,
        "name": name,
        "project_id": project_id,
        "project": project["name"],
        "client_id": project["client_id"],
        "client": project["client"],
        "due_date": due,
        "complete": complete,
        "user_id": 1,
        "user": "Ingrid Solberg",
        "tasklist_ids": [],
    }


MILESTONES: list[Row] = [
    _milestone(300, "Milestone 1: Concept", 20, "2026-09-30", True),
    _milestone(301, "Milestone 2: Prototype", 20, "2026-10-31", False),
    _milestone(302, "Milestone 3: Launch", 20, "2026-12-15", False),
    _milestone(303, "Beta release", 24, "2026-11-20", False),
]


def _contains(row: Row, args: Row) -> bool:
    wanted = args.get("name")
    return wanted is None or wanted.lower() in row["name"].lower()


def _same(row: Row, args: Row, *keys: str) -> bool:
    return all(args.get(key) is None or row.get(key) == args[key] for key in keys)


def _in_window(day: str | None, first: str | None, last: str | None) -> bool:
    if first is None and last is None:
        return True
    return day is not None and (first or "") <= day <= (last or "9999")


def _active(row: Row, args: Row) -> bool:
    wanted = args.get("active", True)
    return wanted is None or row["active"] is wanted


def _clients(args: Row) -> list[Row]:
    return [row for row in CLIENTS if _active(row, args) and _contains(row, args)]


def _users(args: Row) -> list[Row]:
    return [
        row
        for row in USERS
        if _active(row, args) and _contains(row, args) and _same(row, args, "type")
    ]


def _projects(args: Row) -> list[Row]:
    return [
        row
        for row in PROJECTS
        if _active(row, args)
        and _contains(row, args)
        and _same(row, args, "client_id")
        and (args.get("user_id") is None or args["user_id"] in row["user_ids"])
    ]


def _tasks(args: Row) -> list[Row]:
    scopes = ("project_id", "client_id", "user_id", "milestone_id", "name")
    if all(args.get(key) is None for key in scopes):
        raise ValueError("one of project_id, client_id, user_id, milestone_id and name is required")
    return [
        row
        for row in TASKS
        if _contains(row, args)
        and _same(row, args, "project_id", "client_id", "complete")
        and (args.get("user_id") is None or args["user_id"] in row["user_ids"])
        and (args.get("milestone_id") is None or row["project_id"] == 20)
        and _in_window(row["due_date"], args.get("due_from"), args.get("due_to"))
    ]


def _entries(args: Row) -> list[Row]:
    if not args:
        raise ValueError("at least one filter is required")
    return [
        row
        for row in ENTRIES
        if _same(row, args, "project_id", "client_id", "task_id", "user_id", "billed")
        and _in_window(row["date"], args.get("date_from"), args.get("date_to"))
    ]


def _invoices(args: Row) -> list[Row]:
    status = args.get("status", "active")
    allowed = {"active": ("draft", "sent", "viewed"), "overdue": ("sent", "viewed")}
    return [
        row if args.get("with_items") else {**row, "items": None}
        for row in INVOICES
        if (status == "all" or row["status"] in allowed.get(status, (status,)))
        and (status != "overdue" or row["overdue"])
        and _same(row, args, "client_id", "project_id")
        and args.get("number", "").lower() in row["number"].lower()
        and _in_window(row["date"], args.get("date_from"), args.get("date_to"))
    ]


def _milestones(args: Row) -> list[Row]:
    return [
        row
        for row in MILESTONES
        if _same(row, args, "project_id", "client_id", "complete")
        and _in_window(row["due_date"], args.get("due_from"), args.get("due_to"))
    ]


def _details(args: Row) -> list[Row]:
    project = next(row for row in PROJECTS if row["id"] == args["project_id"])
    tasks = [row for row in TASKS if row["project_id"] == project["id"]]
    done = sum(1 for row in tasks if row["complete"])
    seconds = sum(row["seconds"] for row in ENTRIES if row["project_id"] == project["id"])
    members = [row for row in USERS if row["id"] in project["user_ids"]]
    return [
        {
            "project": project,
            "client": None,
            "budget_minutes": project.get("budget_minutes"),
            "tracked_minutes": round(seconds / 60),
            "tracked_seconds": seconds,
            "open_tasks": len(tasks) - done,
            "done_tasks": done,
            "tasklists": [
                {"id": 900, "name": "Backlog", "open_tasks": 2, "done_tasks": 0},
                {"id": 901, "name": "In review", "open_tasks": 0, "done_tasks": 1},
            ],
            "members": [
                {
                    "id": row["id"],
                    "name": row["name"],
                    "manager": row["id"] in project["manager_ids"],
                }
                for row in members
            ],
            "milestones": [row for row in MILESTONES if row["project_id"] == project["id"]],
        }
    ]


READS: dict[str, Callable[[Row], list[Row]]] = {
    "list_clients": _clients,
    "list_users": _users,
    "list_projects": _projects,
    "list_tasks": _tasks,
    "list_time_entries": _entries,
    "list_invoices": _invoices,
    "list_milestones": _milestones,
    "get_project_details": _details,
}
WRITES = ("create_task", "create_time_entry")


def _written(tool: str, args: Row) -> Row:
    if tool == "create_task":
        project = next(row for row in PROJECTS if row["id"] == args["project_id"])
        return {**args, "id": 777, "project": project["name"], "client": project["client"]}
    task = next(row for row in TASKS if row["id"] == args["task_id"])
    names = {key: task[key] for key in ("project", "client")}
    return {
        "date": args.get("start_time", "")[:10],
        "minutes": 90,
        **args,
        **names,
        "task": task["name"],
    }


def answer(tool: str, args: Row, view: View | None = None) -> str:
    """The text a node would hand the model for this call."""
    if tool in WRITES:
        return compact_write(tool, status="created", summary="", record=_written(tool, args))
    rows = READS[tool](args)
    aside = 0
    if view:
        rows, aside = view.rows(rows), view.count_aside(rows)
    return compact(
        tool, args, rows, complete=True, warnings=[], artifact="a1", view=view, aside=aside
    )


def tool_schema(name: str) -> dict[str, Any]:
    parameters = {"type": "object", "properties": {}}
    return {
        "type": "function",
        "function": {"name": name, "description": "", "parameters": parameters},
    }


@dataclass
class Chat:
    """A person and the planner, with the tools in between. Writes are approved at once."""

    today: str = TODAY
    week_start: int = 1
    tools: tuple[str, ...] = (*READS, *WRITES)
    answers: dict[str, str] = field(default_factory=dict)
    messages: list[BaseMessage] = field(default_factory=list)
    calls: list[tuple[str, Row]] = field(default_factory=list)
    turn_calls: list[tuple[str, Row]] = field(default_factory=list)

    def __post_init__(self) -> None:
        context = {
            "today": self.today,
            "timezone": "Europe/Dublin",
            "user": ME,
            "company": "Larkspur Labs",
            "currency": "EUR",
            "week_start": self.week_start,
        }
        self.messages.append(SystemMessage("rules", additional_kwargs={"context": context}))
        self.model = BuiltinPlanner().bind_tools([tool_schema(name) for name in self.tools])

    def say(self, text: str) -> str:
        """One turn; the final text. Asserts that it ends within a few steps."""
        self.messages.append(HumanMessage(text))
        self.turn_calls = []
        for _ in range(8):
            message = self.model.invoke(self.messages)
            assert isinstance(message, AIMessage)
            self.messages.append(message)
            if not message.tool_calls:
                return str(message.text)
            for call in message.tool_calls:
                self.turn_calls.append((call["name"], call["args"]))
                view = view_from((message.additional_kwargs.get(VIEWS) or {}).get(call["id"]))
                text = self.answers.get(call["name"]) or answer(call["name"], call["args"], view)
                self.messages.append(ToolMessage(text, tool_call_id=call["id"], name=call["name"]))
        raise AssertionError(f"no answer after eight steps: {self.turn_calls}")

    @property
    def said_beside_calls(self) -> str:
        """What this conversation was told above the cards of a write."""
        answers = (m for m in self.messages if isinstance(m, AIMessage) and m.tool_calls)
        return "\n".join(str(answer.text) for answer in answers)

    def made(self, tool: str) -> list[Row]:
        """The arguments of this turn's calls of a tool."""
        return [args for name, args in self.turn_calls if name == tool]

    @property
    def writes(self) -> list[tuple[str, Row]]:
        return [(name, args) for name, args in self.turn_calls if name in WRITES]
