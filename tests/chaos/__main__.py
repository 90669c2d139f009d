"""`python -m tests.chaos`: the matrix or a part of it. Exits with 1 on any violation.

Point, seed and number decide a run. To have run #3 of a point again: its id with `--points`, the
same `--seed`, and `--runs 4`; `--keep FOLDER` leaves its data folder and what was printed.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from contextlib import closing
from pathlib import Path

from tests.chaos import report
from tests.chaos.points import chosen
from tests.chaos.runs import Run
from tests.chaos.workers import perform_all

_DEFAULT_SEED = 20261102


def main() -> None:
    """Print a line a run, then a table of the points."""
    options = _options()
    points = chosen(options.points)
    if options.list:
        sys.stdout.write("".join(f"{point.id:32} {point.stage}\n" for point in points))
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # leaves no worker behind
    started = time.monotonic()
    runs = [Run(point, number, options.seed) for number in range(options.runs) for point in points]
    sys.stdout.write(f"{len(points)} points x {options.runs} runs, seed {options.seed}\n")
    results = []
    performed = perform_all(runs, jobs=options.jobs, fresh=options.fresh, keep=options.keep)
    with closing(performed):
        for result in performed:
            results.append(result)
            sys.stdout.write(report.line(result))
            sys.stdout.flush()
    whole = report.Report(results, options.seed, time.monotonic() - started)
    sys.stdout.write(whole.table())
    whole.write(options.report)
    sys.exit(0 if whole.passed and results else 1)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.chaos", description=__doc__)
    add = parser.add_argument
    add("--points", default="*", metavar="GLOB", help="only these points; several by commas")
    add("--runs", type=int, default=5, help="runs of each point (default %(default)s)")
    add("--seed", type=int, default=_DEFAULT_SEED, help="(default %(default)s)")
    add("--jobs", type=int, default=2, help="runs at a time (default %(default)s)")
    add("--fresh", action="store_true", help="a new interpreter for every process; slower")
    add("--keep", type=Path, metavar="FOLDER", help="where folders of failed runs are kept")
    add("--report", type=Path, default=Path("test-output/chaos.json"), metavar="FILE")
    add("--list", action="store_true", help="print the points and end")
    return parser.parse_args()


if __name__ == "__main__":
    main()
