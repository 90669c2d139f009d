"""Bounds in a request: "over 5k", "at least 30 days", "between 1,000 and 2,000", "10k or more"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from agent.models.builtin.text.currencies import CODES
from agent.models.builtin.text.numbers import WORD, number

_MORE = (
    r"more than|over|older than|longer than|later than|above|exceed(?:s|ing|ed)?|bigger than|"
    r"larger than|greater than|higher than|beyond|north of|in excess of|worth more than|>(?!=)"
)
_LEAST = r"at least|no less than|not less than|a minimum of|minimum|min\.?|from|>=|≥"
_LESS = (
    r"less than|under|below|fewer than|smaller than|lower than|shorter than|younger than|"
    r"newer than|worth less than|<(?!=)"
)
_MOST = r"at most|up to|no more than|not more than|a maximum of|maximum|max\.?|<=|≤"
_LEAD = re.compile(
    rf"(?<!\w)(?:(?P<least>{_LEAST})|(?P<more>{_MORE})|(?P<most>{_MOST})|(?P<less>{_LESS}))\s*"
)
_SIGN = r"(?:(?:[a-z]{3}|us|nz|ca|au)?\s?[$€£¥₹]\s?|[a-z]{3}\s)?"
_DIGITS = r"\d{1,3}(?:[,. ']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_SCALE = r"\s?(?P<scale{n}>k|grand|thousand|m|million|hundred)\b"
_UNIT = (
    r"[ -]?(?:(?:budgeted|planned|estimated|open|tracked|logged|billable|unbilled|full|working) )?"
    r"(?P<unit>days?|weeks?|months?|quarters?|years?|hours?|hrs?|h|minutes?|mins?|percent|%|"
    r"(?:(?<= )[a-z]+ )?(?:invoices?|bills?|entr(?:y|ies)|payments?))(?!\w)"
)
_UNIT_BEHIND = re.compile(_UNIT)  # "30+ days"
_WORDED = rf"(?:a|an|{WORD})(?=\s+(?:hundred|thousand|grand|million|k\b|days?|weeks?|months?|" \
          r"(?:[a-z-]+ )?invoices?\b|years?|hours?|minutes?|invoices?|entries|tasks?))"  # fmt: skip


def _amount(name: str) -> str:
    scale = _SCALE.replace("{n}", name)
    return rf"{_SIGN}(?P<n{name}>{_DIGITS}|{_WORDED})(?:{scale})?"


_CODE = "|".join(sorted(CODES))
_AMOUNT = re.compile(rf"{_amount('a')}(?:{_UNIT}|\s?(?:{_CODE}|[€£$])(?!\w))?")
_RANGE = re.compile(
    rf"\b(?:between|from|of)\s+{_amount('a')}\s*(?:and|to|-)\s*{_amount('b')}(?:{_UNIT})?"
)
_AFTER = re.compile(
    r"\s*(?:or|and) (?:(?P<up>more|over|above|up|higher|longer|older|later|bigger)|"
    r"(?P<down>less|under|below|lower|fewer|shorter))\b|(?P<plus>\s?\+)"
)
_SCALES = {"k": 1000, "grand": 1000, "thousand": 1000, "m": 10**6, "million": 10**6,
           "hundred": 100}  # fmt: skip
_UNITS = {"hr": "hour", "h": "hour", "min": "minute", "%": "percent", "bill": "invoice",
          "entrie": "entry"}  # fmt: skip


@dataclass(frozen=True)
class Threshold:
    """Bounds, None on an open side; "over" and "under" exclude their number, the rest include it.

    ``unit`` is singular or empty, ``text`` as said.
    """

    low: Decimal | None
    high: Decimal | None
    strict: bool
    unit: str
    text: str

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies within the bounds."""
        if self.low is not None and (value <= self.low if self.strict else value < self.low):
            return False
        if self.high is None:
            return True
        return value < self.high if self.strict else value <= self.high

    def times(self, factor: int) -> Threshold:
        """The same bounds in a smaller unit."""
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        return Threshold(low, high, self.strict, self.unit, self.text)


def find_threshold(text: str) -> Threshold | None:
    """The first bound or range in a folded text whose dates are taken out."""
    between = _RANGE.search(text)
    if between:
        low, high = _value(between, "a"), _value(between, "b")
        if between["scaleb"] and not between["scalea"] and low < high / 1000:
            low *= _SCALES[between["scaleb"]]
        return Threshold(low, high, False, _unit(between["unit"]), between.group())
    return _led(text) or _followed(text)


def _led(text: str) -> Threshold | None:
    for lead in _LEAD.finditer(text):
        amount = _AMOUNT.match(text, lead.end())
        if not amount or (lead["least"] == "from" and not _AFTER.match(text, amount.end())):
            continue
        value, unit = _value(amount, "a"), _unit(amount["unit"])
        said = text[lead.start() : amount.end()].strip()
        upward = bool(lead["more"] or lead["least"])
        if lead["less"] in ("younger than", "newer than") or not upward:
            return Threshold(None, value, bool(lead["less"]), unit, said)
        return Threshold(value, None, bool(lead["more"]), unit, said)
    return None


def _followed(text: str) -> Threshold | None:
    """ "5k or more", "30 days and up", "10k+"."""
    for amount in _AMOUNT.finditer(text):
        after = _AFTER.match(text, amount.end())
        if after:
            value, unit = _value(amount, "a"), _unit(amount["unit"])
            behind = _UNIT_BEHIND.match(text, after.end()) if after["plus"] else None
            unit = _unit(behind["unit"]) if behind else unit
            said = text[amount.start() : (behind or after).end()].strip()
            if after["down"]:
                return Threshold(None, value, False, unit, said)
            return Threshold(value, None, False, unit, said)
    return None


def _value(match: re.Match[str], name: str) -> Decimal:
    return figure(match[f"n{name}"]) * _SCALES.get(match[f"scale{name}"] or "", 1)


def figure(text: str) -> Decimal:
    """A number with its thousands set off by a comma, a point, a blank or an apostrophe."""
    if not text[:1].isdigit():
        return number(text)
    grouped = re.fullmatch(r"(\d{1,3}(?:[,. ']\d{3})+)(?:[.,](\d{1,2}))?", text)
    if grouped:
        whole = re.sub(r"\D", "", grouped[1])
        return Decimal(f"{whole}.{grouped[2] or 0}")
    return Decimal(text.replace(",", "."))


def _unit(text: str | None) -> str:
    last = (text or "").split(" ")[-1].removesuffix("s")
    return _UNITS.get(last, last)
