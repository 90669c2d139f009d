"""The studio's office, for the tests that need no other world."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from tests.tools_server.writes.office import Office, open_office


@pytest.fixture
def office(tmp_path: Path) -> Callable[..., AbstractAsyncContextManager[Office]]:
    """Opens it inside the test: an MCP session belongs to one task."""
    return partial(open_office, tmp_path)
