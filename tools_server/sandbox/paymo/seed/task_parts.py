"""Defaults for subtasks and assignments."""

from collections import defaultdict

from tools_server.sandbox.paymo.world import World


def complete(world: World, now: int) -> None:
    """Subtasks get their project, place and stamps; assignments and `users` of tasks agree."""
    _complete_subtasks(world, now)
    _complete_assignments(world)


def _complete_subtasks(world: World, now: int) -> None:
    tasks = world.by_id("tasks")
    positions: dict[int, int] = defaultdict(int)
    for subtask in world.rows["subtasks"]:
        task_id = subtask["task_id"]
        subtask["project_id"] = tasks[task_id]["project_id"]
        subtask.setdefault("seq", positions[task_id])
        positions[task_id] += 1
        subtask["complete"] = bool(subtask.get("complete") or subtask.get("completed_on"))
        if subtask["complete"]:
            subtask["completed_on"] = subtask.get("completed_on") or now


def _complete_assignments(world: World) -> None:
    tasks, rows = world.by_id("tasks"), world.rows["userstasks"]
    known = set()
    for row in rows:
        known.add((row["task_id"], row["user_id"]))
        task = tasks[row["task_id"]]
        task["users"] = list(dict.fromkeys([*(task.get("users") or []), row["user_id"]]))
    following = 1 + max((row["id"] for row in rows), default=0)
    for task in world.rows["tasks"]:
        for user_id in task.get("users") or ():
            if (task["id"], user_id) not in known:
                rows.append({"id": following, "task_id": task["id"], "user_id": user_id})
                following += 1
