"""YAML that says what it means: a key given twice is an error, not the loss of the first one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


class NotYaml(ValueError):
    """The file is no YAML; the text says where."""


class _Loader(yaml.CSafeLoader):
    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                line = key_node.start_mark.line + 1
                raise NotYaml(f"line {line}: the key {key!r} is given twice")
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_yaml(file: Path) -> Any:
    """The content of the file. Raises `NotYaml`, and `OSError` where it cannot be read."""
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  it is a safe loader
    except yaml.YAMLError as wrong:
        raise NotYaml(" ".join(str(wrong).split())) from wrong
