"""How sure one can be of a share, and of a case that is played several times."""

from __future__ import annotations

from math import comb, sqrt
from statistics import NormalDist


def pass_power(passed: int, trials: int, k: int) -> float:
    """pass^k: the chance that k plays drawn from these trials all pass, C(passed, k)/C(trials, k).

    The estimate of tau-bench (https://arxiv.org/abs/2406.12045, section 4). Raises `ValueError`
    unless 0 <= passed <= trials and 1 <= k <= trials.
    """
    if not (0 <= passed <= trials and 1 <= k <= trials):
        raise ValueError(f"pass^{k} of {passed} in {trials} trials is not defined")
    return comb(passed, k) / comb(trials, k)


def wilson(passed: int, judged: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """The Wilson score interval of a share; (0, 1) where nothing was judged.

    Wilson 1927; unlike the normal approximation it stays within 0 and 1 and is right for shares
    near them, which is where ours are.
    """
    if not judged:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = passed / judged
    middle = share + z * z / (2 * judged)
    spread = z * sqrt(share * (1 - share) / judged + z * z / (4 * judged * judged))
    scale = 1 + z * z / judged
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
