"""What a person sees: what must never reach a screen raw, and the text behind what is shown."""

from __future__ import annotations

import re

# Written down here a second time, by code point: controls (line breaks and tabs are seen), soft
# hyphen, fillers, direction, zero widths, selectors after no symbol, private use, tags.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u2000-\u200f\u2028-\u202e\u205f-\u206f\u2800\u3164\ue000-\uf8ff\ufe00-\ufe0e\ufeff\uffa0"
    "\ufff9-\ufffb\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_SPELLED = re.compile(r"⟨U\+([0-9A-F]{4,6})⟩")


def read_back(shown: str) -> str:
    """The text behind a shown one: every spelled-out character as itself."""
    return _SPELLED.sub(lambda found: chr(int(found[1], 16)), shown)
