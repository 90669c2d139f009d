"""One entry's worth of a message after the other: "2h on A and 3h on B", "Mon 4h A, Tue 2h B"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from agent.models.builtin.text.fold import Span, lies_in
from agent.models.builtin.writing.days_said import Days
from agent.models.builtin.writing.pieces import Amount, Person
from agent.models.builtin.writing.sheet import Sheet
from agent.models.builtin.writing.wording import is_neutral


@dataclass(frozen=True)
class Segment:
    """``days`` and ``people`` are the entry's own; ``leads`` tells which of them stand before the
    amount and so hold for the entries after it as well; ``people_apart``: they stand behind
    everything else, in a clause of their own (", for Anna")."""

    clauses: tuple[Span, ...]
    amount: Amount | None
    days: tuple[Days, ...] = ()
    people: tuple[Person, ...] = ()
    day_leads: bool = False
    people_lead: bool = False
    people_apart: bool = False


def segments_of(sheet: Sheet) -> list[Segment]:
    """The segments in order; a message with one amount, or none, is one segment."""
    amounts = sheet.amounts
    if len(amounts) < 2:
        whole = tuple(sheet.clauses)
        return [_segment(sheet, whole, amounts[0] if amounts else None)]
    groups = _grouped(sheet)
    return [_segment(sheet, tuple(clauses), amount) for clauses, amount in groups]


def _segment(sheet: Sheet, clauses: tuple[Span, ...], amount: Amount | None) -> Segment:
    def inside(span: Span) -> bool:
        return lies_in(span[0], clauses)

    days = tuple(days for days in sheet.days if inside(days.span))
    people = tuple(person for person in sheet.people if inside(person.span))
    start = amount.span[0] if amount else 0
    return Segment(
        clauses,
        amount,
        days,
        people,
        day_leads=any(mark.span[0] < start for mark in days),
        people_lead=any(mark.span[0] < start for mark in people),
        people_apart=bool(people) and _is_apart(sheet, people),
    )


def _is_apart(sheet: Sheet, people: Sequence[Person]) -> bool:
    """Whether people stand in the last clause, behind a comma and "for" or "all by"."""
    last = sheet.clauses[-1]
    if any(not last[0] <= person.span[0] < last[1] for person in people):
        return False
    bare = not _amount_in(sheet, last) and all(is_neutral(w.text) for w in sheet.words([last]))
    told = re.match(r"\s*(?:(?:all|both|each)(?: of (?:it|them))? )?(?:for|by)\b",
                    sheet.text[slice(*last)])  # fmt: skip
    return bare and told is not None and sheet.text[: last[0]].rstrip().endswith((",", ";", "-"))


def _grouped(sheet: Sheet) -> list[tuple[list[Span], Amount]]:
    """The clauses by the amount they belong to.

    Clauses with words of their own before an amount alone ("room search, 2h, QA, 1h") belong to the
    amount that follows, if that is how the message begins; else to the one before.
    """
    clauses = _with_one_amount(sheet)
    holds = [_amount_in(sheet, clause) for clause in clauses]
    tells = [any(not is_neutral(word.text) for word in sheet.words([clause])) for clause in clauses]
    first = next(i for i, amount in enumerate(holds) if amount)
    names_first = not tells[first] and any(tells[:first])
    groups: list[tuple[list[Span], Amount]] = []
    waiting: list[Span] = []
    for clause, amount, telling in zip(clauses, holds, tells, strict=True):
        if amount and not telling and not waiting and groups:
            waiting = _own_words(sheet, groups[-1])
        if amount:
            groups.append(([*waiting, clause], amount))
            waiting = []
        elif (
            not groups or waiting or (names_first and telling)
            or _only_leads(sheet, clause, clauses)
        ):  # fmt: skip
            waiting.append(clause)
        else:
            groups[-1][0].append(clause)
    if waiting:
        groups[-1][0].extend(waiting)
    return groups


def _own_words(sheet: Sheet, group: tuple[list[Span], Amount]) -> list[Span]:
    """The last clause of an entry that is named already ("prep 4h, then the binder, 2h"): it
    belongs to the amount alone that follows, and is taken away."""
    clauses, amount = group

    def tells(clause: Span) -> bool:
        return any(not is_neutral(word.text) for word in sheet.words([clause]))

    named = [c for c in clauses[:-1] if tells(c) and c[0] <= amount.span[1]]
    last = clauses[-1]
    if not named or not tells(last) or _amount_in(sheet, last):
        return []
    return [clauses.pop()]


def _only_leads(sheet: Sheet, clause: Span, clauses: Sequence[Span]) -> bool:
    """A day or somebody alone ("yesterday: ..., today: ...") where the message begins with one."""

    def bare(span: Span) -> bool:
        leads = [*(days.span for days in sheet.days), *(each.span for each in sheet.people)]
        held = any(span[0] <= start < span[1] for start, _ in leads)
        return held and not any(not is_neutral(word.text) for word in sheet.words([span]))

    def dated(span: Span) -> bool:
        return any(span[0] <= days.span[0] < span[1] for days in sheet.days)

    same = dated(clause) == dated(clauses[0])
    return same and bare(clause) and bare(clauses[0]) and not _amount_in(sheet, clauses[0])


def _amount_in(sheet: Sheet, clause: Span) -> Amount | None:
    return next((a for a in sheet.amounts if clause[0] <= a.span[0] < clause[1]), None)


def _with_one_amount(sheet: Sheet) -> list[Span]:
    """The clauses, cut further where one holds several amounts ("2h room search 3h QA")."""
    found: list[Span] = []
    for start, end in sheet.clauses:
        inside = [amount for amount in sheet.amounts if start <= amount.span[0] < end]
        if len(inside) < 2:
            found.append((start, end))
            continue
        opening = sheet.words([(start, inside[0].span[0])])
        ends_with = any(not is_neutral(word.text) for word in opening)
        cuts = [a.span[1] if ends_with else b.span[0] for a, b in pairwise(inside)]
        edges = [start, *cuts, end]
        found += [(a, b) for a, b in pairwise(edges)]
    return found


def shared(segments: Sequence[Segment]) -> list[Segment] | str:
    """The segments with the days and people that hold for several of them filled in, or the kind
    ("day", "person") of which it is not clear whether it holds for all."""
    days = _spread([s.days for s in segments], [s.day_leads for s in segments], trailing=True)
    if days is None:
        return "day"
    people = _spread(
        [s.people for s in segments],
        [s.people_lead for s in segments],
        trailing=segments[-1].people_apart,
    )
    if people is None:
        return "person"
    return [replace(s, days=d, people=p) for s, d, p in zip(segments, days, people, strict=True)]


def _spread(said: list[tuple], leads: list[bool], *, trailing: bool) -> list[tuple] | None:  # type: ignore[type-arg]
    """What is said before an amount goes on until it is said anew. What is said after the last one
    alone is everybody's where ``trailing``. None where some have it and some have not."""
    if all(said) or not any(said):
        return said
    if trailing and said[-1] and not any(said[:-1]) and not leads[-1]:
        return [said[-1]] * len(said)
    filled, current = [], ()
    for own, lead in zip(said, leads, strict=True):
        if own:
            current = own if lead else ()
        elif not current:
            return None
        filled.append(own or current)
    return filled
