"""A provider's server for whoever asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.openai_provider import KEY, Provider, open_provider


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """The server, and an environment that leads to it."""
    with open_provider() as provider:
        monkeypatch.setenv("OPENAI_BASE_URL", provider.base_url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        yield provider
