"""The worlds that cases play in: the demo agency, or a world file."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tools_server.sandbox.worlds.demo import build_demo_world


@cache
def build(world: str, today: date) -> dict[str, Any]:
    """The raw world: `demo` as it is on that day, or what stands in a file."""
    if world == "demo":
        return build_demo_world(today)
    found: dict[str, Any] = json.loads(Path(world).read_text(encoding="utf-8"))
    return found
