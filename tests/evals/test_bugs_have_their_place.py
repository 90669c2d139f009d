"""The deliberate bugs still fit the source; `make mutants` plants them and needs minutes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.mutants.bugs import BUGS, Bug

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_it_fits_once_and_what_comes_of_it_is_a_program(bug: Bug, tmp_path: Path) -> None:
    target = tmp_path / bug.file
    target.parent.mkdir(parents=True)
    shutil.copy(ROOT / bug.file, target)
    bug.plant(tmp_path)
    compile(target.read_text(), bug.file, "exec")
