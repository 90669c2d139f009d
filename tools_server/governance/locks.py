"""One write of the same content at a time, between tasks and between processes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from anyio import CancelScope
from filelock import AsyncFileLock, Timeout

from tools_server.errors import Conflict

# Two digests that share a file take turns needlessly, and the folder has a bounded size.
_BUCKET_LETTERS = 4


class WriteLocks:
    """Locks by digest, as files: the system takes them back from a process that was killed.

    So a claim whose lock is free was cut off, and one whose lock is held is under way.
    """

    def __init__(self, folder: Path, *, longest_wait: float) -> None:
        self._folder = folder
        self._longest_wait = longest_wait
        folder.mkdir(mode=0o700, exist_ok=True)

    @asynccontextmanager
    async def hold(self, digest: str) -> AsyncIterator[None]:
        """Hold the lock of this content. Raises `Conflict` where another holds it for too long."""
        path = self._folder / f"write-{digest[:_BUCKET_LETTERS]}.lock"
        lock = AsyncFileLock(path, timeout=self._longest_wait, mode=0o600)
        try:
            await lock.acquire()
        except Timeout as busy:
            raise Conflict(
                "The same write is under way in another window or process.",
                hint="Wait for its answer; nothing was sent by this call.",
            ) from busy
        try:
            yield
        finally:
            with CancelScope(shield=True):  # a caller that hangs up must not keep it locked
                await lock.release()
