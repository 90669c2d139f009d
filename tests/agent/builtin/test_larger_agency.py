"""Questions for what is missing, in an agency with more of everything than an answer lists."""

from __future__ import annotations

import pytest

from tests.agent.builtin import world
from tests.agent.builtin.world import Chat

MANY = 60
IDLE = 7  # nobody logs time there


@pytest.fixture(autouse=True)
def _larger(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person, a client, a project and a task each more, sixty times."""
    for name in ("USERS", "CLIENTS", "PROJECTS", "TASKS", "ENTRIES", "MILESTONES"):
        monkeypatch.setattr(world, name, list(getattr(world, name)))
    for number in range(MANY):
        user, client, project = 100 + number, 500 + number, 600 + number
        place = {"project_id": project, "project": f"Works {number}", "client_id": client,
                 "client": f"Customer {number}"}  # fmt: skip
        world.USERS.append({"id": user, "name": f"Pat Numberman{number}", "type": "Employee",
                            "active": True})  # fmt: skip
        world.CLIENTS.append({"id": client, "name": place["client"], "active": True})
        world.PROJECTS.append(
            {**world.PROJECTS[0], **place, "id": project, "name": place["project"],
             "user_ids": [user]}
        )  # fmt: skip
        world.TASKS.append({**world.TASKS[0], **place, "id": 2000 + number, "name": f"Job {number}",
                            "user_ids": [user], "complete": False})  # fmt: skip
        world.MILESTONES.append({**world.MILESTONES[0], **place, "id": 9000 + number})
        if number != IDLE:
            entry = world._entry(3000 + number, "2026-10-28", 3600, 2000 + number, user, False)
            world.ENTRIES.append(entry)


@pytest.mark.parametrize(
    ("said", "begins", "holds"),
    [
        ("who has not logged time last week?", "2 of 64 people", "Pat Numberman7"),
        ("which projects had no time last week?", "5 of 66 active projects", "Works 7"),
        ("which clients got no time in October?", "4 of 65 active clients", "Customer 7"),
        ("did everyone log 30 minutes last week?", "No: 2 people", "Pat Numberman7: 0 minutes"),
        ("which active projects have no milestones?", "4 active projects", "Spring Catalogue"),
        ("who has no open tasks?", "0 of 64 people have", "Numberman"),
        ("clients with an open task but no time logged last week", "4 clients", "Customer 7"),
        ("clients without any active project", "No active clients", "out of 65"),
    ],
)
def test_all_of_them_are_compared(said: str, begins: str, holds: str) -> None:
    answer = Chat().say(said)
    assert answer.startswith(begins), answer
    assert holds in answer
