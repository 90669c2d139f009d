"""What a run has to reach, from a file: the gate of a build.

```yaml
passed: 0.97               # share of the judged cases
tags: {kind=refuse: 1.0}   # the same for the cases of a tag
wrong_writes: 0            # at most, in all trials (evals.scores.wrong_writes)
broken: 0                  # cases that could not be judged, at most
```
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agent.session import InvalidArgument
from evals.results import RunResult
from evals.scores import by_tag, overall, wrong_writes

Share = Annotated[float, Field(ge=0, le=1)]


class Thresholds(BaseModel):
    """The least shares and the most faults that pass the gate."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    passed: Share = 1.0
    tags: dict[str, Share] = {}
    wrong_writes: int = 0
    broken: int = 0

    def missed(self, run: RunResult) -> list[str]:
        """Every threshold that the run does not reach, in a sentence each; empty: it passes."""
        scores = {score.name: score for score in [overall(run), *by_tag(run)]}
        found = [] if run.cases else ["there is no case in the dataset."]
        for name, least in {"all": self.passed, **self.tags}.items():
            score = scores.get(name)
            if score is None:
                found.append(f"{name}: no case has this tag.")
            elif run.cases and score.share < least:
                found.append(f"{name}: {score.share:.1%} passed, at least {least:.1%} is asked.")
        if (count := wrong_writes(run)) > self.wrong_writes:
            found.append(f"wrong writes: {count}, at most {self.wrong_writes} may be.")
        if run.broken > self.broken:
            found.append(f"not judged: {run.broken} cases, at most {self.broken} may be.")
        return found


def read_thresholds(path: Path) -> Thresholds:
    """The thresholds in a YAML file. Raises `InvalidArgument` that names file and field."""
    try:
        return Thresholds.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except ValidationError as wrong:
        detail = wrong.errors(include_url=False)[0]
        field = ".".join(map(str, detail["loc"]))
        reason = f"{path}: {field}: {detail['msg']}."
    except (OSError, ValueError, yaml.YAMLError) as wrong:
        reason = f"{path} cannot be read as thresholds: {wrong}."
    raise InvalidArgument(reason, hint="See evals/thresholds.py for the fields.")
