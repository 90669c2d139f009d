"""The journal of a run: every finished trial on a line, so that an interrupted run can go on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from evals.cases import Case
from evals.results import TrialResult, from_json, to_json

NAME = "journal.jsonl"


class Journal:
    """Written while the run goes on. A trial counts only for the case and model it was played with:
    a case that was changed since is played again.
    """

    def __init__(self, folder: Path, model: str, *, resume: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / NAME
        self._model = model
        self._lines = self._read() if resume else {}
        self._file = self._path.open("a" if resume else "w", encoding="utf-8")
        if resume:
            self._file.write("\n")  # ends the line in the middle of which a run was killed

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._file.close()

    def finished(self, cases: Iterable[Case], trials: int) -> list[TrialResult]:
        """The trials of these cases that need not be played again; broken ones do."""
        keys = [(self._digest(case), trial) for case in cases for trial in range(trials)]
        return [self._lines[key] for key in keys if key in self._lines]

    def write(self, case: Case, result: TrialResult) -> None:
        """Note a trial. A run that is killed right after has it."""
        line = {"case": self._digest(case), "result": json.loads(to_json(result))}
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._file.flush()

    def _digest(self, case: Case) -> str:
        return f"{self._model}:{case.digest}"

    def _read(self) -> dict[tuple[str, int], TrialResult]:
        found = {}
        for line in self._path.read_text("utf-8").splitlines() if self._path.exists() else []:
            try:
                note = json.loads(line)
                result = from_json(TrialResult, json.dumps(note["result"]))
            except (ValueError, KeyError, TypeError, ValidationError):
                continue  # cut off in the middle of a line, or of another version: played again
            if result.status != "broken":
                found[note["case"], result.trial] = result
        return found
