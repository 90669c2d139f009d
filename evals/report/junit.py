"""A run as JUnit XML: a suite for each file of the dataset, a test case for each case.

A case that could not be judged is an `error`, one that failed a `failure`, as build servers count
them. The format is that of https://github.com/testmoapp/junitxml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from pathlib import PurePath
from xml.etree import ElementTree as Xml

from evals.results import CaseResult, RunResult

# XML 1.0 has no way to write these, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(run: RunResult) -> str:
    """The XML text."""
    root = Xml.Element("testsuites", {"name": _text(run.dataset), **_counts(run.cases)})
    root.set("time", f"{run.elapsed_s:.3f}")
    for source, cases in groupby(run.cases, key=lambda case: case.source):
        suite = list(cases)
        name = PurePath(source).stem or run.dataset
        element = Xml.SubElement(root, "testsuite", {"name": _text(name), **_counts(suite)})
        element.set("timestamp", run.started_at)
        for case in suite:
            element.append(_case(case, name))
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _case(case: CaseResult, suite: str) -> Xml.Element:
    seconds = sum(trial.elapsed_ms for trial in case.trials) / 1000
    element = Xml.Element(
        "testcase", name=_text(case.id), classname=_text(suite), time=f"{seconds:.3f}"
    )
    if case.status != "passed":
        kind = "error" if case.status == "broken" else "failure"
        found = case.findings
        problem = Xml.SubElement(element, kind, type=found[0].dimension if found else kind)
        problem.set("message", _text(found[0].message if found else ""))
        problem.text = _text("\n".join(f"{each.dimension}: {each.message}" for each in found))
    said = [f"> {turn.said}\n{turn.answer}" for turn in case.trials[-1].turns]
    Xml.SubElement(element, "system-out").text = _text("\n\n".join(said))
    return element


def _counts(cases: Iterable[CaseResult]) -> dict[str, str]:
    statuses = [case.status for case in cases]
    return {
        "tests": str(len(statuses)),
        "failures": str(statuses.count("failed")),
        "errors": str(statuses.count("broken")),
    }


def _text(value: str) -> str:
    return _UNWRITABLE.sub("\ufffd", value)
