"""XML request bodies: `<request>` around plain fields (Paymo API facts, section 1.2).

How a list would be written nobody documents, so nothing but plain fields is read.
"""

from collections.abc import Mapping
from typing import Any
from xml.parsers import expat


def decode_xml(content: bytes) -> dict[str, Any]:
    """The fields as text. Raises ValueError for anything else."""
    reading = _Reading()
    try:
        reading.parser.Parse(content, True)
    except expat.ExpatError as problem:
        raise ValueError(str(problem)) from None
    return reading.fields


class _Reading:
    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.path: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity

    def _start(self, name: str, _: Mapping[str, str]) -> None:
        self.path.append(name)
        if self.path[0] != "request" or len(self.path) > 2:
            raise ValueError("expected plain fields in a request")
        if len(self.path) == 2:
            self.fields[name] = ""

    def _end(self, _: str) -> None:
        self.path.pop()

    def _text(self, text: str) -> None:
        if len(self.path) == 2:
            self.fields[self.path[1]] += text

    def _entity(self, *_: Any) -> None:
        """Entities of a document's own can grow without bound."""
        raise ValueError("entities are not read")
