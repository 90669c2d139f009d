"""A message whose pointing words are replaced by the names of what they point at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from agent.models.builtin.text.fold import fold

Reference = dict[str, Any]

THERE = re.compile(
    r"\b(?:(?:in|on) there|(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbe )(?<!\bhi )"
    r"(?<!\bhey )(?<!\bhello )there(?!'s| (?:is|are|was|were|been)\b))\b"
)


@dataclass
class Pointed:
    """The text with names in the place of pointing words, and which record each name means."""

    text: str
    picks: dict[str, Any] = field(default_factory=dict)

    @property
    def kinds(self) -> set[str]:
        return {str(reference["kind"]) for reference in self.picks.values()}

    def put(
        self, span: tuple[int, int], reference: Reference, *, own: bool = False, lead: str = ""
    ) -> None:
        """Set a record's name, behind a ``lead``, in the place of words. Names that no list holds
        are quoted."""
        name = str(reference["name"])
        self.picks[fold(name)] = reference
        written = name
        if reference["kind"] in ("task", "milestone"):
            self.picks[f"task {fold(name)}"] = reference
            self.picks[str(reference["kind"])] = reference
            before = fold(self.text[: span[0]]).split()[-1:]
            noun = "" if before == [reference["kind"]] else f"{reference['kind']} "
            written = f'{noun}"{name}"'
        elif reference["kind"] == "invoice":
            written = f"invoice {name}"
        if own:
            written = f"{written}'s" if written[-1:] != '"' else f"of {written}"
        elif THERE.fullmatch(fold(self.text[slice(*span)])):
            written = f"in {written}"
        self.text = f"{self.text[: span[0]]}{lead}{written}{self.text[span[1] :]}"
