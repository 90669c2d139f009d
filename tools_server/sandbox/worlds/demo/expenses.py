"""What the studio paid for its clients: three to four receipts for each client project."""

from datetime import date
from decimal import Decimal

from tools_server.sandbox.worlds.demo.almanac import Almanac, last_workday
from tools_server.sandbox.worlds.demo.clients import STUDIO
from tools_server.sandbox.worlds.demo.dice import Dice
from tools_server.sandbox.worlds.demo.projects import PROJECTS, Project
from tools_server.sandbox.worlds.demo.record import Record, number, stamps
from tools_server.sandbox.worlds.demo.terms import TERMS

FIRST_EXPENSE_ID = 11001

# (notes, tags, lowest, highest amount)
RECEIPTS: tuple[tuple[str, list[str], int, int], ...] = (
    ("Stock photos", ["photos"], 29, 180),
    ("Font licence, one year", ["licences"], 60, 320),
    ("Train to client workshop", ["travel"], 38, 210),
    ("Hosting, quarterly", ["hosting"], 90, 240),
    ("Print proofs", ["print"], 25, 130),
    ("User test incentives", ["research"], 150, 400),
    ("Plugin licence", ["licences"], 49, 199),
    ("Hotel, one night (client site)", ["travel"], 140, 260),
    ("", [], 12, 60),
)


def expenses(almanac: Almanac) -> list[Record]:
    """All expenses by date, none of them invoiced yet."""
    rows = [
        (_day(row, almanac, dice), row, dice)
        for row in PROJECTS
        if row.client_id != STUDIO
        for dice in (Dice(f"expense/{row.id}/{turn}") for turn in range(3 + row.id % 2))
    ]
    rows.sort(key=lambda found: (found[0], found[1].id))
    return [_expense(FIRST_EXPENSE_ID + index, *found) for index, found in enumerate(rows)]


def _day(row: Project, almanac: Almanac, dice: Dice) -> date:
    return last_workday(almanac.ago(dice.randint(max(row.end, 1), row.start)))


def _expense(expense_id: int, day: date, row: Project, dice: Dice) -> Record:
    notes, tags, lowest, highest = dice.choice(RECEIPTS)
    return {
        "id": expense_id,
        "client_id": row.client_id,
        "project_id": row.id,
        "user_id": dice.choice(row.team),
        "date": day.isoformat(),
        "currency": TERMS[row.client_id].currency,
        "amount": number(Decimal(dice.randint(lowest * 100, highest * 100)) / 100),
        "notes": notes,
        "tags": tags,
        "invoiced": False,
        "invoice_item_id": None,
        "file": None,
        **stamps(day),
    }
