"""`make limit`: a hundred approved entries at Paymo's limit, by real processes in real time.

Takes about twelve minutes, nearly all of it waiting. `python -m tests.trust.limit 10` is a taste.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import get_default_environment, stdio_client
from pydantic import AnyUrl

from tests import studio
from tests.tools_server.writes.office import Office
from tools_server.governance.approvals import ApprovalSigner

FIRST = date(2026, 6, 1)
WINDOW, LIMIT = 5.0, 5


def main() -> None:
    """Measure, print one line, and end with 1 where a figure is not what is promised."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder, sandbox() as root:
        started = time.monotonic()
        asyncio.run(write(entries, f"{root}/api/", Path(folder)))
        took = time.monotonic() - started
        log = httpx.get(f"{root}/_control/requests").json()["requests"]
        params = {"where": "user_id=4 and task_id=301"}
        answer = httpx.get(f"{root}/api/entries", params=params, auth=("ADMIN-KEY", "X"))
    days = Counter(row.get("date") for row in answer.json()["entries"] if row["duration"] == 1860)
    refused = sum(line["status"] == 429 for line in log)
    least = (len(log) - 1) // LIMIT * WINDOW
    sys.stdout.write(
        f"{entries} entries approved, {entries - len(days)} lost, {days.total() - len(days)}"
        f" doubled; {len(log)} requests, {refused} refused; {took:.0f} s,"
        f" {took / least:.3f} of the limit's own {least:.0f} s\n"
    )
    sys.exit(not (len(days) == days.total() == entries and refused <= 3 and took <= 1.1 * least))


async def write(entries: int, address: str, data: Path) -> None:
    """Preview, approve and send them one after the other."""
    environment = {
        **get_default_environment(),
        "PAYMO_BASE_URL": address,
        "PAYMO_API_KEY": "ADMIN-KEY",
        "PAYMO_AGENT_DATA": str(data),
        "PAYMO_AGENT_TODAY": studio.TODAY,
    }
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "tools_server"], env=environment
    )
    async with stdio_client(server) as streams, ClientSession(*streams) as client:
        await client.initialize()
        account = await client.read_resource(AnyUrl("paymo://account"))
        fingerprint = json.loads(account.contents[0].text)["fingerprint"]
        signer = ApprovalSigner.from_folder(data)
        office = Office(client, None, signer, None, fingerprint)  # type: ignore[arg-type]
        for number in range(entries):
            args: dict[str, Any] = {"task_id": 301, "user_id": 4, "minutes": 31}
            day = str(FIRST + timedelta(days=number))
            await office.approved("create_time_entry", **args, date=day)


@contextmanager
def sandbox() -> Iterator[str]:
    """A sandbox process with Paymo's limit; the address of its root."""
    command = [sys.executable, "-m", "tools_server.sandbox", "--port", "0", "--rate-limit", "5/5"]
    command += ["--world", str(studio.WORLD), "--today", studio.TODAY]
    env = {name: value for name, value in os.environ.items() if not name.startswith("PAYMO_")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found
        yield found[0]
        process.terminate()


if __name__ == "__main__":
    main()
