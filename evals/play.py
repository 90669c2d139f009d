"""Plays a case on its stage, through the facade alone, and has it judged."""

from __future__ import annotations

import asyncio
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from langchain_core.language_models import BaseChatModel

from agent.session import Answer, Failure, Session
from evals.approver import Decided, approved_writes, decide
from evals.cases import Case, TurnCase
from evals.end_state import judge_changes, missing_rows
from evals.recordings import RecordingModel, Recordings
from evals.records import cut, measured, refused, turn_record, with_decisions
from evals.results import ChangeRecord, Finding, Status, TrialResult, TurnRecord
from evals.scorers import judge as score
from evals.stage import Scene, Stage, Stages, Unplayable
from evals.transcript import Transcript
from evals.wording import opinion
from evals.world import Approved

_LONGEST = 300.0  # seconds for one trial, before it counts as broken

# Paymo or the model could not be reached: that says nothing about the answer.
_INFRASTRUCTURE = frozenset({"upstream_unavailable", "rate_limited"})
# The same goes for a model whose provider takes no key. Paymo's refusal of a key is an answer.
_OF_MODEL = _INFRASTRUCTURE | {"unauthorized", "forbidden"}


BUILTIN = "builtin"


class Broken(Exception):
    """The trial says nothing, because Paymo or the model could not be reached."""


@dataclass
class _Play:
    """A trial under way."""

    case: Case
    stage: Stage
    thread: str | None = None
    turns: list[TurnRecord] = field(default_factory=list)
    approved: list[Approved] = field(default_factory=list)
    created: int = 0
    findings: list[Finding] = field(default_factory=list)
    changes: list[ChangeRecord] = field(default_factory=list)


async def play(
    case: Case,
    trial: int,
    *,
    stages: Stages,
    folder: Path,
    model: str,
    judge: BaseChatModel | None = None,
    recordings: Recordings | None = None,
) -> TrialResult:
    """One trial of a case, in a fresh world under ``folder``. Never raises for what it meets.

    ``judge`` is asked for its opinion of the wording. With ``recordings`` the model's answers are
    kept there, or taken from there.
    """
    chat = RecordingModel(model, recordings.tape(case.id, trial)) if recordings else None
    scene = Scene(case.world_file, case.day, case.key, case.timezone, model, chat)
    started = time.monotonic()
    played: _Play | None = None
    set_in_ms = 0.0
    ended: Finding | None = None
    try:
        async with asyncio.timeout(_LONGEST), stages.set(scene, folder) as stage:
            set_in_ms = stage.set_in_ms
            played = _Play(case, stage)
            await _run(played)
    except Unplayable as wrong:
        ended = Finding("broken", f"{case.source}: case {case.id}: {wrong}")
    except Broken as reason:
        ended = Finding("broken", str(reason))
    except TimeoutError:
        ended = Finding("broken", f"it was not over after {_LONGEST:.0f} seconds")
    except OSError as error:  # of this machine, such as a full disk
        ended = Finding("broken", f"{type(error).__name__}: {error}")
    except Exception as error:  # the boundary of a trial: one that breaks must not end the run
        ended = Finding("answer", f"the program broke: {type(error).__name__}: {error}")
    elapsed = time.monotonic() - started
    result = _result(case, trial, played, ended, elapsed=elapsed, set_in_ms=set_in_ms)
    if judge and result.turns:
        return replace(result, wording=await opinion(result.turns, judge))
    return result


def lost(case: Case, trial: int) -> TrialResult:
    """The result of a trial whose process was ended by the system: there is nothing to judge."""
    ended = Finding("broken", "the system ended its process, several times (is memory short?)")
    return _result(case, trial, None, ended, elapsed=0, set_in_ms=0)


async def _run(play: _Play) -> None:
    if play.case.draft:
        play.findings.append(Finding("answer", "a draft: write what is right under `expect`"))
    try:
        for number, turn in enumerate(play.case.turns, 1):
            await _take_turn(play, number, turn)
    finally:  # what was written without approval counts, whatever else went wrong
        changed, found = judge_changes(
            play.stage, play.approved, play.case.expect, reported=play.created
        )
        play.changes += changed
        play.findings += found
    play.findings += missing_rows(play.stage, play.case.expect)
    play.findings += score(Transcript(play.turns), play.case.expect)


async def _take_turn(play: _Play, number: int, turn: TurnCase) -> None:
    stage = play.stage
    session = await stage.session(cards_expire=turn.decide.kind == "late")
    requests, writes, timed = stage.requests, stage.writes, len(stage.timings)
    started = time.monotonic()
    answer = await _ask(session, turn.say, play.thread)
    asked = time.monotonic() - started
    if isinstance(answer, Failure):
        record = refused(turn.say, answer, session)
    else:
        play.thread = answer.thread_id
        record = turn_record(turn.say, answer, answer.pending)
    took = stage.requests - requests
    record = measured(record, stage.timings[timed:], seconds=asked, requests=took)
    await _judge_before_decision(play, number, turn, record, written=stage.writes - writes)
    if isinstance(answer, Failure):
        play.findings += _unanswered(play.case, number, answer)
        play.turns.append(record)
        return
    started = time.monotonic()
    decided = await decide(session, turn.decide, answer.pending)
    seconds = asked + time.monotonic() - started
    play.approved += approved_writes(turn.decide, decided.verdicts)
    play.created += sum(verdict.status == "created" for verdict in decided.ends)
    record = with_decisions(record, decided)
    took = stage.requests - requests
    record = measured(record, stage.timings[timed:], seconds=seconds, requests=took)
    play.turns.append(record)
    _raise_if_unreachable(record, decided)


def _unanswered(case: Case, number: int, failure: Failure) -> list[Finding]:
    """A failure ends a case, unless the case asks for its words in place of an answer."""
    own = case.turns[number - 1].expect
    last = case.expect if number == len(case.turns) else None
    if any(each and each.answer.asks_for_words for each in (own, last)):
        return []
    return [Finding("answer", f"not answered: {failure.message}", turn=number)]


async def _judge_before_decision(
    play: _Play, number: int, turn: TurnCase, record: TurnRecord, *, written: int
) -> None:
    found = []
    if written:
        found.append(Finding("approval", "Paymo was written to before anybody was asked"))
    if turn.expect:
        found += missing_rows(play.stage, turn.expect)
        found += score(Transcript([*play.turns, record]), turn.expect)
    play.findings += [replace(finding, turn=number) for finding in found]


async def _ask(session: Session, text: str, thread: str | None) -> Answer | Failure:
    try:
        return await session.ask(text, thread)
    except Failure as failure:
        if _says_nothing(failure, session.settings.model):
            raise Broken(_told(failure)) from failure
        return failure


def _raise_if_unreachable(record: TurnRecord, decided: Decided) -> None:
    for failure in decided.failures:
        if _says_nothing(failure, record.model):
            raise Broken(_told(failure)) from failure
    for call in record.calls:
        if call.error in _INFRASTRUCTURE:
            raise Broken(f"{call.name}: {call.error}")


def _says_nothing(failure: Failure, model: str) -> bool:
    """Whether others are to blame. The built-in planner is ours: if it breaks, it is wrong."""
    if f"model {model} " in failure.message:
        return model != BUILTIN and failure.code in _OF_MODEL
    return failure.code in _INFRASTRUCTURE


def _told(failure: Failure) -> str:
    return f"{failure.message} {failure.hint}{_origin(failure)}"


def _origin(failure: Failure) -> str:
    """Where the error behind a failure was raised; not its text, which may hold a key."""
    cause = failure.__cause__
    frames = traceback.extract_tb(cause.__traceback__) if cause else []
    if not frames:
        return ""
    return f" ({type(cause).__name__} in {Path(frames[-1].filename).name}:{frames[-1].lineno})"


def _result(
    case: Case,
    trial: int,
    played: _Play | None,
    ended: Finding | None,
    *,
    elapsed: float,
    set_in_ms: float,
) -> TrialResult:
    turns = [cut(turn) for turn in played.turns] if played else []
    findings = [*(played.findings if played else []), *([ended] if ended else [])]
    costs = [turn.cost for turn in turns if turn.cost is not None]
    currencies = {turn.currency for turn in turns if turn.cost is not None}
    return TrialResult(
        case_id=case.id,
        trial=trial,
        status=_status(findings),
        findings=findings,
        turns=turns,
        changes=played.changes if played else [],
        elapsed_ms=round(elapsed * 1000),
        stage_ms=round(set_in_ms, 1),
        requests=sum(turn.requests for turn in turns),
        model_calls=sum(turn.model_calls for turn in turns),
        input_tokens=sum(turn.input_tokens or 0 for turn in turns),
        output_tokens=sum(turn.output_tokens or 0 for turn in turns),
        cost=sum(costs, Decimal(0)) if len(currencies) == 1 else None,
        currency=currencies.pop() if len(currencies) == 1 else "USD",
    )


def _status(findings: Sequence[Finding]) -> Status:
    """Broken ones say nothing, unless something was written that nobody approved."""
    found = {finding.dimension for finding in findings}
    if "approval" in found:
        return "failed"
    return "broken" if "broken" in found else "failed" if found else "passed"
