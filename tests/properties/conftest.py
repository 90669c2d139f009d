"""How hypothesis works here: the same examples on every run, none of them timed, nothing kept.

`HYPOTHESIS_PROFILE=explore` looks at new examples, and at ten times as many.
"""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

set_hypothesis_home_dir(Path(__file__).parents[2] / "test-output" / "hypothesis")

# Fixtures of a test function live as long as all of its examples. The ones in use here set up an
# environment that no example changes.
_LIVE_LONG = HealthCheck.function_scoped_fixture

settings.register_profile(
    "house",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=100,
    suppress_health_check=[_LIVE_LONG, HealthCheck.too_slow],
)
settings.register_profile("explore", settings.get_profile("house"), derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


def examples(usual: int) -> int:
    """A number of examples for a test that is cheaper or dearer than most."""
    return usual * (10 if os.environ.get("HYPOTHESIS_PROFILE") == "explore" else 1)
