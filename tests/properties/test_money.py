"""Money: from Paymo's JSON through the tools to the totals, exact at every step."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from agent.compact import compact, parse_compact
from tests.properties.conftest import examples
from tools_server.paymo.client import PaymoClient
from tools_server.tools.billing import ListInvoices, list_invoices
from tools_server.tools.context import ToolContext
from tools_server.tools.create_task import LONGEST_BUDGET
from tools_server.tools.money import hours_to_minutes, seconds_to_minutes

pytestmark = pytest.mark.anyio

TODAY = date(2026, 11, 2)
OWING = ("sent", "viewed")


@dataclass(frozen=True)
class Raw:
    """An amount as it stands in Paymo's JSON, and what it is worth."""

    text: str
    value: Decimal


def _forms(value: Decimal) -> st.SearchStrategy[Raw]:
    """A number, the same number as text, with more zeros, or with an exponent."""
    plain = f"{value:f}"
    return st.sampled_from(
        [plain, f'"{plain}"', f"{plain}00" if "." in plain else f"{plain}.00", f"{value:E}"]
    ).map(lambda text: Raw(text, value))


NOTHING = st.sampled_from([Raw("null", Decimal(0)), Raw('""', Decimal(0))])
exact = st.decimals(0, 10**9, places=2).flatmap(_forms)
odd = st.decimals(-(10**6), 10**9, places=6).flatmap(_forms)
amounts = st.one_of(exact, odd, NOTHING)
small = st.decimals(0, 9_999, places=3).flatmap(_forms) | NOTHING


@dataclass(frozen=True)
class RawInvoice:
    total: Raw
    status: str
    currency: str
    payments: Sequence[tuple[Raw, int]]
    items: Sequence[tuple[Raw, Raw]] = field(default_factory=list)

    def as_text(self, number: int) -> str:
        """The JSON of it, amounts to the letter."""
        return (
            f'{{"id":{number},"number":"#{number}","client_id":{1 + number % 2},'
            f'"client":{{"name":"C{number % 2}"}},"status":"{self.status}",'
            f'"currency":"{self.currency}","total":{self.total.text},"date":"2026-09-01",'
            f'"due_date":"2026-10-01","invoicepayments":[{self.payments_as_text(number)}],'
            f'"invoiceitems":[{self.items_as_text(number)}]}}'
        )

    def payments_as_text(self, number: int) -> str:
        return ",".join(
            f'{{"id":{n},"invoice_id":{number},"amount":{raw.text},'
            f'"date":"{TODAY + timedelta(days=days)}"}}'
            for n, (raw, days) in enumerate(self.payments, number * 100)
        )

    def items_as_text(self, number: int) -> str:
        return ",".join(
            f'{{"id":{n},"invoice_id":{number},"price_unit":{price.text},'
            f'"quantity":{quantity.text},"apply_tax":false}}'
            for n, (price, quantity) in enumerate(self.items, number * 100)
        )

    @property
    def paid(self) -> Decimal:
        if self.status == "paid" and not self.payments:
            return self.total.value
        return sum((raw.value for raw, days in self.payments if days <= 0), Decimal(0))

    @property
    def balance(self) -> Decimal:
        owes = self.status not in ("draft", "void")
        return max(self.total.value - self.paid, Decimal(0)) if owes else Decimal(0)


def invoices(amounts: st.SearchStrategy[Raw]) -> st.SearchStrategy[RawInvoice]:
    return st.builds(
        RawInvoice,
        total=amounts,
        status=st.sampled_from(["draft", "sent", "viewed", "paid", "void"]),
        currency=st.sampled_from(["EUR", "USD"]),
        payments=st.lists(st.tuples(amounts, st.integers(-30, 3)), max_size=3),
        items=st.lists(st.tuples(amounts, small), max_size=2),
    )


async def read(raw: Sequence[RawInvoice]) -> list[dict[str, Any]]:
    """What list_invoices answers about them, as its JSON has it; numbers exact."""
    texts = {
        "invoices": RawInvoice.as_text,
        "invoicepayments": RawInvoice.payments_as_text,
        "invoiceitems": RawInvoice.items_as_text,
    }

    def answer(request: httpx.Request) -> httpx.Response:
        """All invoices, or the children of some: `invoice_id in (1,2)`."""
        name = request.url.path.rpartition("/")[2]
        listed = re.findall(r"\d+", request.url.params.get("where", ""))
        rows = [
            texts[name](row, number)
            for number, row in enumerate(raw, 1)
            if not listed or str(number) in listed
        ]
        return httpx.Response(200, content=f'{{"{name}":[{",".join(filter(None, rows))}]}}')

    transport = httpx.MockTransport(answer)
    paymo = PaymoClient("http://paymo.test/api/", SecretStr("K"), transport=transport)
    context = ToolContext(paymo, pinned_day=TODAY)
    listing = await list_invoices(context, ListInvoices(status="all", with_items=True))
    found: list[dict[str, Any]] = json.loads(listing.model_dump_json(), parse_float=Decimal)[
        "items"
    ]
    return found


def cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


@settings(max_examples=examples(60))
@given(raw=st.lists(invoices(amounts), max_size=6))
async def test_each_amount_is_the_exact_one_rounded_once(raw: list[RawInvoice]) -> None:
    rows = await read(raw)
    assert len(rows) == len(raw)
    for row, given_ in zip(rows, raw, strict=True):
        assert row["total"] == cents(given_.total.value)
        assert row["amount_paid"] == cents(given_.paid)
        assert row["balance"] == cents(given_.balance)
        amounts = [cents(price.value * quantity.value) for price, quantity in given_.items]
        assert [item["amount"] for item in row["items"]] == amounts


@settings(max_examples=examples(60))
@given(raw=st.lists(invoices(exact), max_size=6))
async def test_what_is_owed_is_the_total_less_the_payments(raw: list[RawInvoice]) -> None:
    """To the cent, in what a person can check: the shown figures themselves."""
    for row in await read(raw):
        if row["status"] in OWING:
            assert row["balance"] == max(row["total"] - row["amount_paid"], 0)


@settings(max_examples=examples(60))
@given(raw=st.lists(invoices(amounts), min_size=1, max_size=8))
@example([RawInvoice(Raw("0.1", Decimal("0.1")), "sent", "EUR", [])] * 3)
async def test_totals_are_the_sums_of_the_shown_figures(raw: list[RawInvoice]) -> None:
    rows = await read(raw)
    as_sent = [json.loads(json.dumps({**row, "items": None}, default=float)) for row in rows]
    text = compact("list_invoices", {}, as_sent, complete=True, warnings=[], artifact=None)
    told = parse_compact(text)
    assert told
    for group in told["totals"]["by_currency"]:
        own = [row for row in rows if row["currency"] == group["currency"]]
        owed = [row for row in own if row["status"] in OWING]
        assert group["count"] == len(own)
        assert group["total"] == sum(row["total"] for row in own)
        assert group["amount_paid"] == sum(row["amount_paid"] for row in own)
        assert group["balance"] == sum(row["balance"] for row in owed)
        assert group["overdue_balance"] == sum(r["balance"] for r in owed if r["overdue"])
        per_status = group["statuses"].values()
        assert sum(figures["total"] for figures in per_status) == group["total"]
    (clients,) = told["groups"]
    for figure in ("total", "balance", "amount_paid", "count"):
        whole = sum(group[figure] for group in told["totals"]["by_currency"])
        assert sum(row[figure] for row in clients["rows"]) == whole
    assert not [n for n in _numbers(told) if n.as_tuple().exponent < -2], text


def _numbers(value: Any) -> list[Decimal]:
    if isinstance(value, dict):
        return [n for inner in value.values() for n in _numbers(inner)]
    if isinstance(value, list):
        return [n for inner in value for n in _numbers(inner)]
    return [value] if isinstance(value, Decimal) else []


seconds = st.lists(st.tuples(st.integers(0, 86_400), st.booleans(), st.booleans()), max_size=12)


@given(worked=seconds)
def test_time_is_added_in_seconds_and_rounded_once(
    worked: list[tuple[int, bool, bool]],
) -> None:
    rows = [
        {"id": n, "date": "2026-10-30", "seconds": length, "minutes": seconds_to_minutes(length),
         "billed": billed, "billable": billable, "running": False, "user_id": n % 3}
        for n, (length, billed, billable) in enumerate(worked)
    ]  # fmt: skip
    text = compact("list_time_entries", {}, rows, complete=True, warnings=[], artifact=None)
    told = parse_compact(text)
    assert told

    def minutes(lengths: list[int]) -> int:
        return int((Decimal(sum(lengths)) / 60).quantize(Decimal(1), ROUND_HALF_UP))

    totals = told["totals"]
    assert totals["minutes"] == minutes([length for length, _, _ in worked])
    assert totals["billed_minutes"] == minutes([s for s, billed, _ in worked if billed])
    assert totals["unbilled_billable_minutes"] == minutes(
        [s for s, billed, billable in worked if billable and not billed]
    )


@given(minutes=st.integers(1, LONGEST_BUDGET))
def test_a_budget_comes_back_from_paymos_hours_as_it_was(minutes: int) -> None:
    """Paymo keeps budgets in decimal hours; create_task sends four decimals."""
    hours = (Decimal(minutes) / 60).quantize(Decimal("0.0001"))
    assert hours_to_minutes(hours) == minutes
