"""Two or more sides set against each other: months, clients, people. Differences are computed here,
of each currency on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from agent.models.builtin.answers.phrases import has, joined, listed, minutes, money, sentence

TIME = "minutes"
"""The unit of a side that counts time; a count of records has an empty one."""


@dataclass(frozen=True)
class Side:
    """What one side is called, its amounts by currency, and what they are the sum of. Time has the
    unit ``TIME``, a count none."""

    label: str
    amounts: dict[str, Decimal]
    basis: str = ""


@dataclass(frozen=True)
class Asked:
    """Each is "more", "less" or empty. ``first``: whether the first side has so much, yes or no.
    ``winner``: which of the sides has it."""

    first: str = ""
    winner: str = ""


def sides_answer(sides: Sequence[Side], *, what: str, asked: Asked) -> str:
    """The difference first where there are two sides, that of the side which is asked for; of more
    sides that side. Then each side."""
    if asked.winner:
        sides = _ranked(sides, asked.winner)
    lines = [f"\n- {side.label}: {joined([_all(side), side.basis], ' ')}" for side in sides]
    if len(sides) == 2:
        head = _difference(sides[0], sides[1], what)
        return _verdict(sides[0], sides[1], asked.first) + head + "".join(lines)
    if asked.winner:
        return _winners(sides, asked.winner, what) + "".join(lines)
    total: dict[str, Decimal] = {}
    for side in sides:
        for unit, value in side.amounts.items():
            total[unit] = total.get(unit, Decimal(0)) + value
    return sentence(joined([_all(Side("", total)), what, "together:"], " ")) + "".join(lines)


def _ranked(sides: Sequence[Side], winner: str) -> list[Side]:
    """By their amount; sides of several currencies stay as they were named."""
    units = _units(*sides)
    if len(units) != 1:
        return list(sides)
    return sorted(
        sides, key=lambda side: side.amounts.get(units[0], Decimal(0)), reverse=winner == "more"
    )


def _winners(sides: Sequence[Side], winner: str, what: str) -> str:
    """Who has the most or the least, in each unit."""
    word, choose = ("least", min) if winner == "less" else ("most", max)
    units = _units(*sides)
    told = []
    for unit in units:
        found = [side.amounts.get(unit, Decimal(0)) for side in sides]
        best = choose(found)
        names = [side.label for side, value in zip(sides, found, strict=True) if value == best]
        verb = has(len(names))
        lead = f"in {unit}" if len(units) > 1 else ""
        head = joined([lead, listed(names), verb, f"the {word}", what], " ")
        told.append(f"{head}: {figure(unit, best)}")
    return sentence("; ".join(told))


def _units(*sides: Side) -> list[str]:
    return list(dict.fromkeys(unit for side in sides for unit in side.amounts))


def _all(side: Side) -> str:
    told = [figure(unit, value) for unit, value in side.amounts.items() if value]
    return listed(told) if told else "nothing"


def figure(unit: str, value: Decimal) -> str:
    """An amount of money, a time, or a plain count."""
    if unit == TIME:
        return minutes(int(value))
    return money(unit, value) if unit else f"{int(value):,}"


def _difference(first: Side, second: Side, what: str) -> str:
    """ "EUR 200.00 more invoiced in October 2026 than in September 2026"."""
    if all(first.amounts.get(u, 0) == second.amounts.get(u, 0) for u in _units(first, second)):
        same = joined([f"{first.label} and {second.label}: just as much", what], " ")
        return sentence(f"{same}, {_all(first)}")
    parts = []
    for unit in _units(first, second):
        left, right = first.amounts.get(unit, Decimal(0)), second.amounts.get(unit, Decimal(0))
        if left == right:
            parts.append(f"as much in {unit}")
        else:
            word = "more" if left > right else "less"
            parts.append(f"{figure(unit, abs(left - right))} {word}{_growth(left, right)}")
    return sentence(f"{first.label}: {joined([listed(parts), what, 'than', second.label], ' ')}")


def _growth(left: Decimal, right: Decimal) -> str:
    if not right:
        return ""
    share = ((left - right) * 100 / right).quantize(Decimal("0.1"))
    return f" ({share:+f} %)"


def _verdict(first: Side, second: Side, asks: str) -> str:
    if not asks:
        return ""
    found = []
    for unit in _units(first, second) or [""]:
        left, right = first.amounts.get(unit, Decimal(0)), second.amounts.get(unit, Decimal(0))
        found.append((unit, left > right if asks == "more" else left < right))
    if len({yes for _, yes in found}) == 1:
        return "Yes. " if found[0][1] else "No. "
    words = [f"{'yes' if yes else 'no'} in {unit}" for unit, yes in found]
    return sentence(listed(words)) + " "
