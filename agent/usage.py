"""What a turn took of a model: calls, tokens and, where it can be known, money."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage

# Noted on the message, so that what an answer cost stays what it was under the prices of its day.
SPENT = "spent"

_MILLION = Decimal(1_000_000)
_CENT = Decimal("0.01")
_PRICES = re.compile(
    r"(?P<currency>[A-Z]{3}) +(?P<input>\d+(?:\.\d+)?)/(?P<output>\d+(?:\.\d+)?)"
    r"(?:/(?P<cached>\d+(?:\.\d+)?))?"
)


@dataclass(frozen=True)
class TokenPrices:
    """Prices per million tokens, all in one currency."""

    currency: str
    input: Decimal
    output: Decimal
    cached_input: Decimal

    @classmethod
    def parse(cls, text: str) -> TokenPrices:
        """Read `USD 2.50/10.00`, or `USD 2.50/10.00/0.25` with the price of cached input.

        Raises `ValueError` for anything else.
        """
        found = _PRICES.fullmatch(text.strip())
        if not found:
            raise ValueError(
                "must be a currency and the prices of a million tokens, input/output,"
                " such as `USD 2.50/10.00` (a third is that of cached input)"
            )
        return cls(
            currency=found["currency"],
            input=Decimal(found["input"]),
            output=Decimal(found["output"]),
            cached_input=Decimal(found["cached"] or found["input"]),
        )


@dataclass(frozen=True)
class Usage:
    """The sum over the model calls of a turn.

    Tokens are those that were reported; the built-in planner takes none. ``cost`` and its
    ``currency`` are None where the cost of a call is not known, or calls have several currencies.
    """

    model_calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: Decimal | None = None
    currency: str | None = None

    @property
    def tokens(self) -> int:
        """Input and output together."""
        return self.input_tokens + self.output_tokens

    def as_dict(self) -> dict[str, Any]:
        """The shape of `usage` in `ask --json` (docs/contracts.md)."""
        cost = None if self.cost is None else float(round(self.cost, 6))
        return {
            "model_calls": self.model_calls,
            "input_tokens": self.input_tokens,
            "output_tokens": self.output_tokens,
            "cost": cost,
            "currency": self.currency,
        }

    def in_words(self) -> str:
        """Such as "2,134 tokens · USD 0.01"; empty where no tokens were reported."""
        words = [f"{self.tokens:,} tokens"] if self.tokens else []
        if self.cost is not None:
            cents = max(round(self.cost, 2), _CENT)
            words.append(f"{'under ' if self.cost < _CENT else ''}{self.currency} {cents:,}")
        return " · ".join(words)


def spent_on(reply: AIMessage, prices: TokenPrices | None) -> dict[str, Any]:
    """What this answer of a model took, as plain data: to be noted under `SPENT`."""
    used = reply.usage_metadata
    found: dict[str, Any] = {"calls": 1}
    if used:
        found |= {"input": _count(used, "input_tokens"), "output": _count(used, "output_tokens")}
    cost = _reported(reply) or (_priced(reply, prices) if prices and used else None)
    if cost:
        found |= {"cost": str(cost[0]), "currency": cost[1]}
    return found


def noted(message: AIMessage, spent: dict[str, Any]) -> AIMessage:
    """The message with what it took."""
    metadata = {**message.response_metadata, SPENT: spent}
    return message.model_copy(update={"response_metadata": metadata})


def usage_of(messages: Iterable[AnyMessage]) -> Usage:
    """The sum over these messages."""
    notes = [m.response_metadata.get(SPENT) for m in messages if isinstance(m, AIMessage)]
    spent = [note for note in notes if note]
    currencies = {note.get("currency") for note in spent}
    (currency,) = currencies if len(currencies) == 1 else {None}
    return Usage(
        model_calls=sum(note["calls"] for note in spent),
        input_tokens=sum(note.get("input", 0) for note in spent),
        output_tokens=sum(note.get("output", 0) for note in spent),
        cost=sum((Decimal(note["cost"]) for note in spent), Decimal(0)) if currency else None,
        currency=currency,
    )


def _reported(reply: AIMessage) -> tuple[Decimal, str] | None:
    """The cost where the provider says it, in US dollars.

    OpenRouter does, in `usage.cost`; its own package hands that on as `cost`.
    """
    used = reply.response_metadata.get("token_usage")
    cost = reply.response_metadata.get("cost", used.get("cost") if isinstance(used, dict) else None)
    if isinstance(cost, bool) or not isinstance(cost, int | float | str):
        return None
    try:
        amount = Decimal(str(cost))
    except InvalidOperation:
        return None
    return (amount, "USD") if amount.is_finite() and amount >= 0 else None


def _priced(reply: AIMessage, prices: TokenPrices) -> tuple[Decimal, str]:
    used: Any = reply.usage_metadata
    read = _count(used, "input_tokens")
    cached = min(_count(used.get("input_token_details") or {}, "cache_read"), read)
    cost = (read - cached) * prices.input + cached * prices.cached_input
    cost += _count(used, "output_tokens") * prices.output
    return cost / _MILLION, prices.currency


def _count(used: Any, name: str) -> int:
    """A number of tokens, whatever a provider put there."""
    count = used.get(name)
    return count if isinstance(count, int) and count > 0 else 0
