"""A run as one HTML page that needs nothing else: no script, no file, no address."""

from __future__ import annotations

import json
from statistics import median
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from agent.visible import visible
from evals.baseline import Comparison
from evals.results import RunResult, TrialResult
from evals.scores import by_dimension, by_tag, costs, overall, percentile, wrong_writes

_PAGE = "page.html"


def page(run: RunResult, comparison: Comparison | None = None) -> str:
    """The page. All that people and models typed is shown as text, with what hides spelled out."""
    # The templates are HTML throughout: everything put into them is escaped.
    environment = Environment(
        loader=PackageLoader("evals.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"shown": _shown, "percent": _percent}
    trials = [trial for case in run.cases for trial in case.trials]
    return environment.get_template(_PAGE).render(
        run=run,
        comparison=comparison,
        total=overall(run),
        scores=by_tag(run),
        dimensions=by_dimension(run),
        figures=_figures(run, trials),
        missed=[case for case in run.cases if case.status != "passed"],
        reached=[case for case in run.cases if case.status == "passed"],
    )


def _figures(run: RunResult, trials: list[TrialResult]) -> list[tuple[str, str]]:
    times = [trial.elapsed_ms for trial in trials]
    requests = [trial.requests for trial in trials]
    figures = [
        ("wrong writes", str(wrong_writes(run))),
        ("not judged", str(run.broken)),
        ("median time of a case", f"{median(times) if times else 0:,.0f} ms"),
        ("95 % of cases within", f"{percentile(times, 0.95):,.0f} ms"),
        ("requests to Paymo", f"{sum(requests):,}"),
        ("calls of the model", f"{sum(trial.model_calls for trial in trials):,}"),
    ]
    tokens = sum((t.input_tokens or 0) + (t.output_tokens or 0) for t in trials)
    figures += [("tokens", f"{tokens:,}")] if tokens else []
    figures += [("cost", f"{currency} {cost:,.4f}") for currency, cost in costs(run).items()]
    return figures


def _shown(value: Any) -> str:
    """A value as text: words as they are, data as JSON."""
    if isinstance(value, str):
        return visible(value)
    return visible(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"
