"""The studio's office, behind whose server the gate stands."""

from __future__ import annotations

from tests.tools_server.writes.conftest import office

__all__ = ["office"]
