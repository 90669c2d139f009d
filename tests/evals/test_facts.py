"""The facts against a world small enough to reckon with by hand."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
import yaml

from evals.facts import spoken
from evals.facts.days import Days, Span
from evals.facts.money import Books, by_client, total
from evals.facts.render import NotRendered, rendered
from evals.facts.work import Work
from evals.facts.world import NoSuchFact, World

TODAY = date(2026, 11, 2)  # a Monday
FREE = {"billable": True, "flat_billing": False}


def invoice(id, client_id, status, due, total, currency="USD"):
    number = f"#INV-{id}"
    return {
        "id": id,
        "number": number,
        "title": "",
        "client_id": client_id,
        "status": status,
        "date": "2026-09-01",
        "due_date": due,
        "total": total,
        "currency": currency,
    }


def entry(id, seconds, **times):
    return {
        "id": id,
        "task_id": 3,
        "project_id": 2,
        "user_id": 1,
        "duration": seconds,
        "billed": False,
        "is_bulk": "date" in times,
        **times,
    }


RAW = {
    "company": {"timezone": "America/New_York"},
    "users": [{"id": 1, "name": "Ann", "active": True, "type": "Admin"}],
    "clients": [
        {"id": 1, "name": "Acorn & Oak", "active": True},
        {"id": 2, "name": "Acorn Bank", "active": True},
    ],
    "projects": [{"id": 2, "name": "Site", "client_id": 1, "active": True, "users": [1], **FREE}],
    "tasks": [{"id": 3, "name": "QA", "project_id": 2, "complete": False, "users": [], **FREE}],
    "invoices": [
        invoice(11, 1, "sent", "2026-11-01", 100.10),
        invoice(12, 1, "viewed", "2026-11-02", 50),
        invoice(13, 1, "paid", "2026-10-01", 70),
        invoice(14, 1, "draft", "2026-10-01", 30),
        invoice(15, 2, "sent", "2026-10-01", 20, "EUR"),
        invoice(16, 2, "void", "2026-10-01", 20, "EUR"),
    ],
    "invoicepayments": [
        {"invoice_id": 11, "amount": 40.05, "date": "2026-10-20"},
        {"invoice_id": 11, "amount": 60.05, "date": "2026-11-03"},
    ],
    "entries": [
        entry(21, 89, date="2026-10-31"),
        entry(22, 61, start_time="2026-11-01T01:15:00Z", end_time="2026-11-01T01:16:01Z"),
        entry(23, 3600, start_time="2026-11-01T05:00:00Z", end_time="2026-11-01T06:00:00Z"),
        entry(24, 0, start_time="2026-11-02T14:00:00Z", end_time=None),
    ],
}


@pytest.fixture
def world():
    return World.of(RAW, TODAY)


def test_a_balance_is_what_is_left_of_what_was_asked_for(world):
    books = Books(world)
    assert [(each.number, each.balance) for each in books.owed("Acorn & Oak")] == [
        ("#INV-11", Decimal("60.05")),  # a payment of tomorrow does not count
        ("#INV-12", Decimal(50)),
    ]
    assert [(each.number, each.days_overdue) for each in books.overdue()] == [
        ("#INV-15", 32),
        ("#INV-11", 1),
    ]
    assert books.invoice("13").paid == 70  # paid, though no payment is on record
    assert by_client(books.issued(currency="USD"), "total") == [("Acorn & Oak", Decimal("220.1"))]


def test_currencies_are_not_added(world):
    with pytest.raises(NoSuchFact, match="EUR"):
        total(Books(world).owed())


def test_time_belongs_to_the_local_day_and_is_rounded_once(world):
    october = Days(TODAY).month(-1)
    assert Work(world).minutes(october) == 3  # 89 s and 61 s are 2.5 minutes
    assert Work(World.of(RAW, TODAY, "UTC")).minutes(october) == 1
    assert Work(world).ranked("client", Days(TODAY).week(-1)) == [("Acorn & Oak", 63)]


def test_a_name_means_one_row(world):
    assert Work(world).client("bank") == 2
    with pytest.raises(NoSuchFact, match="2 clients"):
        Work(world).client("acorn")


def test_a_row_that_is_there_proves_nothing(world):
    raw = {**RAW, "entries": [entry(21, 5400, date="2026-10-30")]}
    work = Work(World.of(raw, TODAY))
    assert work.entry("QA", date(2026, 10, 29), 90, "Ann")["duration"] == 5400
    with pytest.raises(NoSuchFact, match="already"):
        work.entry("QA", date(2026, 10, 30), 90, "Ann")


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (lambda days: days.last("monday"), date(2026, 10, 26)),
        (lambda days: days.last("sunday"), date(2026, 11, 1)),
        (lambda days: days.next("monday"), date(2026, 11, 9)),
        (lambda days: days.week(-1), Span(date(2026, 10, 26), date(2026, 11, 1))),
        (lambda days: days.month(2), Span(date(2027, 1, 1), date(2027, 1, 31))),
    ],
)
def test_days_as_people_mean_them(said, meant):
    assert said(Days(TODAY)) == meant


def test_figures_in_words_are_whole_figures():
    assert re.search(spoken.words(spoken.money(1250)), "they owe USD 1,250 still")
    assert re.search(spoken.words(spoken.money(1250.5)), "1250.50 is due")
    assert not re.search(spoken.words(spoken.money(250)), "1,250.00")
    assert not re.search(spoken.words(spoken.n(3)), "13 invoices, 3.5 h")
    assert not re.search(spoken.upfront("Ann"), "x" * 200 + "Ann")


def render(tmp_path, case):
    source = tmp_path / "cases.yaml"
    source.write_text(yaml.safe_dump([case]))
    return yaml.safe_load(rendered(source, lambda world, today: RAW))[0]


def test_spellings_become_alternatives_and_a_read_writes_nothing(tmp_path):
    case = {
        "id": "one",
        "tags": {"kind": "read"},
        "turns": [{"say": "What is left of {{ invoice('11').number }}?"}],
        "expect": {"answer": {"contains": ["{{ amounts(owed('Oak')) }}", "{{ n(owed('Oak')) }}"]}},
    }
    found = render(tmp_path, case)
    assert found["turns"] == [{"say": "What is left of #INV-11?"}]
    assert found["expect"] == {
        "forbid": ["create_task", "create_time_entry"],
        "pending": 0,
        "answer": {"contains": ["60.05", "50.00"], "any": [["2", "two"]]},
    }


@pytest.mark.parametrize("wrong", ["{{ client('Nobody') }}", "{{ nonsense }}", "{{ 1 + }}"])
def test_an_expression_without_a_value_is_named(tmp_path, wrong):
    case = {
        "id": "two",
        "tags": {"kind": "write"},
        "turns": [{"say": "x"}],
        "expect": {"pending": wrong},
    }
    with pytest.raises(NotRendered, match=r"cases\.yaml: two: "):
        render(tmp_path, case)
