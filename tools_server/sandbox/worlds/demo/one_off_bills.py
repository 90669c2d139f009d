"""Invoices outside the monthly run: deposits, workshops, and the ones that went wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from tools_server.sandbox.worlds.demo import clients as c
from tools_server.sandbox.worlds.demo.almanac import Almanac
from tools_server.sandbox.worlds.demo.bills import Bill, Line, Payment
from tools_server.sandbox.worlds.demo.payment_habits import WHOLE
from tools_server.sandbox.worlds.demo.projects import (
    BOOKING_ENGINE,
    BRAND_REFRESH,
    INTRANET,
    PROJECT_ALPHA,
    TRADE_PORTAL,
    WEBSITE_RELAUNCH,
)
from tools_server.sandbox.worlds.demo.record import Record, money


@dataclass(frozen=True)
class OneOff:
    """`days` ago, and `lines` of (text, unit price, quantity). `due` overrides the client's terms.

    `paid` lists (days ago, share of the total); a paid one's last payment covers the rest.
    """

    days: int
    client_id: int
    title: str
    status: str
    lines: tuple[tuple[str, str, str], ...]
    paid: tuple[tuple[int, str], ...] = ()
    project_id: int | None = None
    due: int | None = None
    number: str | None = None
    discount: str | None = None
    notes: str = ""


# fmt: off
ONE_OFFS = (
    # Overdue, in every bucket of the aging report
    OneOff(52, c.NORTHWIND, "Trade fair landing page", "viewed",
           (("Design & build", "1450", "1"), ("Copywriting", "95", "6.5")), paid=((20, "0.4"),),
           project_id=WEBSITE_RELAUNCH),
    OneOff(100, c.NORTHWIND, "Portal licences", "sent",
           (("Search licence, 12 months", "89", "12"),), project_id=TRADE_PORTAL),
    OneOff(141, c.HARBOR_HOTELS, "Photo retouching", "viewed", (("Retouching", "42.50", "64"),),
           project_id=BOOKING_ENGINE, notes="Marcus disputes the number of pictures."),
    OneOff(75, c.LEGAL, "Intranet workshop", "sent",
           (("Workshop, two days", "1800", "2"), ("Travel", "214.30", "1")), project_id=INTRANET),
    OneOff(95, c.HARBOUR_FOODS, "Packshots", "sent", (("Packshot", "65", "22"),)),
    OneOff(46, c.OPTIK, "Messe-Demo", "viewed", (("Demo-Version", "2900", "1"),),
           paid=((9, "0.25"),)),
    OneOff(88, c.OBRIEN, "Van lettering", "viewed",
           (("Artwork", "640", "1"), ("Proof", "35", "3")), paid=((12, "0.3"),)),
    OneOff(310, c.OAKLINE, "Closing work on Catalogue 2.0", "sent", (("Handover", "1280", "1"),),
           notes="Company wound up; ask Nora before chasing."),
    # Due today, and due yesterday
    OneOff(15, c.LUMIERE, "Seasonal menu boards", "sent", (("Menu board", "180", "4"),)),
    OneOff(31, c.CORTICA, "Fotografia de produto", "viewed", (("Fotografia", "75", "18"),)),
    # Void
    OneOff(60, c.NORTHWIND, "Sent to the wrong contact", "void", (("Consulting", "140", "9"),)),
    OneOff(214, c.SUMMIT, "Duplicate of an earlier invoice", "void", (("Theme", "125", "31"),)),
    OneOff(33, c.CORTICA, "Wrong currency", "void", (("Checkout", "92.50", "12"),)),
    # Drafts nobody sent
    OneOff(40, c.CORTICA, "Shop training", "draft", (("Training, half a day", "480", "1"),)),
    OneOff(6, c.SUMMIT, "Catalogue shooting", "draft", (("Shooting day", "1650", "1.5"),)),
    OneOff(3, c.HEALTH, "Security review", "draft", (("External review", "5200", "1"),),
           project_id=PROJECT_ALPHA),
    # Paid, some of them oddly
    OneOff(262, c.HEALTH, "Project Alpha, deposit", "paid", (("Deposit", "12000", "1"),),
           paid=((230, "1"),), project_id=PROJECT_ALPHA, due=14),
    OneOff(188, c.NORTHWIND, "Website relaunch, deposit", "paid", (("Deposit", "9000", "1"),),
           paid=((170, "0.5"), (151, "0.5")), project_id=WEBSITE_RELAUNCH, due=14),
    OneOff(350, c.HARBOUR_FOODS, "Brand guidelines review", "paid", (("Review", "85", "14"),),
           paid=((318, "1"),), number="BHF-PO-4471"),
    OneOff(128, c.GREENFIELD, "Annual report, donated", "paid", (("Layout", "1900", "1"),),
           discount="100", notes="Donated; for their books."),
    OneOff(365, c.GREENFIELD, "Gala invitation", "paid", (("Design", "820", "1"),)),
    OneOff(17, c.OPTIK, "Schaufenster-Grafik", "sent", (("Grafik", "310.40", "3"),), due=30),
    OneOff(21, c.GREENFIELD, "Giving Day banners", "viewed", (("Banner set", "260", "5"),)),
)
# fmt: on


def one_off_bills(almanac: Almanac, projects: list[Record]) -> list[Bill]:
    """All of them; the brand refresh is marked as invoiced by its final invoice."""
    return [*(_bill(row, almanac) for row in ONE_OFFS), *_brand_refresh(almanac, projects)]


def _bill(row: OneOff, almanac: Almanac) -> Bill:
    return Bill(
        row.client_id,
        almanac.ago(row.days),
        [Line(text, Decimal(price), Decimal(count)) for text, price, count in row.lines],
        row.title,
        row.status,
        [Payment(almanac.ago(days), Decimal(share)) for days, share in row.paid],
        project_id=row.project_id,
        due_days=row.due,
        number=row.number,
        discount=money(row.discount),
        notes=row.notes,
    )


def _brand_refresh(almanac: Almanac, projects: list[Record]) -> Iterator[Bill]:
    """A flat project in two invoices, both paid."""
    project = next(p for p in projects if p["id"] == BRAND_REFRESH)
    half = Decimal(str(project["price"])) / 2
    parts = (("first half", 718, ()), ("final invoice", 556, (project,)))
    for text, days, settles in parts:
        day = almanac.workday_ago(days)
        yield Bill(
            c.NORTHWIND,
            day,
            [Line(f"{project['name']}, {text}", half, settles=settles)],
            f"{project['name']}, {text}",
            "paid",
            [Payment(day + timedelta(days=26), WHOLE, "ACH")],
            project_id=BRAND_REFRESH,
        )
