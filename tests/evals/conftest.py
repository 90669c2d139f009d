"""One cache of prepared worlds for all tests of a process."""

from __future__ import annotations

import pytest

from evals.stage import Stages


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> Stages:
    return Stages(tmp_path_factory.mktemp("prepared"))
