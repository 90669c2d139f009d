"""Who belongs where: clients and their projects."""

from __future__ import annotations

from tools_server.prompts.prompt import Argument, Workflow

PROJECT_SCOPE = Workflow(
    name="project_scope",
    title="Project scope",
    description="The active projects of a client, or of all clients, before new work is scoped.",
    arguments=(Argument("client", "Client name or part of it. Without it: all active clients."),),
    tools=("list_clients", "list_projects", "get_project_details"),
    steps=(
        "Call list_clients, with name where a client was given. It is the definitive list of "
        "active clients.",
        "Call list_projects, with client_id where a client was given. Put each project under its "
        "client; name apart the clients without an active project and projects without a client.",
        "Where a client was given, call get_project_details for each of its projects.",
        "Show a table: client, project, code, billing terms (billable, flat or hourly, price). For "
        "one client also budget and tracked minutes, open and done tasks, members and managers, "
        "milestones with their due dates.",
        "Close with what is unclear: an inactive client with active projects, no manager, no "
        "budget.",
    ),
)

WORKFLOWS = (PROJECT_SCOPE,)
