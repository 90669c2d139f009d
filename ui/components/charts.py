"""Charts of a report, a currency each, with their figures as a table under them.

Length alone carries the meaning, so that no colour has to be told from another; every bar has its
figure beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

import altair as alt
import pandas as pd
import streamlit as st

from agent.flows.report import Report, Signs
from agent.reports import wording
from agent.visible import visible
from ui.components import plain

# Three to one and more against the pages' backgrounds, the light and the dark one.
_BAR = "#24877f"
# Vega draws text black whatever the page looks like; the grey one is for a page that is not known.
_FIGURES = {"light": "#3d4a4e", "dark": "#c9d2cf"}
_GREY = "#7f8b88"
_BAR_PIXELS = 34
_ACROSS = 2
_BARS_SHOWN = 12
_LABEL_PIXELS = 150
_ROOM = 1.35

_AGES = {
    "not_due": "Not due yet",
    "d1_30": "1 to 30 days late",
    "d31_60": "31 to 60 days late",
    "d61_90": "61 to 90 days late",
    "d91_plus": "More than 90 days late",
}


@dataclass(frozen=True)
class Bars:
    """A chart: what it shows, and the bars of one currency in their order."""

    title: str
    of_what: str
    currency: str
    bars: dict[str, Decimal]


def charts(report: Report, key: str) -> None:
    """Those charts that the report has figures for, its currencies beside each other."""
    for find in (_aging, _unbilled, _billed):
        found = find(report)
        if found:
            plain.heading(found[0].title, level=3)
        for first in range(0, len(found), _ACROSS):
            row = found[first : first + _ACROSS]
            for place, each in zip(st.columns(_ACROSS), row, strict=False):
                with place:
                    _chart(each, key, report.signs)


def _rows(report: Report, name: str) -> list[dict[str, object]]:
    own = next((section for section in report.sections if section.name == name), None)
    return list(own.rows or []) if own else []


def _exact(amount: object) -> Decimal:
    return Decimal(str(amount))


def _currencies(rows: Sequence[dict[str, object]]) -> list[str]:
    return sorted({str(row["currency"]) for row in rows})


def _aging(report: Report) -> list[Bars]:
    rows = _rows(report, "aging")
    return [
        Bars(
            "What clients owe, by age",
            "Age",
            currency,
            {
                words: sum(
                    (_exact(row[age]) for row in rows if row["currency"] == currency), Decimal(0)
                )
                for age, words in _AGES.items()
            },
        )
        for currency in _currencies(rows)
    ]


def _unbilled(report: Report) -> list[Bars]:
    rows = [row for row in _rows(report, "unbilled_time") if row["amount"] is not None]
    found = []
    for currency in _currencies(rows):
        own = [row for row in rows if row["currency"] == currency]
        by_client: dict[str, Decimal] = {}
        for row in own:
            name = str(row["client"] or "No client")
            by_client[name] = by_client.get(name, Decimal(0)) + _exact(row["amount"])
        largest = dict(sorted(by_client.items(), key=lambda each: -each[1]))
        found.append(Bars("Work of the month not billed yet", "Client", currency, largest))
    return found


def _billed(report: Report) -> list[Bars]:
    rows = _rows(report, "billed_by_month")
    return [
        Bars(
            "Billed per month",
            "Month",
            currency,
            {
                wording.month(str(row["month"])): _exact(row["total"])
                for row in rows
                if row["currency"] == currency
            },
        )
        for currency in _currencies(rows)
    ]


def _chart(each: Bars, key: str, signs: Signs) -> None:
    plain.small(f"In {each.currency}" if each.currency else "Without a currency")
    drawn = dict(list(each.bars.items())[:_BARS_SHOWN])
    st.altair_chart(_bars(drawn, each, signs), width="stretch", alt=_in_words(each, signs))
    if len(each.bars) > len(drawn):
        plain.small(f"The {len(drawn)} largest of {len(each.bars)}; all of them are in the table.")
    with st.expander("The figures as a table", key=f"twin-{key}-{each.title}-{each.currency}"):
        _twin(each, signs)


def _bars(drawn: dict[str, Decimal], each: Bars, signs: Signs) -> alt.LayerChart:
    data = pd.DataFrame(
        {
            "bar": [visible(name) for name in drawn],
            "amount": [float(value) for value in drawn.values()],
            "figure": [wording.money(value, signs=signs) for value in drawn.values()],
            "exact": [wording.money(value, each.currency, signs) for value in drawn.values()],
        }
    )
    # Room behind the longest bar for its figure.
    end = float(max([*drawn.values(), Decimal(1)])) * _ROOM
    base = alt.Chart(data).encode(
        y=alt.Y("bar:N", sort=None, title=None, axis=alt.Axis(labelLimit=_LABEL_PIXELS)),
        x=alt.X("amount:Q", title=None, axis=None, scale=alt.Scale(domain=[0, end])),
        tooltip=[alt.Tooltip("bar:N", title=each.of_what), alt.Tooltip("exact:N", title="Amount")],
    )
    colour = _FIGURES.get(st.context.theme.type or "", _GREY)
    bars = base.mark_bar(color=_BAR, cornerRadiusEnd=3, height={"band": 0.7})
    labels = base.mark_text(align="left", dx=5, fontSize=13, color=colour).encode(text="figure:N")
    chart: alt.LayerChart = (bars + labels).properties(
        height=alt.Step(_BAR_PIXELS), usermeta={"embedOptions": {"actions": False}}
    )
    return chart


def _in_words(each: Bars, signs: Signs) -> str:
    told = [f"{name}: {wording.money(value, signs=signs)}" for name, value in each.bars.items()]
    figures = "; ".join(told)
    return visible(f"{each.title} in {each.currency}. {figures}.")


def _twin(each: Bars, signs: Signs) -> None:
    amounts = {name: wording.money(value, signs=signs) for name, value in each.bars.items()}
    lines = "".join(
        f"<tr><th scope='row'>{escape(visible(name))}</th><td>{escape(amount)}</td></tr>"
        for name, amount in amounts.items()
    )
    total = wording.money(sum(each.bars.values(), Decimal(0)), signs=signs)
    st.html(
        f"<table class='pa-twin'><thead><tr><th scope='col'>{escape(each.of_what)}</th>"
        f"<th scope='col'>{escape(visible(each.currency))}</th></tr></thead><tbody>{lines}</tbody>"
        f"<tfoot><tr><th scope='row'>Total</th><td>{escape(total)}</td></tr></tfoot></table>"
    )
