"""YAML that says what it means: a key given twice is an error, not the loss of the first one.

A plain `yes`, `10:30` or `0042` is a word to whoever writes it, and a truth value, 630 or 34 to
YAML 1.1. What stands there is kept beside what YAML makes of it, and the field decides.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from math import isfinite
from pathlib import Path
from typing import Any

import yaml

_KINDS = ("bool", "int", "float", "timestamp")
_MERGE = "tag:yaml.org,2002:merge"


class NotYaml(ValueError):
    """The file is no YAML; the text says where."""


class Plain(str):
    """A text without quotation marks that YAML reads as something else: that is its ``value``."""

    value: Any

    def __new__(cls, text: str, value: Any) -> Plain:
        self = super().__new__(cls, text)
        self.value = value
        return self


def meant(content: Any) -> Any:
    """The content with every `Plain` as its value: for fields that hold any kind of thing.

    Raises `ValueError` for what JSON cannot hold.
    """
    content = content.value if isinstance(content, Plain) else content
    if isinstance(content, dict):
        return {str(key): meant(value) for key, value in content.items()}
    if isinstance(content, list):
        return [meant(value) for value in content]
    if isinstance(content, bytes | set | tuple) or (
        isinstance(content, float) and not isfinite(content)
    ):
        raise ValueError(f"{content!r} is no text, number, day, list or mapping")
    return content


class _Loader(yaml.CSafeLoader):
    def flatten_mapping(self, node: Any) -> None:
        """Looks at the keys before those of others are merged into them."""
        seen: set[Any] = set()
        for key_node, _ in node.value if node not in self._flattened else ():
            if key_node.tag == _MERGE:
                continue
            key = self.construct_object(key_node, deep=True)
            line = key_node.start_mark.line + 1
            if not isinstance(key, Hashable):
                raise NotYaml(f"line {line}: a key has to be a text")
            if key in seen:
                raise NotYaml(f"line {line}: the key {key!r} is given twice")
            seen.add(key)
        self._flattened.add(node)
        super().flatten_mapping(node)

    @property
    def _flattened(self) -> set[Any]:
        nodes: set[Any] = self.__dict__.setdefault("_flattened_nodes", set())
        return nodes


def _as_written(construct: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def constructed(loader: Any, node: Any) -> Any:
        text = node.value
        if ":" in text and "-" not in text[1:]:
            return text  # 10:30, in base sixty
        if text.lstrip("+-")[:1] == "0" and text.isdigit() and len(text) > 1:
            return text  # 0042, in base eight
        try:
            return Plain(text, construct(loader, node))
        except ValueError:  # a day that there is not
            return text

    return constructed


for _kind in _KINDS:
    _construct = getattr(yaml.constructor.SafeConstructor, f"construct_yaml_{_kind}")
    _Loader.add_constructor(f"tag:yaml.org,2002:{_kind}", _as_written(_construct))


def read_yaml(file: Path) -> Any:
    """The content of the file, with `Plain` where YAML would read a plain text as another thing.

    Raises `NotYaml`, and `OSError` where it cannot be read.
    """
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  it is a safe loader
    except yaml.YAMLError as wrong:
        raise NotYaml(" ".join(str(wrong).split())) from wrong
