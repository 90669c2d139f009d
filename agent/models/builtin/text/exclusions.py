"""Words that leave a name out: "without", "except for", "and" between two names left out."""

from __future__ import annotations

import re

LEFT_OUT = (
    r"without|excluding|exclude|excl\.?|except(?: for| from| of)?|apart from|aside from|"
    r"other than|besides|but not|(?:everyone|everybody|anyone|anybody|all|nobody|none) but|"
    r"not counting|not including|leaving (?:out|aside)|leave (?:out|aside)|ignoring|minus"
)
_BEFORE = re.compile(
    rf"\b(?:{LEFT_OUT})\s+"
    r"(?:the |our |any |all |those of |that of |client |customer |project )*[\"']?$"
)
_AND = re.compile(r"(?:'s)?\s*(?:,|\band\b|\bor\b|&)\s*(?:the |our )?$")


def is_left_out(before: str, after_left_out: bool) -> bool:
    """Whether the name behind these folded words is left out, or joins one that is."""
    return _BEFORE.search(before) is not None or (
        after_left_out and _AND.search(before) is not None
    )
