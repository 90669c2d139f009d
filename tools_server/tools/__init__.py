"""The ten tools. Importing this package registers them."""

from tools_server.tools import (
    billing,
    create_task,
    create_time_entry,
    people,
    projects,
    tasks,
    time,
)
from tools_server.tools.registry import TOOLS, ReadTool, Tool, WriteTool

__all__ = [
    "TOOLS",
    "ReadTool",
    "Tool",
    "WriteTool",
    "billing",
    "create_task",
    "create_time_entry",
    "people",
    "projects",
    "tasks",
    "time",
]
