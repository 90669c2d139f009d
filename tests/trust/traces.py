"""Finds a secret in whatever letters it may have left: plain, encoded, reversed."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

TOKEN = re.compile(rb"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}")
"""A signed JSON Web Token, such as an approval."""


def forms(secret: str) -> Iterator[bytes]:
    """The secret as it may stand in a file."""
    raw = secret.encode()
    yield raw
    yield raw[::-1]
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    yield quote(secret, safe="").encode()
    yield secret.encode("utf-16-le")
    for text in (raw, raw + b":X", raw + b":"):
        yield from _base64(text)


def _base64(raw: bytes) -> Iterator[bytes]:
    """The part that stays the same wherever in a longer text it stands, in both alphabets."""
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + raw)
        part = encoded[4 if before else 0 : len(encoded) // 4 * 4 - 4]
        yield part
        yield part.translate(bytes.maketrans(b"+/", b"-_"))


def hits(content: bytes, secrets: Iterable[str]) -> list[str]:
    """The secrets that are in it, in any form, and tokens."""
    found = [secret for secret in secrets if any(form in content for form in forms(secret))]
    return found + ["a signed token"] * bool(TOKEN.search(content))


def files(folder: Path) -> Iterator[Path]:
    """Everything below a folder that has content."""
    return (path for path in folder.rglob("*") if path.is_file())


def open_to_others(folder: Path) -> list[str]:
    """Files that are not 0600 and folders that are not 0700, the folder itself included."""
    return [
        f"{path} {path.stat().st_mode & 0o777:o}"
        for path in (folder, *folder.rglob("*"))
        if path.stat().st_mode & 0o777 != (0o700 if path.is_dir() else 0o600)
    ]
