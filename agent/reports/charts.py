"""What of a report is drawn as bars: a few figures of one currency, the largest first or by age."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from agent.flows.report import Report, Row, Section, Signs
from agent.reports import wording

_MOST_BARS = 12


@dataclass(frozen=True)
class Bar:
    """An amount, how it is written, and its share of the chart's longest bar, in percent."""

    label: str
    amount: Decimal
    shown: str
    width: float


@dataclass(frozen=True)
class Chart:
    """Bars of one currency."""

    title: str
    bars: list[Bar]


def charts(report: Report) -> dict[str, list[Chart]]:
    """The charts of each section that has any, one a currency; none where rows are missing."""
    return {
        section.name: [_in_signs(chart, report.signs) for chart in found]
        for section in report.sections
        if section.rows and section.name in _DRAWN
        if (found := _DRAWN[section.name](section, section.rows))
    }


def _in_signs(chart: Chart, signs: Signs) -> Chart:
    bars = [replace(bar, shown=signs.put_into(bar.shown)) for bar in chart.bars]
    return replace(chart, bars=bars)


def _aging(section: Section, rows: Sequence[Row]) -> list[Chart]:
    """What is owed, by how late it is."""
    ages = [c for c in section.columns if c.kind == "money" and c.field != "total"]
    return [
        _chart(f"{section.title}, {currency}", currency, [
            (age.heading, sum((_amount(row[age.field]) for row in mine), Decimal(0)))
            for age in ages
        ])
        for currency, mine in _by_currency(rows)
    ]  # fmt: skip


def _by_client(section: Section, rows: Sequence[Row]) -> list[Chart]:
    """Amounts by client, the largest first; the smallest of many together. Where a row has no
    amount, for want of a rate, the sum is a least one and says so."""
    drawn = []
    for currency, mine in _by_currency(rows):
        sums: dict[str, Decimal] = defaultdict(Decimal)
        unknown = {_client(row) for row in mine if row.get("amount") is None}
        for row in mine:
            sums[_client(row)] += _amount(row.get("amount"))
        ranked = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0].casefold()))
        ranked = [pair for pair in ranked if pair[1] or pair[0] in unknown]
        rest = ranked[_MOST_BARS:]
        if rest:
            others = f"{len(rest)} other clients" if len(rest) > 1 else "1 other client"
            unknown |= {others} if unknown & dict(rest).keys() else set()
            ranked = [*ranked[:_MOST_BARS], (others, sum((a for _, a in rest), Decimal(0)))]
        if ranked:
            title = f"{section.title} by client, {currency}"
            drawn.append(_chart(title, currency, ranked, unknown))
    return drawn


def _client(row: Row) -> str:
    return str(row.get("client") or "no client")


def _by_month(section: Section, rows: Sequence[Row]) -> list[Chart]:
    """Amounts by month, as they follow one another."""
    return [
        _chart(
            f"{section.title}, {currency}",
            currency,
            [(wording.month(row["month"]), _amount(row["total"])) for row in mine],
        )
        for currency, mine in _by_currency(rows)
    ]


# The sections of the month-end review that say more as a picture.
_DRAWN: dict[str, Callable[[Section, Sequence[Row]], list[Chart]]] = {
    "aging": _aging,
    "billed_by_month": _by_month,
    "unbilled_time": _by_client,
}


def _chart(
    title: str,
    currency: str,
    amounts: Sequence[tuple[str, Decimal]],
    unknown: Collection[str] = (),
) -> Chart:
    longest = max((amount for _, amount in amounts), default=Decimal(0)) or Decimal(1)
    bars = []
    for label, amount in amounts:
        shown = wording.money(amount, currency)
        least = f"at least {shown}" if label in unknown else shown
        bars.append(Bar(label, amount, least, round(float(100 * amount / longest), 2)))
    return Chart(title, bars)


def _by_currency(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.get("currency") or "no currency"].append(row)
    return sorted(found.items())


def _amount(value: float | int | None) -> Decimal:
    return Decimal(str(value or 0))
