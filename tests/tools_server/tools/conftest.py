"""The small agency behind its admin's key."""

from __future__ import annotations

import pytest

from tests.tools_server.tools.sandbox_account import STUDIO, Account


@pytest.fixture
def studio() -> Account:
    return Account(STUDIO, key="ADMIN-KEY")
