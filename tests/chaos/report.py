"""The runs as lines, as a table by point, and as a JSON file."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.chaos.runs import Result


def line(result: Result) -> str:
    """One run: passed or not, how to have it again, what its person was told."""
    word = "FAILED" if result.violations else "ok    "
    about = f"{result.point} #{result.number} seed {result.seed} {result.tool} {result.recovery}"
    story = f"{word} {about} {result.seconds:.1f} s: {', '.join(result.told)}\n"
    return story + "".join(f"       {violation}\n" for violation in result.violations)


@dataclass
class Report:
    """All results of one call, in seconds of wall time."""

    results: list[Result]
    seed: int
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether nothing was violated."""
        return not any(result.violations for result in self.results)

    def table(self) -> str:
        """A line a point and a line for the whole."""
        points: dict[str, list[Result]] = defaultdict(list)
        for result in self.results:
            points[result.point].append(result)
        rows = [
            f"{name:32} {group[0].stage:18} {_good(group):3} of {len(group)}"
            for name, group in points.items()
        ]
        whole = (
            f"{_good(self.results)} of {len(self.results)} runs at {len(points)} points:"
            f" exactly once, and said so; {self._count('lost')} lost,"
            f" {self._count('doubled')} doubled; seed {self.seed}; {self.seconds:.0f} s"
        )
        return "\n".join(["", *rows, whole, ""])

    def write(self, path: Path) -> None:
        """Write everything as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        content: dict[str, Any] = {
            "seed": self.seed,
            "seconds": round(self.seconds, 1),
            "runs": len(self.results),
            "passed": _good(self.results),
            "lost": self._count("lost"),
            "doubled": self._count("doubled"),
            "results": [asdict(result) for result in self.results],
        }
        path.write_text(json.dumps(content, indent=1, ensure_ascii=False))

    def _count(self, kind: str) -> int:
        return sum(
            any(violation.startswith(kind) for violation in result.violations)
            for result in self.results
        )


def _good(results: list[Result]) -> int:
    return sum(not result.violations for result in results)
