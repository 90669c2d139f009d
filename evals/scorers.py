"""Judging: end state first, path second, words last. Each scorer is one question to a transcript.

`world` is asked apart, because it needs Paymo; what changed there without approval is found in
every case, whatever it expects (`evals/play.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from evals.cases import (
    DEFAULTS,
    AnswerExpectation,
    CallExpectation,
    Expectation,
    RowExpectation,
    plain,
)
from evals.results import CallRecord, Finding
from evals.transcript import Transcript
from evals.values import CONTAINS, fits
from evals.words import cell_text, matches, mentions, table_text
from evals.world import Row, derived_times

Scorer = Callable[[Transcript, Expectation], Iterator[Finding]]

_NEAREST = 3
"""How many of the rows or calls that come nearest to an expected one a finding shows."""


def judge(transcript: Transcript, expected: Expectation) -> list[Finding]:
    """Everything that is not as expected on the path and in the words."""
    return [finding for scorer in SCORERS for finding in scorer(transcript, expected)]


def rows_found(expected: RowExpectation, rows: Sequence[Row]) -> Finding | None:
    """What is wrong with a collection that has more or fewer of these rows than expected."""
    found = [row for row in rows if fits(expected.where, row)]
    if len(found) == expected.count or (found and expected.count is None):
        return None
    wanted = "at least 1" if expected.count is None else expected.count
    message = f"{expected.collection}: {len(found)} such rows found, {wanted} expected"
    return Finding(
        "world",
        message,
        plain({"where": expected.where, "count": expected.count}),
        found[:_NEAREST] or _nearest(expected.where, rows),
    )


def no_such_field(expected: RowExpectation, fields: Collection[str]) -> Finding | None:
    """What is wrong with a condition on a field that is not among those of the rows.

    It proves nothing, least of all that there is no such row.
    """
    unknown = [name for name in expected.where if name.removesuffix(CONTAINS) not in fields]
    if not unknown:
        return None
    message = f"{expected.collection}: there is no field {', '.join(unknown)}"
    return Finding("world", message, plain(expected.where), sorted(fields))


def path(transcript: Transcript, expected: Expectation) -> Iterator[Finding]:
    """The calls that were made: each expected one, in the order and alone where that is asked."""
    if expected.calls is None:
        return
    made = transcript.executed
    wrong = _path_differs(expected.calls, made, expected.match)
    if wrong:
        yield Finding("calls", wrong, _wanted(expected.calls), _shown(made))


def any_path(transcript: Transcript, expected: Expectation) -> Iterator[Finding]:
    """One of several lists of calls was made."""
    made = transcript.executed
    ways = expected.calls_any
    if ways and all(_path_differs(calls, made, "subset") for calls in ways):
        yield Finding(
            "calls",
            f"none of the {len(ways)} ways was taken",
            [_wanted(calls) for calls in ways],
            _shown(made),
        )


def forbidden(transcript: Transcript, expected: Expectation) -> Iterator[Finding]:
    """What must neither be executed nor proposed."""
    done = [call.name for turn in transcript.turns for call in turn.calls if call.executed]
    shown = [card.tool for card in transcript.proposed]
    for tool in expected.forbid:
        if tool in done or tool in shown:
            how = "executed" if tool in done else "proposed"
            yield Finding("forbid", f"{tool} was {how}", f"no {tool}", _shown(transcript.executed))


def pending(transcript: Transcript, expected: Expectation) -> Iterator[Finding]:
    """How many cards the last turn raised."""
    cards = transcript.last.cards
    if expected.pending is not None and len(cards) != expected.pending:
        yield Finding(
            "pending",
            f"{_cards(expected.pending)} expected, {len(cards)} raised",
            expected.pending,
            [{"tool": card.tool, "args": card.args, "summary": card.summary} for card in cards],
        )


def requests(transcript: Transcript, expected: Expectation) -> Iterator[Finding]:
    """How many requests to Paymo it took."""
    if expected.requests and transcript.requests > expected.requests.most:
        yield Finding(
            "requests",
            f"{transcript.requests} requests to Paymo, at most {expected.requests.most} expected",
            expected.requests.most,
            transcript.requests,
        )


def answer(transcript: Transcript, expected: Expectation) -> Iterator[Finding]:
    """What the last answer says, in its words and in the tables shown with it."""
    wanted = expected.answer
    words = transcript.last.answer
    tables = [table_text(table.columns, table.rows) for table in transcript.last.tables]
    whole = "\n".join([words, *tables])
    for message, missing in _unmet(wanted, words, whole):
        yield Finding("answer", message, missing, words)


SCORERS: tuple[Scorer, ...] = (path, any_path, forbidden, pending, requests, answer)


def _unmet(wanted: AnswerExpectation, words: str, whole: str) -> Iterator[tuple[str, Any]]:
    for text in wanted.contains:
        if not mentions(whole, text):
            yield f"the answer does not say {text!r}", text
    for texts in wanted.any:
        if not any(mentions(whole, text) for text in texts):
            yield f"the answer says none of {texts}", texts
    for text in wanted.excludes:
        if mentions(words, text):
            yield f"the answer says {text!r}", f"not {text!r}"
    for pattern in wanted.regex:
        if not matches(words, pattern):
            yield f"the answer does not match {pattern!r}", pattern


def _path_differs(
    expected: Sequence[CallExpectation], made: Sequence[CallRecord], match: str
) -> str | None:
    """What is wrong with the path; None where nothing is."""
    if match == "strict":
        pairs = zip(expected, made, strict=False)
        right = len(expected) == len(made) and all(_is(call, one) for call, one in pairs)
        return None if right else "the calls are not exactly these, in this order"
    taken = _paired(expected, made)
    missing = [call for number, call in enumerate(expected) if number not in taken.values()]
    if missing:
        return f"not called: {', '.join(_call_text(call) for call in missing)}"
    left = [call for number, call in enumerate(made) if number not in taken]
    if match == "unordered" and left:
        return f"also called: {', '.join(call.name for call in left)}"
    return None


def _paired(expected: Sequence[CallExpectation], made: Sequence[CallRecord]) -> dict[int, int]:
    """For calls that were made the expected one that each stands for, so that the most have one.

    By augmenting paths: one call may fit several expectations, and the first that comes along is
    not always the one to give it to.
    """
    taken: dict[int, int] = {}

    def place(wanted: int, tried: set[int]) -> bool:
        for number, call in enumerate(made):
            if number in tried or not _is(expected[wanted], call):
                continue
            tried.add(number)
            if number not in taken or place(taken[number], tried):
                taken[number] = wanted
                return True
        return False

    for wanted in range(len(expected)):
        place(wanted, set())
    return taken


def _is(expected: CallExpectation, made: CallRecord) -> bool:
    args = DEFAULTS.get(made.name, {}) | derived_times(made.args) | made.args
    return expected.tool == made.name and fits(expected.args, args, local=True)


def _call_text(call: CallExpectation) -> str:
    args = ", ".join(f"{name}={cell_text(plain(value))}" for name, value in call.args.items())
    return f"{call.tool}({args})"


def _wanted(calls: Sequence[CallExpectation]) -> list[Any]:
    return [{"tool": call.tool, "args": plain(call.args)} for call in calls]


def _shown(calls: Sequence[CallRecord]) -> list[Any]:
    return [{"tool": call.name, "args": call.args} for call in calls]


def _cards(count: int) -> str:
    return f"{count} card{'' if count == 1 else 's'}"


def _nearest(where: dict[str, Any], rows: Sequence[Row]) -> list[Row]:
    """The rows that miss the fewest conditions, with the fields in question alone."""
    names = [name.removesuffix(CONTAINS) for name in where]

    def misses(row: Row) -> int:
        return sum(not fits({name: value}, row) for name, value in where.items())

    ranked = sorted(rows, key=misses)[:_NEAREST]
    return [{name: row.get(name) for name in ("id", *names)} for row in ranked if names]
