"""Notes every address and program that this Python process asks for, one a line, in a file.

Python imports this module before anything else where its folder is on PYTHONPATH.
"""

from __future__ import annotations

import os
import sys
from typing import Any

LOOK_UPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
MESSAGES = {"socket.connect", "socket.sendto", "socket.sendmsg"}


def install(path: str) -> None:
    """Note from now on, for as long as the process lives: an audit hook cannot be taken out."""
    out = os.open(path, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600)

    def note(event: str, details: tuple[Any, ...]) -> None:
        if event in MESSAGES and isinstance(details[1], tuple):
            os.write(out, f"{event} {details[1][0]} {details[1][1]}\n".encode())
        elif event in LOOK_UPS:
            port = details[1] if len(details) > 1 else None
            os.write(out, f"{event} {details[0]} {port}\n".encode())
        elif event == "subprocess.Popen":
            os.write(out, f"{event} {details[0]} -\n".encode())

    sys.addaudithook(note)


if "HOSTILE_CONNECTIONS" in os.environ:
    install(os.environ["HOSTILE_CONNECTIONS"])
    # A program that this one starts with its own Python is watched too.
    sys.executable = os.environ["HOSTILE_PYTHON"]
