"""Rounding and grouping, for whatever figures come."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from agent.flows.figures.amounts import minutes, number, percent, worth
from agent.flows.report import Row
from tests.flows.ledger import entry, invoice, project, review, rows_of, user

SECONDS = st.integers(0, 200_000)
CENTS = st.integers(0, 50_000)


def half_up(exact: Fraction, unit: Fraction) -> Fraction:
    """To a multiple of the unit, by integers alone."""
    return ((2 * exact / unit + 1) // 2) * unit


@given(SECONDS, CENTS)
def test_the_worth_of_time_is_exact_to_the_cent(seconds: int, cents: int) -> None:
    exact = Fraction(seconds * cents, 360_000)
    rate = Decimal(cents) / 100
    assert Fraction(worth(seconds, rate)) == half_up(exact, Fraction(1, 100))


@given(st.integers(0, 10**9))
def test_minutes_are_half_up(seconds: int) -> None:
    assert minutes(seconds) == half_up(Fraction(seconds, 60), Fraction(1))


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_a_percentage_has_one_decimal_half_up(part: int, whole: int) -> None:
    rounded = half_up(Fraction(100 * part, whole), Fraction(1, 10))
    assert Decimal(str(percent(part, whole))) == Decimal(rounded.numerator) / rounded.denominator


@given(st.decimals(0, 10**9, places=4))
def test_a_number_is_the_json_of_its_cents(exact: Decimal) -> None:
    cents = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert Decimal(str(number(exact))) == cents


ENTRIES = st.lists(
    st.tuples(st.integers(1, 3), st.integers(101, 103), st.integers(1, 5_000)), max_size=30
)


@given(ENTRIES, st.randoms(use_true_random=False))
def test_groups_of_project_and_rate_do_not_depend_on_the_order(
    given_entries: list[tuple[int, int, int]], dice: random.Random
) -> None:
    # Persons 1 and 2 have one rate, and are one group of a project.
    people = [user(1, "A", price_per_hour=70), user(2, "B", price_per_hour=70), user(3, "C")]
    projects = [project(id) for id in (101, 102, 103)]
    entries = [
        entry(id, where, seconds, user_id=who)
        for id, (who, where, seconds) in enumerate(given_entries)
    ]
    shuffled = list(entries)
    dice.shuffle(shuffled)
    found = rows_of(review(projects=projects, users=people, entries=shuffled), "unbilled_time")
    assert {row["project_id"]: (row["minutes"], row["amount"]) for row in found} == {
        where: _by_hand(entries, where) for where in {row["project_id"] for row in entries}
    }


def _by_hand(entries: list[Row], project_id: int) -> tuple[int, float]:
    own = [row for row in entries if row["project_id"] == project_id]
    at_70 = sum(row["seconds"] for row in own if row["user_id"] in (1, 2))
    at_90 = sum(row["seconds"] for row in own if row["user_id"] == 3)
    cents = sum(
        half_up(Fraction(seconds * rate * 100, 3600), Fraction(1))
        for seconds, rate in ((at_70, 70), (at_90, 90))
    )
    return (at_70 + at_90 + 30) // 60, float(Decimal(int(cents)) / 100)


BILLS = st.lists(
    st.tuples(
        st.sampled_from([11, 12]),
        st.sampled_from(["EUR", "USD"]),
        st.sampled_from(["sent", "viewed", "paid", "draft", "void"]),
        st.integers(0, 10**7),
        st.integers(0, 10**7),
        st.sampled_from(["2026-06-01", "2026-09-20", "2026-11-02", "2026-12-01"]),
    ),
    max_size=25,
)


@given(BILLS)
def test_totals_are_the_sums_of_their_sections_and_aging_of_its_buckets(
    bills: list[tuple[int, str, str, int, int, str]],
) -> None:
    invoices = [
        invoice(
            id,
            whose,
            total / 100,
            currency=currency,
            status=status,
            due_date=due,
            payments=[{"amount": paid / 100, "date": "2026-10-05"}],
        )
        for id, (whose, currency, status, total, paid, due) in enumerate(bills)
    ]
    report = review(invoices=invoices)
    for row in rows_of(report, "aging"):
        assert _cents(row["total"]) == sum(
            _cents(row[name]) for name in ("not_due", "d1_30", "d31_60", "d61_90", "d91_plus")
        )
    for total in rows_of(report, "totals"):
        for field, name, column in (
            ("invoiced", "invoiced", "total"),
            ("paid", "invoiced", "paid"),
            ("balance_due", "aging", "total"),
            ("overdue", "overdue", "balance"),
        ):
            same = [r for r in rows_of(report, name) if r["currency"] == total["currency"]]
            assert _cents(total[field]) == sum(_cents(row[column]) for row in same)


def _cents(amount: float) -> int:
    return int((Decimal(str(amount)) * 100).to_integral_value())
