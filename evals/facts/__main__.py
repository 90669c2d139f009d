"""`python -m evals.facts`: writes the datasets from their sources, with the facts in them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from evals.facts.render import NotRendered, rendered
from evals.facts.worlds import build

EVALS = Path(__file__).parents[1]
SOURCES, DATASETS = EVALS / "sources", EVALS / "datasets"


def pairs() -> Iterator[tuple[Path, Path]]:
    """Each source with the dataset that is rendered from it."""
    for source in sorted(SOURCES.rglob("*.yaml")):
        yield source, DATASETS / source.relative_to(SOURCES)


def main() -> int:
    """Write what changed and name it; 1 where a source could not be rendered."""
    failed = 0
    for source, dataset in pairs():
        try:
            text = rendered(source, build)
        except NotRendered as problem:
            failed = 1
            sys.stderr.write(f"{problem}\n")
            continue
        if not dataset.exists() or dataset.read_text(encoding="utf-8") != text:
            dataset.parent.mkdir(parents=True, exist_ok=True)
            dataset.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{dataset.relative_to(EVALS.parent)}\n")
    return failed


if __name__ == "__main__":
    sys.exit(main())
