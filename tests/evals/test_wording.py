"""The judge of the wording: an opinion beside the result, never a finding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage

from evals.play import play
from evals.results import Wording
from evals.stage import Stages
from tests.agent.scripted import ScriptedModel
from tests.evals.staging import case

pytestmark = pytest.mark.anyio


def _fails(_: Any) -> AIMessage:
    raise ValueError("key sk-secret was refused")


@pytest.mark.parametrize(
    ("line", "wording"),
    [
        (AIMessage('```json\n{"score": 2, "reason": "Long."}\n```'), Wording(2, "Long.")),
        (AIMessage("Quite nice."), Wording(None, "the judge's answer has no score")),
        (AIMessage('{"score": 50}'), Wording(None, "the judge's score is 50")),
        (_fails, Wording(None, "The model that judges gave no answer (ValueError).")),
    ],
)
async def test_an_opinion_changes_no_verdict(
    stages: Stages, tmp_path: Path, line: Any, wording: Wording
) -> None:
    judge = ScriptedModel(lines=[line])
    asked = case("list our active clients")
    data = tmp_path / "data"
    result = await play(asked, 0, stages=stages, folder=data, model="builtin", judge=judge)
    assert (result.status, result.wording) == ("passed", wording)
    heard = str(judge.heard[0][1].content)
    assert "list our active clients" in heard and "12 active clients" in heard
