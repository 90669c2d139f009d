"""Finds and reads datasets. What does not fit the format is named by file, case and field."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from evals.cases import Case
from evals.yaml_file import NotYaml, read_yaml

DATASETS = Path(__file__).parent / "datasets"


class CaseError(Exception):
    """A dataset that cannot be played; the text names file, case and field."""


def find_dataset(name: str) -> list[Path]:
    """The files of a dataset: a YAML file, a folder of them, or the name of one in `datasets/`.

    Raises `CaseError` where there is none.
    """
    for place in (Path(name), DATASETS / name, DATASETS / f"{name}.yaml"):
        if place.is_file():
            return [place]
        if place.is_dir():
            files = sorted([*place.rglob("*.yaml"), *place.rglob("*.yml")])
            if not files:
                raise CaseError(f"{place}: there is no .yaml file in this folder")
            return files
    known = ", ".join(sorted(path.stem for path in DATASETS.iterdir()))
    raise CaseError(f"{name}: there is no such file, folder or dataset; the datasets are {known}")


def load_cases(files: Iterable[Path]) -> list[Case]:
    """The cases in order. Raises `CaseError`, also for an id that is used twice."""
    cases = [case for file in files for case in _cases_of(file)]
    first: dict[str, Path] = {}
    for case in cases:
        if case.id in first:
            raise CaseError(
                f"{case.source}: case {case.id}: id: it is used in {first[case.id]} already"
            )
        first[case.id] = case.source
    return cases


def _cases_of(file: Path) -> list[Case]:
    try:
        content = read_yaml(file)
    except (OSError, UnicodeDecodeError, NotYaml) as unreadable:
        raise CaseError(f"{file}: {unreadable}") from unreadable
    if content is None:
        return []
    if not isinstance(content, list):
        raise CaseError(f"{file}: a dataset is a list of cases, each with `- id: ...`")
    return [_case(file, number, given) for number, given in enumerate(content, 1)]


def _case(file: Path, number: int, given: Any) -> Case:
    name = given.get("id", f"number {number}") if isinstance(given, dict) else f"number {number}"
    if not isinstance(given, dict):
        raise CaseError(f"{file}: case {name}: it has to be a mapping with id, turns and expect")
    if "source" in given:
        raise CaseError(f"{file}: case {name}: source: there is no such field")
    try:
        case = Case.model_validate({**given, "source": file})
    except ValidationError as wrong:
        raise CaseError("\n".join(_problems(file, name, wrong))) from wrong
    if case.world_file and not case.world_file.is_file():
        raise CaseError(f"{file}: case {name}: world: there is no file {case.world_file}")
    return case


def _problems(file: Path, name: object, wrong: ValidationError) -> Iterable[str]:
    for detail in wrong.errors(include_url=False):
        field = ""
        for step in detail["loc"]:
            field += f"[{step}]" if isinstance(step, int) else f".{step}"
        message = detail["msg"].removeprefix("Value error, ")
        if detail["type"] == "extra_forbidden":
            message = "there is no such field"
        yield f"{file}: case {name}: {field.lstrip('.') or 'case'}: {message}"
