"""Prompts: the canned workflows, for a client that has our tools and not our agent.

A file here holds the workflows of one theme, as the tools next door do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from mcp.types import GetPromptResult, Prompt, PromptArgument, PromptMessage, TextContent

from tools_server.prompts import billing, scope, time, work
from tools_server.prompts.prompt import Workflow, invalid

PROMPTS: dict[str, Workflow] = {
    workflow.name: workflow
    for theme in (scope, work, time, billing)
    for workflow in theme.WORKFLOWS
}


def listings(tools: Collection[str]) -> list[Prompt]:
    """The prompts that these tools can carry out, as MCP lists them."""
    return [_listing(workflow) for workflow in _offered(tools).values()]


def render(name: str, given: Mapping[str, str], tools: Collection[str]) -> GetPromptResult:
    """One prompt as a message of the person's.

    Raises `McpError` (invalid params) for a name that is not offered and for arguments that are
    missing, unknown or too long.
    """
    offered = _offered(tools)
    if name not in offered:
        raise invalid(f"There is no prompt {name!r} here; there are: {', '.join(offered)}.")
    workflow = offered[name]
    message = PromptMessage(
        role="user", content=TextContent(type="text", text=workflow.text(given))
    )
    return GetPromptResult(description=workflow.description, messages=[message])


def _offered(tools: Collection[str]) -> dict[str, Workflow]:
    return {name: flow for name, flow in PROMPTS.items() if set(flow.tools) <= set(tools)}


def _listing(workflow: Workflow) -> Prompt:
    return Prompt(
        name=workflow.name,
        title=workflow.title,
        description=workflow.description,
        arguments=[
            PromptArgument(name=each.name, description=each.description, required=each.required)
            for each in workflow.arguments
        ],
    )
