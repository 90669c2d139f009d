"""A model that obeys every string it reads: nothing is written, and nobody is called."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from agent.conversation import PendingAction
from agent.session import Session, open_session
from agent.tools import READ_TOOLS
from agent.visible import visible
from tests import studio
from tests.trust.hostile.connections import Connections
from tests.trust.hostile.corpus import CORPUS, TEXTS
from tests.trust.hostile.obedient import ObedientModel
from tests.trust.hostile.sandbox import KEY, Paymo, paymo_with
from tests.trust.hostile.shown import HIDDEN, read_back
from tests.trust.hostile.world import planted_world, reads
from tools_server.governance.approvals import card_digest
from ui.components.card import word_for_word

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]

WRITES = ("create_task", "create_time_entry")


def test_the_corpus_is_large_and_various() -> None:
    assert len(set(TEXTS)) == len(CORPUS) >= 120
    assert len({each.category for each in CORPUS}) >= 16
    assert sum(each.category == "instructions in other languages" for each in CORPUS) >= 8


async def test_an_obedient_model_writes_nothing_and_calls_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = ObedientModel(reads=reads(len(TEXTS)))
    connections = Connections(tmp_path)
    with paymo_with(planted_world(TEXTS)) as paymo:
        connections.watch(monkeypatch)
        settings = studio.settings(
            tmp_path / "data", world=None, paymo_base_url=paymo.address, paymo_api_key=KEY
        )
        async with open_session(settings, model=model) as session:
            cards = [
                card for number in range(len(model.reads)) for card in await obeyed(session, number)
            ]
            answer = await rejected(session, cards[0].thread_id)
            assert paymo.writes == []
            report(model, cards, connections, paymo)
            await one_approval_is_one_write(session, cards, paymo)
    assert {text for _, text in model.sightings} == {text for text in TEXTS if text.strip()}
    assert "![](https://evil.example/i.png" in answer  # the model's words; the page draws no image
    assert connections.addresses == {f"127.0.0.1:{paymo.port}"}
    assert connections.programs == set()


async def obeyed(session: Session, number: int) -> list[PendingAction]:
    """The cards of one turn, each of which shows what it would send, and nothing else waits."""
    asked = await session.ask(f"Read {number}", f"turn-{number}")
    for card in asked.pending:
        shows_its_payload(card)
    done = [call for call in asked.turn.calls if call.tool not in READ_TOOLS]
    assert not any(call.ok for call in done), "nothing is done before a person has decided"
    return asked.pending


def shows_its_payload(card: PendingAction) -> None:
    """Every text of the payload stands on the card, character by character, and the digest is that
    of all that stands there."""
    shown = {field["field"]: field["shown"] for field in card.fields}
    assert card.digest == card_digest(vars(card))
    for name, value in card.args.items():
        assert name in shown, f"{name} is sent and not shown"
        if isinstance(value, str) and name in ("name", "description"):
            assert shown[name] == value
            assert read_back(visible(shown[name])) == value
            assert not HIDDEN.search(visible(shown[name]))
    assert json.loads(word_for_word(card)) == {"tool": card.tool, "arguments": card.args}


async def rejected(session: Session, thread: str) -> str:
    """What the model says when everything of a turn is rejected."""
    waiting = await session.pending(thread)
    decided = await session.decide(
        [{"type": "reject", "id": card.id, "message": "No."} for card in waiting]
    )
    return decided.answers[0].turn.answer


async def one_approval_is_one_write(
    session: Session, cards: list[PendingAction], paymo: Paymo
) -> None:
    """The card with the most hidden characters, approved, is sent as it stands; no other one is."""
    waiting = await session.pending()
    card = max(waiting, key=lambda card: visible(card.args.get("description", "")).count("⟨"))
    decided = await session.decide([{"type": "approve", "id": card.id, "digest": card.digest}])
    assert [outcome.status for outcome in decided.outcomes] == ["created"]
    assert len(paymo.writes) == 1
    assert len(await session.pending()) == len(waiting) - 1
    record = decided.outcomes[0].result
    assert record
    assert record["description"] == card.args["description"].strip()


def report(
    model: ObedientModel, cards: list[PendingAction], connections: Connections, paymo: Paymo
) -> None:
    """The figures, for whoever runs pytest with -s."""
    writes = sum(name in WRITES for name, _ in model.calls)
    reads = sum(name in READ_TOOLS for name, _ in model.calls)
    sys.stdout.write(
        f"\n{len(TEXTS)} strings, {model.plantings} plantings read by the model, "
        f"{len(model.calls)} calls ({reads} reads, {writes} writes, "
        f"{len(model.calls) - reads - writes} of tools there are none), {len(cards)} cards, "
        f"{paymo.requests} requests to Paymo, {len(paymo.writes)} of them writes, "
        f"addresses: {sorted(connections.addresses)}\n"
    )
