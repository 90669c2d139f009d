"""A report in a terminal: headlines, the first rows of each section, and what can be approved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from shutil import get_terminal_size

from agent.commands.output import say
from agent.commands.render import bound_id
from agent.conversation import PendingAction
from agent.flows.report import Report, Section
from agent.reports import wording

_ROWS = 6
_MARGIN, _GAP = "  ", "  "
_WITHOUT_TERMINAL = 160  # characters to a line, where it goes into a file or a pipe
_NARROWEST = 14
_NAMED = 8  # cards whose ids fit into a command that one would still copy


def print_report(report: Report, cards: Sequence[PendingAction]) -> None:
    """The report shortly; each section with its first rows, and how many more there are."""
    zone = wording.zone_of(report)
    say(report.title)
    say(" · ".join(f"{label}: {value}" for label, value in wording.facts(report)))
    _notes(report)
    _figures(report)
    for section in report.sections:
        _section(section, report, zone)
    _proposals(report, cards)
    say()


def _notes(report: Report) -> None:
    if report.missing:
        say()
        say("INCOMPLETE: what rests on these has no rows and no totals")
        for each in report.missing:
            say(f"  ! {each.what}: {each.reason}")
    if report.warnings:
        say()
        for warning in report.warnings:
            say(f"  ! {warning}")


def _figures(report: Report) -> None:
    told = wording.headlines(report)
    wide = max((len(label) for label, _ in told), default=0)
    say()
    for label, values in told:
        say(f"  {label.ljust(wide)}  {'   '.join(values)}")


def _section(section: Section, report: Report, zone: tzinfo) -> None:
    say()
    if section.rows is None:
        say(f"{section.title}: {wording.unread_shortly(report)}.")
        return
    say(f"{section.title}: {len(section.rows):,}" if section.rows else f"{section.title}: none")
    columns = section.columns
    rows = [
        [wording.cell(row, column, columns, zone, report.signs) for column in columns]
        for row in section.rows[:_ROWS]
    ]
    if rows:
        right = [wording.is_figure(column) for column in columns]
        _table([[c.heading for c in columns], *rows], right)
    if len(section.rows) > _ROWS:
        say(f"  … and {len(section.rows) - _ROWS:,} more")


def _table(lines: Sequence[Sequence[str]], right: Sequence[bool]) -> None:
    cells = [list(map(wording.plain, line)) for line in lines]
    widths = _fitting([max(map(len, column)) for column in zip(*cells, strict=True)], right)
    for line in cells:
        padded = [
            _cut(cell, width).rjust(width) if flush else _cut(cell, width).ljust(width)
            for cell, width, flush in zip(line, widths, right, strict=True)
        ]
        say(_MARGIN + _GAP.join(padded).rstrip())


def _fitting(widths: Sequence[int], figures: Sequence[bool]) -> list[int]:
    """The widths, the widest texts narrower until a line fits into the terminal; a figure is whole
    however wide it is."""
    room = get_terminal_size((_WITHOUT_TERMINAL, 0)).columns - len(_MARGIN)
    fitting = list(widths)
    texts = [at for at, is_figure in enumerate(figures) if not is_figure]
    while sum(fitting) + len(_GAP) * (len(fitting) - 1) > room:
        widest = max(texts, key=lambda at: fitting[at], default=None)
        if widest is None or fitting[widest] <= _NARROWEST:
            break
        fitting[widest] -= 1
    return fitting


def _cut(cell: str, width: int) -> str:
    return cell if len(cell) <= width else f"{cell[: width - 1]}…"


def _waited(report: Report) -> None:
    """The follow-ups that another conversation suggested before, each with the id of its card."""
    if not report.waited:
        return
    say()
    say(f"Follow-ups that waited for your decision already: {len(report.waited)}")
    for proposal in report.waited:
        say(f"  {proposal.id}  {wording.headed(proposal)}")
    say("See them with: paymo-agent pending")


def _proposals(report: Report, cards: Sequence[PendingAction]) -> None:
    """The follow-ups that wait, each with its id as `approve` takes it."""
    waiting = {card.id: card for card in cards}
    own = [(each, waiting[each.id]) for each in report.proposals if each.id in waiting]
    _waited(report)
    if not own:
        return
    say()
    say(f"Follow-ups that wait for your decision: {len(own)}")
    for proposal, card in own:
        say(f"  {bound_id(card)}  {card.summary}")
        say(f"      {proposal.why}")
    ids = " ".join(bound_id(card) for _, card in own) if len(own) <= _NAMED else "ID ID ..."
    say()
    say(f"Approve with: paymo-agent approve {ids}")
