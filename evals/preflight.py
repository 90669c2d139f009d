"""What can be known to go wrong before anything is played."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from agent.session import InvalidArgument, load_model
from agent.usage import TokenPrices
from evals.cases import Case
from evals.dataset import CaseError
from evals.stage import PRICES, Unplayable, keys_of


def require_playable(cases: Sequence[Case], *models: str | None) -> None:
    """Raises `CaseError` for a world file or a key that cannot be used, `InvalidArgument` for such
    a model, or prices that are none. A model that is None will not be asked.
    """
    _require_prices(os.environ.get(PRICES, ""))
    for model in models:
        if model is not None:
            load_model(model)
    keys: dict[Path | None, list[str]] = {}
    for case in cases:
        world = case.world_file
        if world is None and case.key is None:
            continue
        try:
            known = keys[world] = keys[world] if world in keys else keys_of(world)
        except Unplayable as wrong:
            raise CaseError(f"{case.source}: case {case.id}: {wrong}") from wrong
        if not known:
            raise CaseError(f"{case.source}: case {case.id}: world: it has no api_keys")
        if case.key is not None and case.key not in known:
            raise CaseError(
                f"{case.source}: case {case.id}: key: the world has no key {case.key!r},"
                f" but {', '.join(known)}"
            )


def _require_prices(given: str) -> None:
    try:
        TokenPrices.parse(given or "USD 0/0")
    except ValueError as wrong:
        hint = "Correct it in the environment."
        raise InvalidArgument(f"{PRICES} {wrong}.", hint=hint) from wrong
