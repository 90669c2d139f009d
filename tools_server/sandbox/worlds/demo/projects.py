"""The twenty-five projects: who works on them, from when to when, and how they are billed."""

from dataclasses import dataclass

from tools_server.sandbox.worlds.demo import clients as c
from tools_server.sandbox.worlds.demo.almanac import Almanac
from tools_server.sandbox.worlds.demo.people import (
    CHLOE,
    DANIEL,
    JONAS,
    NORA,
    PRIYA,
    RUTH,
    SAM_L,
    SAM_R,
)
from tools_server.sandbox.worlds.demo.record import Record, money, number, stamps
from tools_server.sandbox.worlds.demo.statuses import (
    PROJECT_ACTIVE,
    PROJECT_ARCHIVED,
    WORKFLOW,
)

WEBSITE_RELAUNCH, TRADE_PORTAL, BRAND_REFRESH, BOOKING_ENGINE = 301, 302, 303, 304
HOTEL_CARE, RETAIL_LAUNCH, PACKAGING, PROJECT_ALPHA, INTRANET = 306, 308, 312, 313, 315
PRODUCT_LAUNCH, OPERATIONS, PITCHES = 319, 324, 325

EVERYONE = (NORA, DANIEL, PRIYA, SAM_R, SAM_L, CHLOE)
FULL = (NORA, DANIEL, PRIYA, SAM_R, SAM_L)
BUILD = (NORA, DANIEL, SAM_R, SAM_L, CHLOE)
BRAND = (NORA, DANIEL, PRIYA, JONAS, CHLOE)
FORMER = (NORA, DANIEL, PRIYA, SAM_R, SAM_L, RUTH)
WORDS = (NORA, DANIEL, CHLOE, RUTH)
CARE = (NORA, DANIEL, SAM_R, CHLOE)


@dataclass(frozen=True)
class Project:
    """`start` and `end` are days ago, a negative end lies ahead.

    `mode` is Paymo's `hourly_billing_mode`, `flat` a flat price (a monthly fee where `kind` is
    "care"), `used` the share of the hours budget that is spent by today (no budget without it).
    """

    id: int
    code: str
    name: str
    client_id: int
    kind: str
    start: int
    end: int
    team: tuple[int, ...]
    mode: str | None = None
    rate: str | None = None
    flat: str | None = None
    used: str | None = None
    active: bool = True
    billable: bool = True
    managers: tuple[int, ...] = (DANIEL,)


# fmt: off
PROJECTS = (
    Project(WEBSITE_RELAUNCH, "NWR", "Northwind Website Relaunch", c.NORTHWIND, "website", 190, -80,
            (*FULL, JONAS), used="0.71"),
    Project(TRADE_PORTAL, "NTP", "Northwind Trade Portal", c.NORTHWIND, "app", 420, -60, FULL,
            mode="project", rate="135", used="1.18"),
    Project(BRAND_REFRESH, "NBR", "Northwind Brand Refresh", c.NORTHWIND, "design", 720, 560,
            (NORA, DANIEL, PRIYA, RUTH), flat="18500", active=False),
    Project(BOOKING_ENGINE, "BBE", "Booking Engine", c.HARBOR_HOTELS, "app", 330, -90, FULL,
            mode="task", used="0.93"),
    Project(305, "BLC", "Loyalty Campaign", c.HARBOR_HOTELS, "campaign", 640, 470,
            (*FORMER, JONAS), used="0.88", active=False),
    Project(HOTEL_CARE, "BWC", "Website Care Plan", c.HARBOR_HOTELS, "care", 560, -365, CARE,
            flat="950"),
    Project(307, "HPC", "Product Catalogue", c.HARBOUR_FOODS, "app", 260, -70, BUILD,
            mode="project", rate="95", used="0.62"),
    Project(RETAIL_LAUNCH, "HRL", "Retail Launch", c.HARBOUR_FOODS, "campaign", 150, 6, BRAND,
            flat="14800", used="0.97"),
    Project(309, "OSW", "Joinery Showroom Website", c.OBRIEN, "website", 320, -30, FORMER,
            mode="company", used="0.83"),
    Project(310, "OLS", "Local SEO", c.OBRIEN, "seo", 600, -120, WORDS, mode="project"),
    Project(311, "COO", "Online Ordering", c.LUMIERE, "app", 300, -45, EVERYONE, used="0.77"),
    Project(PACKAGING, "CMP", "Menu & Packaging Design", c.LUMIERE, "design", 210, 80, BRAND,
            flat="7600", active=False),
    Project(PROJECT_ALPHA, "PA", "Project Alpha", c.HEALTH, "app", 280, -150, FULL,
            mode="project", rate="150", used="0.55", managers=(DANIEL, NORA)),
    Project(314, "MWC", "Website Care Plan", c.HEALTH, "care", 730, 200, (NORA, DANIEL, RUTH),
            flat="780", active=False),
    Project(INTRANET, "MLI", "Intranet", c.LEGAL, "app", 510, -20, FORMER, used="1.31"),
    Project(316, "LWC", "Website Care Plan", c.LEGAL, "care", 400, -365, CARE, flat="640"),
    Project(317, "FLO", "Loja Online", c.CORTICA, "app", 230, -50, EVERYONE, mode="project",
            rate="92.50", used="0.69"),
    Project(318, "SSM", "Shop Migration", c.SUMMIT, "app", 365, -100, FULL, mode="task",
            used="0.64"),
    Project(PRODUCT_LAUNCH, "SPL", "Product Launch", c.SUMMIT, "campaign", 170, 9, BRAND,
            used="1.04", active=False),
    Project(320, "MOK", "Optik-Konfigurator", c.OPTIK, "app", 440, -75, (*FULL, JONAS),
            used="0.79", managers=(NORA,)),
    Project(321, "GDP", "Donation Platform", c.GREENFIELD, "app", 390, -40, EVERYONE,
            mode="project", rate="0", managers=(DANIEL, PRIYA)),
    Project(322, "PLA", "Author Sites", c.LANTERN, "website", 730, 430, FORMER, used="0.9",
            active=False),
    Project(323, "OC", "Catalogue 2.0", c.OAKLINE, "website", 730, 380, FORMER, mode="company",
            used="1.12", active=False),
    Project(OPERATIONS, "OPS", "Studio Operations", c.STUDIO, "internal", 730, -365, EVERYONE,
            billable=False, managers=(NORA,)),
    Project(PITCHES, "NBP", "New Business & Pitches", c.STUDIO, "pitch", 730, -365, EVERYONE,
            billable=False, managers=(NORA, DANIEL)),
)
# fmt: on

COLORS = ("#E07A5F", "#3D405B", "#81B29A", "#F2CC8F", "#5B8E7D", "#BC4B51", None)


def plan(project_id: int) -> Project:
    """The row of this project; raises KeyError where there is none."""
    return _BY_ID[project_id]


def projects(almanac: Almanac) -> list[Record]:
    """The projects; hours budgets, task counters and invoicing come with later steps."""
    return [_project(row, almanac) for row in PROJECTS]


def _project(row: Project, almanac: Almanac) -> Record:
    flat = number(money(row.flat))
    return {
        "id": row.id,
        "name": row.name,
        "code": row.code,
        "task_code_increment": 0,
        "description": f"{row.name} for {c.client_name(row.client_id)}",
        "client_id": row.client_id,
        "status_id": PROJECT_ACTIVE if row.active else PROJECT_ARCHIVED,
        "active": row.active,
        "color": COLORS[row.id % len(COLORS)],
        "users": sorted(row.team),
        "managers": sorted(row.managers),
        "billable": row.billable,
        "flat_billing": row.flat is not None,
        "price_per_hour": number(money(row.rate)),
        "price": flat,
        "estimated_price": flat,
        "hourly_billing_mode": row.mode,
        "budget_hours": None,
        "adjustable_hours": False,
        "invoiced": False,
        "invoice_item_id": None,
        "workflow_id": WORKFLOW,
        "billing_type": _billing_type(row),
        **stamps(almanac.workday_ago(row.start), almanac.ago(max(row.end, 3))),
    }


def _billing_type(row: Project) -> str:
    if not row.billable:
        return "non"
    return "flat" if row.flat else "pph"


_BY_ID = {row.id: row for row in PROJECTS}
