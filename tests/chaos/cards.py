"""Cards that wait for a person, made in stock by the real agent; a run gets a copy of one."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Literal

from tests.chaos.paymo import NEW_TASKS, TASKS, Paymo, today

Tool = Literal["create_time_entry", "create_task"]
TOOLS: tuple[Tool, Tool] = ("create_time_entry", "create_task")
_DAYS = 200


@dataclass(frozen=True)
class Wish:
    """A request for one write that no other run makes, and how its record is found in Paymo."""

    number: int
    tool: Tool
    text: str
    collection: str
    where: str
    body: dict[str, Any]

    @classmethod
    def of(cls, number: int, tool: Tool) -> Wish:
        """The number-th wish of a Paymo."""
        name = TASKS[number]
        if tool == "create_task":
            title = f"Print {name}"
            text = f"Create a task '{title}' in {NEW_TASKS}"
            where = f'project_id=102 and name="{title}"'
            return cls(number, tool, text, "tasks", where, {"name": title, "project_id": 102})
        minutes = 15 + 5 * (number % 12)
        day = (today() - timedelta(days=1 + number % _DAYS)).date().isoformat()
        text = f"Log {minutes} minutes on {name} for {day}"
        body = {"task_id": 1000 + number, "date": day, "duration": minutes * 60}
        return cls(number, tool, text, "entries", f"task_id={1000 + number}", body)

    @property
    def thread(self) -> str:
        """The conversation in which it is asked for."""
        return f"run-{self.number}"

    def records(self, paymo: Paymo) -> list[dict[str, Any]]:
        """What Paymo has of it."""
        return paymo.records(self.collection, self.where)


@dataclass(frozen=True)
class Card:
    """A proposed action as its person sees it."""

    id: str
    args: dict[str, Any]


class Stock:
    """Waiting cards of one Paymo, each handed out once."""

    def __init__(self, folder: Path, environment: dict[str, str], *, batch: int) -> None:
        self._batch = batch
        self._folder = folder
        self._environment = environment
        self._ready: dict[Tool, list[tuple[Wish, Card, Path]]] = {tool: [] for tool in TOOLS}
        self._wishes = 0

    def wish(self, tool: Tool) -> Wish:
        """A wish that nobody has asked for."""
        self._wishes += 1
        return Wish.of(self._wishes, tool)

    def take(self, tool: Tool, data: Path) -> tuple[Wish, Card]:
        """A wish and its waiting card; ``data`` becomes a data folder with it."""
        if not self._ready[tool]:
            self._make(tool)
        wish, card, made_in = self._ready[tool].pop()
        shutil.copytree(made_in, data)
        return wish, card

    def _make(self, tool: Tool) -> None:
        wishes = [self.wish(tool) for _ in range(self._batch)]
        data = self._folder / f"stock-{self._wishes}"
        file = self._folder / f"stock-{self._wishes}.json"
        settings = {**self._environment, "PAYMO_AGENT_DATA": str(data)}
        maker = get_context("fork").Process(target=_make, args=(wishes, settings, file))
        maker.start()
        maker.join()
        assert maker.exitcode == 0, "no cards could be made"
        cards = [Card(**card) for card in json.loads(file.read_text())]
        self._ready[tool] = [(w, c, data) for w, c in zip(wishes, cards, strict=True)]


def _make(wishes: list[Wish], settings: dict[str, str], file: Path) -> None:
    """Ask for all of them, each in its own conversation, and leave the cards in the file."""
    os.environ.update(settings)
    cards = asyncio.run(_ask_for(wishes))
    file.write_text(json.dumps([asdict(card) for card in cards]))


async def _ask_for(wishes: list[Wish]) -> list[Card]:
    from agent.session import open_session
    from agent.settings import Settings

    cards = []
    async with open_session(Settings()) as session:
        for wish in wishes:
            answer = await session.ask(wish.text, wish.thread)
            (card,) = answer.pending
            cards.append(Card(card.id, card.args))
    return cards
