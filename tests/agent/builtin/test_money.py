"""Money and time by what no tool filters by: currencies, bounds, orders, payments, sides."""

from __future__ import annotations

import pytest

from tests.agent.builtin.world import Chat

INVOICES = [
    ("how much is outstanding in USD", ("USD 4,300.00",), ("EUR",)),
    ("invoices between 900 and 1,300", ("LL-0101", "LL-0105"), ("LL-0102", "LL-0104")),
    ("biggest unpaid invoice in EUR", ("LL-0101", "1,250.00"), ("LL-0104",)),
    ("second largest unpaid invoice in euros", ("LL-0102",), ("LL-0101",)),
    ("oldest unpaid invoice", ("LL-0101",), ("LL-0104",)),
    ("which invoices are partly paid", ("LL-0102", "EUR 500.00"), ("LL-0101",)),
    ("viewed but not paid", ("LL-0102",), ("LL-0101", "LL-0104")),
    ("latest 2 invoices", ("LL-0105", "LL-0104"), ("LL-0101",)),
    ("total of invoices 0101 and 0102", ("EUR 2,050.50", "EUR 1,750.00"), ()),
    ("what share of what is owed to us in EUR is overdue?", ("71.4 %",), ("USD",)),
    ("aging report", ("1 to 30 days: EUR 1,250.00", "not due yet"), ()),
    ("clients who owe more than 4,000", ("1 client owes us money", "Tandem"), ("Meridian Optics",)),
    ("did we bill more in October than in September?", ("September 2026: EUR 1,250.00",), ()),
    ("void invoices?", ("LL-0106",), ("cannot",)),
    ("did we cancel anything this year?", ("LL-0106",), ("logged",)),
    ("which bills are still open, american money only", ("LL-0104",), ("LL-0101", "LL-0105")),
    ("how much in reais is past due", ("no overdue invoices in BRL",), ("EUR", "called")),
    ("ranking of clients by open balance", ("Meridian Optics", "Tandem"), ("LL-0101",)),
    ("tally of invoices by status", ("void: 1 invoice", "draft: 1 invoice"), ()),
    ("number of unpaid invoices per currency", ("2 invoices: EUR", "1 invoice: USD"), ()),
    ("to whom do we have to send reminders?", ("LL-0101",), ("LL-0104",)),
    ("LL-0102: total, paid, left", ("800.50", "300.50"), ("LL-0101",)),
    ("which unpaid invoice is the largest in euros, and whose?", ("LL-0101",), ("owe us",)),
    ("drafts waiting, how much dollars", ("no draft invoices in such a currency",), ("LL-0104",)),
    ("who have we not invoiced since october?", ("Quill",), ("Tandem", "logged")),
    (
        "how much is open in EUR and how much of it is overdue?",
        ("EUR 1,750.00", "EUR 1,250.00"),
        ("mean",),
    ),
    (
        "on the phone with our bank: how much is overdue, and which clients is it?",
        ("Meridian Optics: EUR 1,250.00",),
        ("bank", "Quill"),
    ),
    ("which clients have more than one unpaid invoice?", ("Meridian Optics",), ("Tandem",)),
    ("does Meridian Optics owe us more than 1,500?", ("Yes", "EUR 1,750.00"), ("No",)),
    ("I have to invoice Tandem: how much is open?", ("Tandem", "USD 4,300.00"), ("EUR",)),
    ("how many clients have we invoiced this year?", ("clients were invoiced",), ("LL-0101",)),
    ("how much is overdue and from which clients?", ("Optics: EUR 1,250.00",), ("Quill",)),
    ("who owes the most and since when?", ("the oldest due",), ()),
    ("which client paid us the most this year?", ("paid the most in EUR",), ("of 1 payment",)),
    ("what did we charge in October?", ("EUR 2,800.50",), ("logged", "draft")),
    ("turnover 2026 so far vs same time last year", ("Sun 2 Nov 2025",), ("logged",)),
    ("how did Priya's hours develop from September to October?", ("October 2026: ",), ("no acc",)),
    ("how many hours for Tandem this year, and how much of it was billed?", ("billed time",), ()),
    (
        "How much did we bill in October? Split it by currency, I don't want them mixed.",
        ("USD 4,300.00", "EUR 2,800.50"),
        ("mean",),
    ),
    (
        "Of the Meridian Optics invoices, is there one paid in part? What's left on it?",
        ("EUR 500.00",),
        ("LL-0101", "task"),
    ),
    ("compare last months hours of Tandem Cycles and Quill", ("in October 2026",), ()),
    ("hours of last week broken down by project", ("Webshop Rebuild",), ("called",)),
    ("I believe Meridian Foods has no open bills, right?", ("Yes: there are no",), ("correct",)),
    ("which invoices has nobody there looked at yet", ("LL-0104",), ("LL-0102",)),
    ("what was done for Tandem on 30 October and by whom?", ("Priya Nair",), ("open task",)),
    ("what share of last week's hours for Tandem did Priya do?", ("Priya Nair has 53.2 %",), ()),
    ("put last week's hours by person in front of me", ("Priya Nair: 240",), ("called",)),
    ("drafts: how many, which clients, total", ("Quill", "EUR 990.00"), ("mean",)),
    ("unbilled hours for the quarter by client", ("from Thu 1 Oct 2026",), ()),
    ("how was our week? hours by day", ("from Mon 2 Nov 2026",), ("understand",)),
    ("totals by client for October, EUR clients only", ("EUR 2,000.00",), ("logged",)),
    ("how much of September's billing has been paid by now?", ("Paid EUR 0.00",), ("received",)),
    ("I'd like to see, project by project, what Priya did last week", ("Webshop",), ("active",)),
    ("when was the last time somebody worked for Tandem?", ("The latest entry",), ("team",)),
    ("what's in draft for Quill and since when?", ("LL-0105", "Sat 31 Oct 2026"), ("created",)),
    ("who was off on Friday, I mean logged nothing on the 30th?", ("have logged no time",), ()),
    ("number of unpaid invoices and their total per currency", ("EUR",), ("did not answer",)),
    ("Tandem: hours in August, September and October", ("October 2026: ",), ()),
    (
        "did the Checkout wireframes task go over 2 hours last week?",
        ("Yes: 240 minutes",),
        ("shall it",),
    ),
    ("what did we invoice this summer, in total?", ("from Mon 1 Jun 2026 to Mon 31 Aug 2026",), ()),
    ("open invoices in US dollars", ("LL-0104", "in USD"), ("of clients",)),
    ("add up everything clients owe us in dollars", ("USD 4,300.00",), ("EUR", "cannot")),
    ("I am meeting Tandem at noon. What is still to be paid?", ("USD 4,300.00",), ("EUR", "left")),
    ("which client has the most overdue in euros?", ("Meridian Optics has the most",), ("is #",)),
    ("which clients owe us nothing?", ("Quill",), ("Tandem", "Optics")),
    ("was anything paid yesterday?", ("EUR 2,000.00 received",), ()),
    ("did Meridian Foods pay the October invoice?", ("LL-0103", "is paid"), ("no payment",)),
    ("how much has Meridian Foods been billed", ("EUR 2,000.00",), ("no ", "draft")),
    ("invoices sent but not viewed", ("LL-0101", "LL-0104"), ("LL-0102", "LL-0105")),
    ("average monthly billing in euros", ("EUR 2,025.25 over 2 months",), ()),
    ("how much is not due yet", ("LL-0104", "LL-0102"), ("task", "LL-0101")),
    ("who didn't pay us on time?", ("Meridian Optics",), ("Tandem", "logged")),
    ("of the September invoices, how many are overdue?", ("1 overdue invoice",), ("October",)),
]
# LL-0103, of 2 October, was due on 1 November, when it was paid.
PAID = [
    ("how long does Meridian Foods take to pay?", ("30 days after", "none of them after"), ()),
    ("did Meridian Foods pay late?", ("No: no invoice", "after its due date"), ("LL-",)),
    ("who pays the slowest", ("Meridian Foods pays the slowest: 30 days",), ("Optics",)),
    ("do Meridian Foods usually pay on time", ("Yes: ",), ("LL-0101",)),
    ("who should have paid us by now and hasn't?", ("Optics: EUR 1,250.00",), ("Foods",)),
    ("whom should I call about money?", ("LL-0101",), ("LL-0104", "LL-0103")),
    ("did Meridian Optics pay anything towards LL-0102", ("Yes. ", "EUR 500.00"), ("No.",)),
    ("how much have Meridian Optics still open with us altogether", ("EUR 1,750.00",), ("task",)),
    ("what's the VAT on LL-0101", ("No tax: EUR 1,250.00 net",), ("called",)),
    ("have Tandem seen our bill", ("No: there are no viewed",), ("Yes",)),
    ("who is our best client", ("in EUR Meridian Optics was invoiced the most",), ("5 active",)),
]
MEANT = [
    ("So the Meridian Optics people, what's unpaid with them?", ("EUR 1,750.00",), ("Tandem",)),
    ("average invoice by client this year", ("Meridian Optics: EUR 1,025.25 over 2",), ()),
    ("which bills went out in October and are paid", ("LL-0103",), ("LL-0104", "LL-0102")),
    ("which clients are missing an e-mail", ("Quill",), ("Tandem",)),
    ("Meridian Optics or Tandem, whose debt is larger?", ("Optics: EUR 1,750.00",), ("called",)),
    ("total due before 10 November", ("LL-0104", "LL-0101"), ("task", "LL-0102")),
    ("top payer this year", ("Meridian Foods paid the most in EUR",), ("largest",)),
    ("how many days late are our clients on average?", ("18 days late on average",), ()),
    ("invoices of October, leaving out drafts and void ones", ("3 invoices issued",), ("LL-0105",)),
    ("did Tandem open the invoice we sent", ("No: there are no viewed",), ("Yes",)),
    ("what's due this month and from whom?", ("Tandem", "Optics: EUR 500.00"), ("task",)),
    ("what do we expect to receive this week", ("LL-0104",), ("LL-0101",)),
    ("any bill about to become overdue?", ("LL-0104", "LL-0102"), ("LL-0101",)),
    ("is our billing going up?", ("September 2026", "October 2026"), ("compare",)),
    ("what part of the overdue money belongs to Meridian Optics?", ("100 % of EUR",), ()),
    ("how many active and how many archived clients do we have", ("5 active and 1",), ()),
    ("how many clients per country", ("Ireland: 1 client", "without country: 3"), ()),
    ("which month was the best in EUR for billing?", ("Highest in October 2026",), ()),
    ("which invoices has nobody opened yet", ("LL-0101", "LL-0104"), ("LL-0102",)),
    ("which bills expire this Thursday", ("LL-0104",), ("LL-0101",)),
    ("what amount is due to arrive in November", ("EUR 500.00", "USD 4,300.00"), ("task",)),
    ("which client has the most invoices", ("Meridian Optics has the most: 2 invoices",), ()),
    ("Meridian Foods - have they cleared the October bill?", ("LL-0103",), ("No:",)),
    ("how much do our French clients owe us?", ("no unpaid invoices",), ("EUR",)),
    ("is LL-0104 due this week", ("Yes. ",), ("LL-0101",)),
]
# Meridian Optics was billed in September and October, Meridian Foods in October alone.
CLIENTS = [
    ("which clients were billed in October but not in September?", ("Foods",), ("Optics",)),
    ("clients with neither projects nor invoices", ("No active client",), ("- ",)),
    ("who was billed in September and again in October", ("Optics",), ("Foods", "Tandem")),
    ("clients billed neither in September nor in October", ("Quill",), ("Optics", "Foods")),
    ("customers that never paid us anything", ("Tandem",), ("Foods",)),
    ("customers without any invoice", ("Quill",), ("Tandem", "Bakery")),
    ("who got no bill from us in october", ("Quill", "March Hare"), ("- Meridian Foods",)),
    ("which clients have an active project but no invoice?", ("Quill",), ("Optics", "Bakery")),
    ("which clients owe us but paid nothing since June?", ("Tandem",), ("Foods",)),
    ("who owes us money but has no open project", ("No client",), ("- ",)),
]
PAYMENTS = [
    ("what came in from Meridian Foods this year", ("EUR 2,000.00 received in 1 payment",)),
    ("when did Meridian Foods last pay?", ("Sun 1 Nov 2026", "LL-0103")),
    ("did Tandem ever pay us anything?", ("No payment is on record".lower(), "USD 4,300.00")),
]
TIME = [
    ("longest entry in October", ("240 minutes (4 h)", "Priya Nair"), ()),
    ("entries over 3 hours in October", ("1 entry over 3 hours", "240 minutes"), ()),
    ("compare Priya and Tomas Rivera in October", ("29 minutes more", "240", "211"), ()),
    ("did Priya log more in September than in October?", ("No.", "60 minutes"), ()),
    ("how many days did Tomas Rivera work in October", ("2 days",), ()),
    ("time logged on Sundays since October", ("30 minutes",), ("240",)),
    ("what percentage of October went to Tandem?", ("88.3 %", "451 minutes", "511 minutes"), ()),
    ("average hours per day for Tomas Rivera in October", ("106 minutes",), ()),
    ("who logged less than 2 hours last week?", ("Ingrid Solberg: 30 minutes",), ("Priya Nair",)),
    ("who logged the most of all time?", ("logged the most until Mon 2 Nov 2026",), ()),
    ("what's outstanding, converted to dollars?", ("EUR ", "I convert no currencies"), ("called",)),
]


@pytest.mark.parametrize(("text", "said", "unsaid"), [*INVOICES, *CLIENTS, *PAID, *MEANT, *TIME])
def test_figures_are_those_of_the_rows_asked_for(
    text: str, said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    answer = Chat().say(text)
    assert [part for part in said if part not in answer] == [], answer
    assert [part for part in unsaid if part in answer] == [], answer


@pytest.mark.parametrize(("text", "said"), PAYMENTS)
def test_payments_are_told_by_their_own_day(text: str, said: tuple[str, ...]) -> None:
    chat = Chat()
    answer = chat.say(text)
    assert [part for part in said if part.lower() not in answer.lower()] == [], answer
    assert all("date_from" not in args for args in chat.made("list_invoices"))


def test_clients_of_a_place_are_asked_about_as_one_group() -> None:
    chat = Chat()
    assert "2 active clients" in chat.say("which clients do we have in Ireland or France?")
    assert "EUR 2,000.00" in chat.say("and what have they been billed this year?")
    assert len([call for call in chat.made("list_invoices") if "client_id" in call]) == 0
