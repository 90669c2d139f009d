"""Tokens and cost of a turn: summed, priced at the time, never guessed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage
from pydantic import ValidationError

from agent.commands.render import answer_json
from agent.session import open_session
from agent.usage import TokenPrices, Usage, noted, spent_on, usage_of
from tests import studio
from tests.agent.scripted import ScriptedModel, calls

pytestmark = pytest.mark.anyio

PRICES = TokenPrices.parse("USD 2.50/10.00/0.25")


def took(message: AIMessage, read: int, written: int, **details: int) -> AIMessage:
    used: dict[str, Any] = {
        "input_tokens": read,
        "output_tokens": written,
        "total_tokens": read + written,
        "input_token_details": details,
    }
    return message.model_copy(update={"usage_metadata": used})


def summed(*replies: AIMessage, prices: TokenPrices | None = PRICES) -> Usage:
    return usage_of([noted(reply, spent_on(reply, prices)) for reply in replies])


async def test_a_turn_says_what_all_its_model_calls_took(tmp_path: Path) -> None:
    model = ScriptedModel(
        lines=[
            took(calls(("list_clients", {})), 1_500, 20),
            took(calls(("create_time_entry", {"task_id": 301, "minutes": 60})), 1_700, 30),
            took(AIMessage("Logged."), 1_800, 10),
        ]
    )
    prices = "EUR 2.50/10.00"
    settings = studio.settings(tmp_path / "data", token_prices=prices)
    async with open_session(settings, model=model) as session:
        asked = await session.ask("Log an hour on the wireframes", "t")
        assert (asked.turn.usage.model_calls, asked.turn.usage.tokens) == (2, 3_250)
        await session.decide([{"type": "approve", "id": asked.pending[0].id}])
        (turn,) = await session.history("t")
    assert turn.usage == Usage(3, 5_000, 60, Decimal("0.0131"), "EUR")
    assert turn.usage.in_words() == "5,060 tokens · EUR 0.01"
    assert answer_json(asked)["usage"] == {
        "model_calls": 2,
        "input_tokens": 3_200,
        "output_tokens": 50,
        "cost": 0.0085,
        "currency": "EUR",
    }


async def test_the_planner_takes_calls_and_no_tokens(tmp_path: Path) -> None:
    async with open_session(studio.settings(tmp_path / "data")) as session:
        answer = await session.ask("Which invoices are overdue?")
    assert answer.turn.usage == Usage(model_calls=2)
    assert answer.turn.usage.in_words() == ""


def test_cached_input_has_its_own_price() -> None:
    used = summed(took(AIMessage(""), 1_000_000, 0, cache_read=400_000))
    assert used.cost == Decimal("1.60")


def test_what_the_provider_says_beats_the_prices() -> None:
    reply = took(AIMessage("", response_metadata={"token_usage": {"cost": 0.0021}}), 10, 10)
    assert (summed(reply).cost, summed(reply).currency) == (Decimal("0.0021"), "USD")
    assert summed(reply).in_words() == "20 tokens · under USD 0.01"
    streamed = took(AIMessage("", response_metadata={"cost": 0.5}), 10, 10)
    assert summed(streamed).cost == Decimal("0.5")


def test_a_cost_that_is_not_known_whole_is_not_told() -> None:
    unreported = AIMessage("")
    reply = took(AIMessage(""), 10, 10)
    assert summed(reply, unreported).cost is None
    assert summed(reply, prices=None) == Usage(1, 10, 10)
    dollars = took(AIMessage("", response_metadata={"token_usage": {"cost": 1}}), 10, 10)
    euros = TokenPrices.parse("EUR 1/1")
    assert summed(reply, dollars, prices=euros).cost is None


def test_nonsense_from_a_provider_is_no_cost() -> None:
    for cost in ("much", float("nan"), -1, True, {}, None):
        reply = AIMessage("", response_metadata={"token_usage": {"cost": cost}})
        assert summed(reply, prices=None).cost is None


@pytest.mark.parametrize("prices", ["2.50/10.00", "USD 2.50", "USD -1/2", "usd 1/2", "USD 1/2/3/4"])
def test_prices_that_cannot_be_read_are_refused_by_name(tmp_path: Path, prices: str) -> None:
    with pytest.raises(ValidationError, match="PAYMO_AGENT_TOKEN_PRICES"):
        studio.settings(tmp_path / "data", PAYMO_AGENT_TOKEN_PRICES=prices)
