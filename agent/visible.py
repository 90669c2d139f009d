"""How text that people and models typed is shown: the rule of the gate, for pages and terminal."""

from __future__ import annotations

from tools_server.governance.visible import escaped, one_line, spelled, visible

__all__ = ["escaped", "one_line", "spelled", "visible"]
