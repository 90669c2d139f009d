"""Two people, fifty conversations each: 400 ways to reach into the other's, of which none works.

Both are approvers, the most that anybody here can be. Each attempt tries every method of its kind.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from agent.flows.report import Report
from agent.session import Answer, Failure, Session
from tests import studio
from tests.agent.office import ANNA, BEN, open_office, person, settings
from tools_server.errors import NotFound

pytestmark = pytest.mark.anyio

CONVERSATIONS = 50
FLOW = "month_end_review"


class Owned:
    """A conversation with all there is to steal: words, a table, a report, and a card."""

    def __init__(self, answer: Answer, report: str, table: str) -> None:
        self.thread = answer.thread_id
        (self.card,) = answer.pending
        self.report = report
        self.table = table


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def office(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Session]:
    async with open_office(settings(tmp_path_factory.mktemp("office") / "data")) as session:
        yield session


def kept_report(session: Session, thread: str) -> str:
    """A report in a conversation, as a flow leaves it."""
    found = Report(flow=FLOW, title="Review", facts={}, figures=[], sections=[])
    rows = [found.model_dump(mode="json")]
    return session._desk.library.keep(thread, title="Review", tool=FLOW, args={}, rows=rows)


async def conversations(session: Session) -> list[Owned]:
    """Fifty of this person's."""
    found = []
    for number in range(CONVERSATIONS):
        thread = f"{session.person.name[:3]}-{number}"
        table = (await session.ask("which clients", thread)).tables[0].id
        report = kept_report(session, thread)
        found.append(Owned(await session.ask(f"log {number + 1}", thread), report, table))
    return found


async def to_the_end(events: AsyncGenerator[Any]) -> str:
    async with aclosing(events):
        async for _ in events:
            pass
    return "done"


async def done(work: Awaitable[Any]) -> str:
    """For what answers nothing, or an empty list, where it succeeds too."""
    await work
    return "done"


Reach = Callable[[], Awaitable[Any]]


def reads(thief: Session, loot: Owned) -> list[Reach]:
    return [
        lambda: thief.history(loot.thread),
        lambda: thief.artifact(loot.table),
        lambda: thief.report(loot.report),
        lambda: done(thief.shares(loot.thread)),
        lambda: thief.pending(loot.thread),
        lambda: thief.interrupted(loot.thread),
        lambda: thief.may(loot.thread),
    ]


def resumes(thief: Session, loot: Owned) -> list[Reach]:
    return [
        lambda: thief.resume(loot.thread),
        lambda: thief.ask("which clients", loot.thread),
        lambda: to_the_end(thief.stream("which clients", loot.thread)),
        lambda: to_the_end(thief.run_flow(FLOW, {"month": "2026-10"}, loot.thread)),
        lambda: done(thief.share(loot.thread, [thief.person.name], "go on")),
        lambda: done(thief.unshare(loot.thread, [thief.person.name])),
    ]


def exports(thief: Session, loot: Owned) -> list[Reach]:
    return [
        lambda: thief.as_case(loot.thread),
        lambda: thief.keep_case(loot.thread),
        lambda: thief.artifact(loot.report),
        lambda: thief.report(loot.report),
    ]


def approvals(thief: Session, loot: Owned) -> list[Reach]:
    edited = {"name": loot.card.tool, "args": {**loot.card.args, "minutes": 600}}
    bound = {"id": loot.card.id, "digest": loot.card.digest, "by": loot.card.asked_by}
    tried: list[Any] = [
        {"type": "approve", **bound},
        {"type": "approve", "id": loot.card.id},
        {"type": "edit", **bound, "edited_action": edited},
        {"type": "reject", **bound, "message": "mine now"},
        {"type": "respond", **bound, "message": "mine now"},
    ]
    return [lambda each=each: thief.decide([each]) for each in tried]


async def succeeded(reach: Reach) -> bool:
    """Whether anything came of it but what comes of a conversation that does not exist."""
    try:
        got = await reach()
    except NotFound:
        return False
    except Failure as failure:  # it says that there is something
        return failure is not None
    if got in ([], None, False):
        return False
    outcomes = getattr(got, "outcomes", None)
    return outcomes is None or bool(got.answers) or [o.status for o in outcomes] != ["not_found"]


async def test_none_of_400_attempts_across_owners_succeeds(office: Session) -> None:
    anna, ben = person(office, ANNA), person(office, BEN)
    owned = {ANNA: await conversations(anna), BEN: await conversations(ben)}
    attempts = tried = 0
    through: list[str] = []
    for thief, victim in ((anna, BEN), (ben, ANNA)):
        for loot in owned[victim]:
            for kind in (reads, resumes, approvals, exports):
                ways = kind(thief, loot)
                attempts, tried = attempts + 1, tried + len(ways)
                won = [number for number, reach in enumerate(ways) if await succeeded(reach)]
                through += [f"{kind.__name__} {loot.thread}: {won}"] if won else []
    assert (attempts, tried, through) == (400, 2200, [])

    entries = await studio.rows(office.settings, "entries", "task_id=301")
    assert [entry["id"] for entry in entries if entry["id"] > 520] == []
    for mine, name, other in ((anna, ANNA, BEN), (ben, BEN, ANNA)):
        threads = {loot.thread for loot in owned[name]}
        assert {info.id for info in await mine.threads()} == threads
        assert {card.id for card in await mine.pending()} == {each.card.id for each in owned[name]}
        assert {info.thread for info in await mine.reports(FLOW)} == threads
        assert {each.thread for each in await mine.activity()} == threads
        stolen = {loot.card.id for loot in owned[other]}
        log = await mine.activity_file()
        assert not any(id in log for id in stolen)
        assert await mine.past_decisions() == []


async def test_the_owners_own_attempts_do(office: Session) -> None:
    """Else the test above would find nothing wrong with an agent that refuses everybody."""
    anna = person(office, ANNA)
    thread = "anna-sees"
    table = (await anna.ask("which clients", thread)).tables[0].id
    loot = Owned(await anna.ask("log 5", thread), kept_report(anna, thread), table)
    for kind in (reads, exports):
        won = [await succeeded(reach) for reach in kind(anna, loot)]
        # Nothing was cut off, which is what the sixth read asks for.
        assert [number for number, each in enumerate(won) if not each] in ([], [5])
    assert [await succeeded(reach) for reach in approvals(anna, loot)[:2]] == [True, True]
    assert [await succeeded(reach) for reach in resumes(anna, loot)] == [True] * 6


async def test_a_name_of_a_conversation_is_no_way_around(tmp_path: Path) -> None:
    async with open_office(settings(tmp_path / "data")) as office:
        anna, ben = person(office, ANNA), person(office, BEN)
        await anna.ask("which clients", "plan")
        for thread in ("plan", "PLAN", "plan.", "plan-", "../plan", "plan\x00"):
            with pytest.raises(Failure):
                await ben.history(thread)
        assert [info.owner for info in await anna.threads()] == [ANNA]
