"""Work to be done and to be delivered: tasks and milestones."""

from __future__ import annotations

from tools_server.prompts.prompt import Argument, Workflow

CREATE_TASK = Workflow(
    name="create_task_with_validation",
    title="Create a task, validated",
    description="Check project, client and people first, then propose the task for approval.",
    arguments=(
        Argument("task", "What the new task is called.", required=True),
        Argument("project", "Project name or part of it.", required=True),
        Argument("people", "Who does it; several names with commas."),
        Argument("due", "Due day, such as 2026-11-13 or next Friday."),
        Argument("budget", "Time budget, such as 6h or 90 minutes."),
    ),
    tools=(
        "list_clients",
        "list_projects",
        "get_project_details",
        "list_users",
        "list_tasks",
        "create_task",
    ),
    steps=(
        "Call list_projects with name. The project must be active; if only active=null finds it, "
        "say that it is archived and stop.",
        "Call get_project_details. Note its client, members and task lists, and call list_clients "
        "to see that the client is active.",
        "For each person given call list_users with name. Who is not a member of the project "
        "cannot be assigned: say so and offer the members.",
        "Call list_tasks with project_id and name. An open task of this name exists already: show "
        "it instead of making another.",
        "Turn the due day into a date (YYYY-MM-DD) and the budget into minutes (6h is 360).",
        "Call create_task with name, project_id, client_id, user_ids, due_date, budget_minutes and "
        "dry_run true; leave out what was not given. Show the preview and ask.",
        "After a yes, create it and show project, client, assignees, due date and the new id.",
    ),
    writes=True,
)

DELIVERABLES = Workflow(
    name="deliverables_status",
    title="Deliverables status",
    description="Which milestones are done, due or late, and whether they are ready to be billed.",
    arguments=(
        Argument("client", "Client name or part of it. Without it: all active projects."),
        Argument("project", "Project name or part of it."),
        Argument("milestone", "Milestone name or number in its project, if one is meant."),
    ),
    tools=(
        "list_clients",
        "list_projects",
        "list_milestones",
        "list_tasks",
        "list_time_entries",
        "list_invoices",
    ),
    steps=(
        "Where a client was given call list_clients with name; where a project was given call "
        "list_projects with name, and with client_id if there is one.",
        "Call list_milestones with project_id or client_id. A number counts a project's milestones "
        "by due date, from 1; say which one that is.",
        "For each milestone that is meant, late or due within two weeks, call list_tasks with "
        "milestone_id and count the open and the done ones.",
        "A milestone is ready when it is complete or all its tasks are, and it has at least one. "
        "Late means incomplete and due before today.",
        "Where one milestone was meant, also call list_time_entries with its project_id and "
        "billed=false, and list_invoices with its project_id and status=all: say what is not "
        "billed yet.",
        "Show a table: client, project, milestone, due date, responsible, open and done tasks, "
        "state (done, ready, on time, late by how many days). Answer the question of readiness in "
        "the first sentence.",
    ),
)

WORKFLOWS = (CREATE_TASK, DELIVERABLES)
