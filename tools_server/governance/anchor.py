"""The anchor: where the audit log ended, kept outside its database and sealed.

A chain of hashes proves that nothing inside it was changed; only something outside can prove that
it was not cut, or written anew from end to end. The file `audit.head` holds number and hash of the
last entry, under a seal that only the key of this data folder can make. Each entry is sealed in the
same way, so that a rewritten one is told from those that follow it.

Who can read `approval.key` can forge the seals, and an old copy of the whole data folder is
consistent in itself. Against those, keep exports (`audit export`) in another place.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tools_server.governance.approvals import ApprovalSigner

FILE_NAME = "audit.head"
FIRST = "0" * 64


@dataclass(frozen=True)
class Head:
    """The end of a chain: its last entry's number and hash; 0 and zeros where there is none."""

    seq: int = 0
    hash: str = FIRST


class AnchorBroken(ValueError):
    """The file is there, and it is not what this folder's key sealed."""


# What a file that anybody could have written brings about: no JSON, another shape, an endless
# number, brackets without end, or nothing that may be read.
_UNREADABLE = (ValueError, KeyError, TypeError, OverflowError, RecursionError, OSError)


class Anchor:
    """Reads and writes the anchor file of a data folder (mode 0600), and makes the seals."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key

    @classmethod
    def in_folder(cls, data: Path) -> Anchor:
        """The anchor of this data folder. Its key is made from the folder's approval key."""
        return cls(data / FILE_NAME, ApprovalSigner.from_folder(data).key_for("audit log"))

    @property
    def exists(self) -> bool:
        """Whether there is an anchor, sound or not."""
        return self._path.exists()

    def seal(self, entry_hash: str) -> str:
        """The seal of an entry."""
        return self._sealed(f"entry {entry_hash}")

    def read(self) -> Head | None:
        """The head, or None where there is no file. Raises `AnchorBroken`."""
        try:
            if self._path.exists() and not self._path.is_file():
                raise AnchorBroken  # a pipe would keep whoever reads it waiting
            content = json.loads(self._path.read_bytes())
            head = Head(int(content["seq"]), str(content["hash"]))
            sound = hmac.compare_digest(str(content["seal"]), self._head_seal(head))
        except FileNotFoundError:
            return None
        except _UNREADABLE as unreadable:
            raise AnchorBroken from unreadable
        if not sound:
            raise AnchorBroken
        return head

    def write(self, head: Head) -> None:
        """Put this head there, whole or not at all. Callers hold the lock of the database."""
        content = {"seq": head.seq, "hash": head.hash, "seal": self._head_seal(head)}
        draft = self._path.with_name(f"{FILE_NAME}.{secrets.token_hex(4)}")
        handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(handle)  # else a power cut may leave an empty file under the final name
        draft.replace(self._path)

    def _head_seal(self, head: Head) -> str:
        return self._sealed(f"head {head.seq} {head.hash}")

    def _sealed(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), sha256).hexdigest()
