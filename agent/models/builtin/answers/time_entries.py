"""Answers about time: the sum first, then who, on what or when, then single entries.

The rows and totals of a reading are those of the entries asked for, and of no others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from agent.models.builtin.answers.phrases import (
    bullets,
    day,
    has,
    joined,
    listed,
    minutes,
    percent,
    plural,
    ranked,
    sentence,
    yes_no,
)
from agent.models.builtin.answers.sides import TIME, Side
from agent.models.builtin.answers.time_figures import (
    average_answer,
    counted_answer,
    each,
    how_many,
    per_unit,
)
from agent.models.builtin.answers.time_lines import entry_line, group_line, inner_parts, part_name
from agent.models.builtin.answers.time_words import kind, where
from agent.models.builtin.desk import Reading
from agent.models.builtin.entry_rows import (
    GROUPS,
    TIMES,
    TimeQuery,
    can_bound,
    group_holds,
    picks_entries,
)
from agent.models.builtin.names.entry import Kind
from agent.rows import Row

_ENTRIES_SHOWN = 20


def time_answer(query: TimeQuery, reading: Reading) -> str:
    """The answer to any question about time entries."""
    return _answer(query, reading) + reading.caveat()


def _answer(query: TimeQuery, reading: Reading) -> str:
    if reading.count == 0:
        return _nothing(query)
    if query.wants("average"):
        return average_answer(query, reading)
    if query.counts and query.measure == "count":
        return counted_answer(query, reading) + _split(query, reading)
    if "running" in query.filters:
        return _running(query, reading)
    if query.order and query.order.top and query.group not in GROUPS:
        return _ordered(query, reading)
    if can_bound(query) and not picks_entries(query):
        return _bounded(query, reading)
    if query.measure in ("most", "least"):
        return _ranking(query, reading)
    return _summary(query, reading) + _split(query, reading)


def together_answer(query: TimeQuery, readings: Sequence[Reading]) -> str:
    """What several people, projects or clients have in sum."""
    shared = replace(query, scope=query.scope.without_kinds_of_others())
    total = sum(int(reading.totals["minutes"]) for reading in readings)
    return sentence(joined([minutes(total), kind(query), "together", where(shared)], " "))


def silent_answer(
    query: TimeQuery, reading: Reading, by: Kind, known: dict[int, str], *, all_of_us: bool = False
) -> str:
    """Who or what has no time. ``known``: the names of those that might have, by id; ``all_of_us``:
    it was asked whether everyone has some."""
    busy = {row.get("id") for row in reading.group(by)}
    silent = [name for known_id, name in known.items() if known_id not in busy]
    lead = yes_no(query.measure, bool(silent) is not all_of_us)
    none, some = {"user": ("have logged no time", "has logged time")}.get(
        by, ("have no time logged", "has time logged")
    )
    noun = {"user": "people", "client": "active clients"}.get(by, "active projects")
    if not silent:
        each = "everyone" if by == "user" else f"every {noun[:-1]}"
        return lead + sentence(f"{each} {some} {where(query)}") + reading.caveat()
    head = f"{len(silent)} of {len(known)} {noun} {none} {where(query)}"
    return lead + sentence(head) + bullets(silent, shown=len(silent)) + reading.caveat()


def empty_days_answer(query: TimeQuery, days: Sequence[date], reading: Reading) -> str:
    """The working days without time."""
    count = plural(len(days), "working day")
    head = sentence(joined([count, "without time", where(query)], " "))
    return head + bullets([day(d.isoformat()) for d in days], shown=31) + reading.caveat()


def few_answer(
    query: TimeQuery, found: dict[str, int], reading: Reading, *, all_of_us: bool = False
) -> str:
    """Those below a bound, with their minutes by name; 0 for who has logged nothing. ``all_of_us``:
    it was asked whether everyone has as much, and these have not."""
    assert query.threshold is not None
    count = plural(len(found), "person").replace("persons", "people")
    lead = yes_no(query.measure, bool(found) is not all_of_us)
    word = "without" if all_of_us else "with"
    head = sentence(f"{lead}{count} {word} {query.threshold.text} {where(query)}")
    if all_of_us and not found:
        return lead + sentence(f"everyone has {query.threshold.text} {where(query)}")
    ranked = sorted(found.items(), key=lambda pair: (pair[1], pair[0]))
    lines = [f"{name}: {minutes(count)}" for name, count in ranked]
    return head + bullets(lines, shown=max(len(lines), 1)) + reading.caveat()


def entry_side(label: str, query: TimeQuery, reading: Reading, *, counted: bool) -> Side:
    """One side of a comparison: its minutes, or how many entries."""
    entries = plural(reading.count, "entry")
    if counted:
        return Side(label, {"": Decimal(reading.count)}, "entries")
    amount = Decimal(reading.totals["minutes"])
    if "billable" in query.filters and "nonbillable" not in query.filters:
        amount = Decimal(reading.totals["billable_minutes"])
    basis = joined([kind(query), f"in {entries}"], " ")
    if query.wants("average"):
        unit = query.averaged.partition("#")[0]
        mean = Decimal(each(int(amount), how_many(unit, reading)))
        basis = f"per {per_unit(unit)} ({minutes(int(amount))} {basis})"
        return Side(label, {TIME: mean}, basis)
    return Side(label, {TIME: amount}, basis)


def part_answer(label: str, query: TimeQuery, part: Reading, whole: Reading) -> str:
    """A part of all time in percent."""
    billable = "billable" in query.filters and "nonbillable" not in query.filters
    field = "billable_minutes" if billable else "minutes"
    piece, total = (Decimal(reading.totals[field]) for reading in (part, whole))
    if not total:
        return _nothing(query) + whole.caveat()
    share, of = percent(piece, total), f"{minutes(int(piece))} of {minutes(int(total))}"
    text = joined(
        [
            f"{label} has {share} of the",
            "billable" if billable else "",
            "time logged",
            where(query),
        ],
        " ",
    )
    return sentence(f"{text}: {of}") + part.caveat() + whole.caveat()


def _nothing(query: TimeQuery) -> str:
    lead = yes_no(query.measure, False)
    if "negated" in query.filters:
        lead = "Yes: "
    if "running" in query.filters:
        return sentence(lead + joined(["no timer is running", where(query)], " "))
    return sentence(lead + joined(["no", kind(query), "time is logged", where(query)], " "))


def _summary(query: TimeQuery, reading: Reading) -> str:
    totals = reading.totals
    both = {"billable", "nonbillable"} <= query.filters or {"billed", "unbilled"} <= query.filters
    if both or (query.wants("share") and query.filters & {"billable", "nonbillable"}):
        return _both(query, totals)
    if picks_entries(query):
        head = joined([plural(reading.count, "entry"), kind(query), where(query)], " ")
        return _lead(query, totals) + sentence(f"{head}: {minutes(totals['minutes'])} in all")
    state = f"of {kind(query)} time" if kind(query) else "logged"
    text = joined([minutes(totals["minutes"]), state, where(query)], " ")
    if "billable" in query.filters and not kind(query):
        share = percent(Decimal(totals["billable_minutes"]), Decimal(totals["minutes"]))
        text = f"{minutes(totals['billable_minutes'])} billable of {text} ({share})"
    text += f", in {plural(reading.count, 'entry')}{_billing(query, totals)}"
    if totals.get("running"):
        text += f"; {plural(totals['running'], 'timer')} still running"
    return _lead(query, totals) + sentence(text)


def _both(query: TimeQuery, totals: Row) -> str:
    """ "Billable against not billable" and "billed against unbilled" side by side."""
    whole = totals["minutes"]
    state = "billable" if query.filters & {"billable", "nonbillable"} else "billed"
    first = totals[f"{state}_minutes"]
    # Each side is rounded from its own seconds, as a question about it alone would have it.
    other = totals["unbilled_minutes"] if state == "billed" else whole - first
    parts = [
        f"{minutes(count)} {name} ({percent(Decimal(count), Decimal(whole))})"
        for name, count in ((state, first), (f"not {state}", other))
    ]
    return sentence(f"{listed(parts)} {where(query)}, of {minutes(whole)} in all")


def _billing(query: TimeQuery, totals: Row) -> str:
    left = totals["unbilled_minutes"]
    if "unbilled" in query.filters:
        billable = totals["unbilled_billable_minutes"]
        return f"; {minutes(billable)} of it billable" if 0 < billable < left else ""
    if kind(query) or not totals["billed_minutes"]:
        return ""
    return f"; {minutes(left)} of it not billed yet" if left else "; all of it billed"


def _lead(query: TimeQuery, totals: Row) -> str:
    if query.measure != "yes-no":
        return ""
    if "negated" in query.filters:
        return "No: "
    if "billing" not in query.filters:
        return "Yes: "
    if not totals["unbilled_minutes"]:
        return "Yes: "
    return "Partly: " if totals["billed_minutes"] else "No: "


def _by(query: TimeQuery) -> str:
    return query.group if query.group in GROUPS else _natural(query)


def _split(query: TimeQuery, reading: Reading) -> str:
    if (picks_entries(query) and query.group not in GROUPS) or (
        query.measure == "list" and not query.group
    ):
        lines = [entry_line(row, query) for row in reading.rows]
        return bullets(lines, reading.count, _ENTRIES_SHOWN)
    by = _by(query)
    groups = reading.group(query.split if query.group in GROUPS else by)
    states = {"billable", "nonbillable"}
    if query.wants("share") and query.filters & states and not query.group:
        return ""
    if len(groups) < 2 and not query.group:
        return ""
    lines = [group_line(row, by, query, reading) for row in groups]
    shown = 62 if query.group in GROUPS else 8
    return bullets(lines, len(lines) + reading.cut(by), shown)


def _natural(query: TimeQuery) -> str:
    """Without a wish: people of a place, or places of a person."""
    scope = query.scope
    if query.called:
        return "project"
    if scope.user:
        return "task" if scope.project else "project"
    return "user" if scope.project or scope.client or scope.task else "project"


def _running(query: TimeQuery, reading: Reading) -> str:
    lead = yes_no(query.measure, True)
    verb = "is" if reading.count == 1 else "are"
    about = where(replace(query, period=None))
    head = sentence(f"{lead}{plural(reading.count, 'timer')} {verb} running {about}")
    lines = [
        joined([str(row.get("user")), f"{row.get('task')} ({row.get('project')})",
                f"since {day(row.get('date'))}"])
        for row in reading.rows
    ]  # fmt: skip
    return head + bullets(lines, reading.count)


_ORDERS = {("size", True): "longest", ("size", False): "shortest", ("age", True): "latest",
           ("age", False): "first"}  # fmt: skip


def _ordered(query: TimeQuery, reading: Reading) -> str:
    """The longest, shortest, latest or first entries."""
    order = query.order
    assert order is not None
    rows = [row for row in reading.rows if not row.get("running") or order.by == "age"]
    picked = rows[order.rank - 1 :][: order.top]
    word = ranked(order.rank)
    word += _ORDERS.get((order.by, order.down), "latest")
    if not picked:
        return sentence(f"there is no {word} entry {where(query)}: only "
                        f"{plural(reading.count, 'entry')}")  # fmt: skip
    if len(picked) == 1:
        return sentence(f"the {word} entry {where(query)} is of {entry_line(picked[0], query)}")
    head = sentence(f"the {word} {plural(len(picked), 'entry')} {where(query)}:")
    lines = [entry_line(row, query) for row in picked]
    return head + bullets(lines, shown=len(lines)) + f"\nOut of {plural(reading.count, 'entry')}."


def _bounded(query: TimeQuery, reading: Reading) -> str:
    """Who or what sums up to more or less than a bound; without a split the sum itself."""
    total, bound = reading.totals["minutes"], query.threshold
    assert bound is not None
    if query.group not in GROUPS:
        holds = group_holds(query, total)
        lead = yes_no(query.measure, holds)
        return lead + _summary(replace(query, measure="sum"), reading) + _split(query, reading)
    groups = [row for row in reading.group(query.group) if group_holds(query, row["minutes"])]
    nouns = {"user": "person", "date": "day", "person_day": "day of somebody"}
    noun = nouns.get(query.group, query.group)
    count = plural(len(groups), noun).replace("persons", "people").replace("somebodys", "somebody")
    count = count.replace("day of", "days of") if len(groups) != 1 else count
    lead = yes_no(query.measure, groups)
    head = f"{lead}{count} with {bound.text} {where(query)}"
    lines = [group_line(row, query.group, query, reading) for row in groups]
    return sentence(head) + bullets(lines, shown=max(len(lines), 1))


def _ranking(query: TimeQuery, reading: Reading) -> str:
    by = query.group if query.group in GROUPS else "user"
    if by == "user" and query.scope.user:  # one person's time is told apart by what it went into
        by = _natural(query)
        query = replace(query, group=by)
    if by in TIMES and "/" in query.split:
        return _best_of_each(query, reading)
    least, of = query.measure == "least", "entries" if query.counts == "entry" else "minutes"
    split = query.split if query.group in GROUPS else by
    groups = sorted(reading.group(split), key=lambda row: row[of], reverse=not least)
    rank = query.order.rank if query.order else 1
    if len(groups) < rank:
        return _summary(query, reading) + _split(query, reading)
    first = groups[rank - 1]
    ties = [row for row in groups if row[of] == first[of]]
    names = listed([part_name(row, by) for row in ties[:3]])
    verb = "logged" if by == "user" else has(len(ties))
    place = ranked(rank)
    what = joined([f"the {place}{'least' if least else 'most'}", kind(query),
                   "entries" if of == "entries" else "time" if by != "user" else ""],
                  " ")  # fmt: skip
    head = joined([names, verb, what, where(query)], " ")
    size = minutes(first["minutes"])
    size = f"{plural(first['entries'], 'entry')}, {size}" if of == "entries" else size
    text = sentence(f"{head}: {size}")
    total = f" All together: {minutes(reading.totals['minutes'])}."
    lines = [group_line(row, by, query, reading) for row in groups]
    return text + total + bullets(lines, len(lines) + reading.cut(by), _most_shown(query))


def _best_of_each(query: TimeQuery, reading: Reading) -> str:
    """ "The top client of each month": the first, or the first few, within each part."""
    outer, inner = query.split.split("/")
    lines = []
    for row in reading.group(query.split):
        ranked_parts = sorted(row["parts"], key=lambda part: part[1],
                              reverse=query.measure == "most")  # fmt: skip
        best = inner_parts(ranked_parts[: query.top or 1], inner).removeprefix(" - ")
        lines.append(f"{part_name(row, outer)}: {best} (of {minutes(row['minutes'])})")
    words = f"the {inner} with the {query.measure} time of each {per_unit(outer)} {where(query)}"
    return sentence(f"{words}:") + bullets(lines, shown=len(lines))


def _most_shown(query: TimeQuery) -> int:
    """How many of a ranking are wanted; eight where nobody says."""
    top = query.order.top if query.order else None
    return query.top or (top if top and top > 1 else 8)
