"""Against values from elsewhere: the formula's own examples, and statsmodels' figures."""

from __future__ import annotations

import pytest

from evals.statistics import pass_power, wilson


def test_pass_power_is_the_chance_that_all_of_k_pass() -> None:
    assert pass_power(5, 5, 5) == 1.0
    assert pass_power(4, 5, 5) == 0.0
    assert pass_power(4, 5, 2) == pytest.approx(6 / 10)
    with pytest.raises(ValueError, match="not defined"):
        pass_power(1, 2, 3)


@pytest.mark.parametrize(
    ("passed", "judged", "low", "high"),
    [
        # proportion_confint(passed, judged, method="wilson")
        (0, 10, 0.0, 0.27753),
        (10, 10, 0.72247, 1.0),
        (81, 263, 0.25529, 0.36621),
        (97, 100, 0.91548, 0.98974),
    ],
)
def test_wilson_agrees_with_known_values(passed: int, judged: int, low: float, high: float) -> None:
    assert wilson(passed, judged) == pytest.approx((low, high), abs=5e-5)
