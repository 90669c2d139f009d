"""Currencies as people say them: "in euros", "USD", "£", "Canadian dollars"."""

from __future__ import annotations

import re

from agent.models.builtin.text.fold import Span, word_list

_DOLLARS = ("AUD", "CAD", "HKD", "NZD", "SGD", "USD")
_CROWNS = ("CZK", "DKK", "ISK", "NOK", "SEK")

# Codes that are no English words or names: "try", "all" and "ron" cannot be told from them.
CODES = frozenset(
    word_list("""
    aed aud bgn brl cad chf cny czk dkk eur gbp hkd huf idr ils inr isk jpy krw mxn myr nok nzd pln
    sar sek sgd thb twd usd zar
""")
)
_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"(?:us|u\.s\.|american) dollars?|us\$", ("USD",)),
    (r"(?:canadian) dollars?|c\$|ca\$", ("CAD",)),
    (r"(?:australian|aussie) dollars?|a\$|au\$", ("AUD",)),
    (r"(?:new zealand|nz|kiwi) dollars?|nz\$", ("NZD",)),
    (r"(?:singapore) dollars?|s\$", ("SGD",)),
    (r"(?:hong kong) dollars?|hk\$", ("HKD",)),
    (r"swiss francs?|francs?", ("CHF",)),
    (r"swedish (?:krona|kronor|crowns?)", ("SEK",)),
    (r"norwegian (?:krone|kroner|crowns?)", ("NOK",)),
    (r"danish (?:krone|kroner|crowns?)", ("DKK",)),
    (r"euros?", ("EUR",)),
    (r"pounds?|sterling|quid", ("GBP",)),
    (r"yen", ("JPY",)),
    (r"rupees?", ("INR",)),
    (r"zlot(?:y|ys|ych)", ("PLN",)),
    (r"reais|(?:brazilian |(?<=\bin ))reals?(?! terms)", ("BRL",)),
    (r"rands?", ("ZAR",)),
    (r"dirhams?", ("AED",)),
    (r"yuan|renminbi|rmb", ("CNY",)),
    (r"(?:mexican )?pesos?", ("MXN",)),
    (r"shekels?", ("ILS",)),
    (r"baht", ("THB",)),
    (r"ringgit", ("MYR",)),
    (r"forints?", ("HUF",)),
    (r"rupiah", ("IDR",)),
    (r"koruna|korun|czech crowns?", ("CZK",)),
    (r"ri[ya]als?", ("SAR",)),
    (r"(?:korean|south korean) won", ("KRW",)),
    (r"dollars?|bucks", _DOLLARS),
    (r"krona|kronor|krone|kroner|crowns", _CROWNS),
)
_RULES = tuple((re.compile(rf"(?<!\w)(?:{words})(?![a-z])"), codes) for words, codes in _WORDS)
_SIGNS = {"$": _DOLLARS, "€": ("EUR",), "£": ("GBP",), "¥": ("JPY",), "₹": ("INR",)}
_CODE = re.compile(rf"\b(?:{'|'.join(sorted(CODES))})(?=\b|\d)")


def currency_spans(text: str) -> list[Span]:
    """Where currencies are named in words: "Australian dollars" names nobody."""
    return [match.span() for pattern, _ in _RULES for match in pattern.finditer(text)]


def find_currencies(text: str) -> tuple[str, ...]:
    """The codes of the currencies named in a folded text; "dollars" and "crowns" are of several
    countries. Empty where none is named."""
    found = {code.upper() for code in _CODE.findall(text)}
    for pattern, codes in _RULES:
        text, hits = pattern.subn(" ", text)
        found |= set(codes) if hits else set()
    for sign, codes in _SIGNS.items():
        found |= set(codes) if sign in text else set()
    return tuple(sorted(found))
