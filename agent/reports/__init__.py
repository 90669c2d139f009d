"""The views of a report: Markdown, a workbook, a page, and its JSON, as files.

Each view is a function from a `Report` alone: it reads nothing and adds nothing up but the totals
of a sheet.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from pathlib import Path

from agent.flows.report import Report
from agent.visible import escaped
from tools_server.errors import InvalidArgument


def checked_path(path: Path) -> Path:
    """The path, if a view can be written there: its suffix names one and its folder is there.

    Raises `InvalidArgument`, so that nobody waits for a report which then has no file.
    """
    if path.suffix.lower() not in _VIEWS:
        said = f"{path.suffix} is no view of a report" if path.suffix else "no view is named"
        raise InvalidArgument(f"{path.name}: {said}.", hint=f"End the name with {_CHOICES}.")
    try:
        problem = "it is a folder" if path.is_dir() else ""
        problem = problem or ("" if path.parent.is_dir() else f"there is no folder {path.parent}")
    except OSError as refused:  # a name that is too long, or a folder that is closed to us
        problem = f"it cannot be written ({refused.strerror})"
    if problem:
        raise InvalidArgument(f"{path.name}: {problem}.", hint="Name a file in a folder there is.")
    return path


def rendered(report: Report, suffix: str, section: str | None = None) -> bytes:
    """The file of the view that a suffix names (".md", ".xlsx", ".html", ".json", ".csv").

    ".csv" is one section: the one named, or the only one. Raises `InvalidArgument`.
    """
    if suffix.lower() not in _VIEWS:
        raise InvalidArgument(f"{suffix} is no view of a report.", hint=f"There are {_CHOICES}.")
    if suffix.lower() == ".csv":
        return _csv(report, section)
    return _VIEWS[suffix.lower()](report)


def written(report: Report, path: Path, section: str | None = None) -> Path:
    """Write the view that the file's name asks for, whole or not at all; an older file gives way.

    A file such as ``overdue.csv`` names its section by itself. Raises `InvalidArgument` for a name
    or folder that cannot be.
    """
    if section is None and path.stem in (each.name for each in report.sections):
        section = path.stem
    content = rendered(report, checked_path(path).suffix, section)
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise InvalidArgument(
            f"{path}: it cannot be written ({reason}).", hint="Name another file."
        ) from problem
    finally:
        part.unlink(missing_ok=True)
    return path


def json_text(report: Report) -> str:
    """The contract (docs/contracts.md), with JSON's own escapes for what hides in a text."""
    return escaped(json.dumps(report.as_json(), ensure_ascii=False, indent=2)) + "\n"


def _json(report: Report) -> bytes:
    return json_text(report).encode()


def _markdown(report: Report) -> bytes:
    from agent.reports.markdown import markdown

    return markdown(report).encode()


def _workbook(report: Report) -> bytes:
    from agent.reports.workbook import workbook

    return workbook(report)


def _page(report: Report) -> bytes:
    from agent.reports.page import page

    return page(report).encode()


def _csv(report: Report, name: str | None = None) -> bytes:
    from agent.reports.cells import as_csv
    from agent.reports.wording import unread

    sections = {each.name: each for each in report.sections}
    found = sections.get(name or (next(iter(sections)) if len(sections) == 1 else ""))
    if found is None:
        said = f"There is no section {name}." if name else "A .csv file holds one section."
        raise InvalidArgument(said, hint=f"Name one of these: {', '.join(sections)}.")
    if found.rows is None:
        raise InvalidArgument(f"{found.title} {unread(report)}.", hint="Run it again later.")
    return as_csv(found.rows, [column.field for column in found.columns])


# The workbook and the page need libraries that only they need: they are loaded when asked for.
_VIEWS: dict[str, Callable[[Report], bytes]] = {
    ".md": _markdown,
    ".xlsx": _workbook,
    ".html": _page,
    ".json": _json,
    ".csv": _csv,
}
_CHOICES = ", ".join(_VIEWS)
