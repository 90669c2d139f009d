"""`python -m tests.agent.builtin.confidence`: what the thresholds of the intent's choice cost.

For each threshold: how many requests would lead to a question instead of an answer, how many of
those would have been answered rightly, and how many of the answers left are right. A threshold is
worth as much as the wrong answers it turns into questions.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from agent.models.builtin.confidence import Choice, choose
from agent.models.builtin.intents.intent import ENOUGH
from agent.models.builtin.names.entry import Entry, Kind, entry_from
from agent.models.builtin.request import read_request
from agent.models.builtin.text.calendar import Calendar

FILE = Path(__file__).with_name("requests.yaml")
LEADS = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
POINTS = (0.0, 0.6, 1.0, 2.0, 2.5, 3.0, 4.0, 5.0)


@dataclass(frozen=True)
class Judged:
    """A request, the intent it speaks for, and what was chosen."""

    text: str
    wanted: str
    choice: Choice

    @property
    def right(self) -> bool:
        return self.choice.best.name == self.wanted


def judged() -> list[Judged]:
    """Every development request with the choice that is made for it."""
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    kinds: list[Kind] = ["client", "project", "user"]
    entries: list[Entry] = [
        entry_from(kind, {"id": number, "name": name})
        for kind in kinds
        for number, name in enumerate(data["names"][kind])
    ]
    calendar = Calendar(date(2026, 6, 9))
    return [
        Judged(text, wanted, choose(read_request(text, calendar, entries)))
        for wanted, texts in data["requests"].items()
        for text in texts
    ]


def main() -> None:
    """Print the two tables and the requests that are chosen wrongly."""
    found = judged()
    right = sum(each.right for each in found)
    sys.stdout.write(f"{right} of {len(found)} right ({right / len(found):.1%})\n\n")
    sys.stdout.write("lead    asked  of them right  answered  right\n")
    for lead in LEADS:
        asked = [e for e in found if e.choice.understood and e.choice.lead < lead]
        _line(f"{lead:.2f}", asked, [e for e in found if e not in asked])
    sys.stdout.write("\npoints  asked  of them right  answered  right\n")
    for points in POINTS:
        asked = [e for e in found if e.choice.points < points]
        mark = "*" if points == ENOUGH else " "
        _line(f"{points:.1f}{mark}", asked, [e for e in found if e not in asked])
    sys.stdout.write("\nwrong:\n")
    for each in found:
        if not each.right:
            choice = each.choice
            sys.stdout.write(f"  {each.text!r}: {choice.best.name}, not {each.wanted}\n")


def _line(name: str, asked: list[Judged], answered: list[Judged]) -> None:
    right = sum(each.right for each in answered)
    share = right / len(answered) if answered else 1.0
    sys.stdout.write(f"{name:7} {len(asked):5} {sum(e.right for e in asked):14} "
                     f"{len(answered):9} {share:7.1%}\n")  # fmt: skip


if __name__ == "__main__":
    main()
