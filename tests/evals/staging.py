"""Plays single cases of tests, over worlds that are prepared once for all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from evals.cases import Case
from evals.play import play
from evals.results import TrialResult
from evals.stage import Scene, Stage, Stages

TODAY = "2026-11-02"
LOG_TIME = "Log 4 hours on Homepage wireframes for last Friday"

# What LOG_TIME, approved, leaves in the demo world.
LOGGED = {"task_id": 5012, "user_id": 101, "date": "2026-10-30", "duration": 14_400}


def case(*said: str | dict[str, Any], **fields: Any) -> Case:
    """A case over the demo world; each turn is its message, or the mapping of a dataset."""
    turns = [turn if isinstance(turn, dict) else {"say": turn} for turn in said]
    given = {"id": "a-case", "today": TODAY, "turns": turns, **fields}
    return Case.model_validate({"source": Path("cases.yaml"), **given})


async def played(stages: Stages, folder: Path, case: Case) -> TrialResult:
    """One trial with the built-in planner."""
    return await play(case, 0, stages=stages, folder=folder / "data", model="builtin")


class Meddled(Stages):
    """Stages on which something happens to the world once it is set."""

    def __init__(self, like: Stages, meddle: Callable[[Stage], None]) -> None:
        self.__dict__.update(like.__dict__)
        self._meddle = meddle

    @asynccontextmanager
    async def set(self, scene: Scene, folder: Path) -> AsyncIterator[Stage]:
        async with super().set(scene, folder) as stage:
            self._meddle(stage)
            yield stage
