"""`python -m tests.flows.size`: what a review of a busy month costs, measured in real processes.

20,000 entries in the month and 2,000 invoices in a sandbox of its own; the agent and its tools
server as people start them. Exits with 1 where a figure is wrong or a goal is missed.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import psutil

from tests.chaos.paymo import Paymo, running_paymo
from tests.flows.differences import differences
from tests.flows.large_world import KEY, MONTH, TODAY, large_world
from tests.flows.oracle import review
from tests.flows.reviews import FLOW, as_read, reviewed

MOST_MEMORY = 300  # MB, of the agent and of the tools server
LONGEST_COMPUTING = 2.0  # seconds
ROOT = Path(__file__).parents[2]


def main() -> int:
    """Print a line a figure."""
    world = large_world()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with running_paymo(folder, world, today=TODAY) as paymo:
            paymo.forget_requests()
            said, memory, seconds = _measured(folder, paymo)
            pages = Counter(line["path"].split("/")[-1] for line in paymo.requests())
    wrong = differences(review(world, MONTH, date.fromisoformat(TODAY)), said["report"])
    lines = {
        "requests": f"{sum(pages.values())} ({', '.join(f'{n} {c}' for n, c in pages.items())})",
        "memory at its highest, MB": ", ".join(f"{name} {mb}" for name, mb in memory.items()),
        "computing": f"{said['computing']:.2f} s",
        "the whole review": f"{seconds:.1f} s",
        "rows of hygiene": len(said["report"]["hygiene"]),
        "proposals": len(said["report"]["proposals"]),
        "differences from the oracle": wrong or 0,
    }
    sys.stdout.write("".join(f"{name}: {text}\n" for name, text in lines.items()))
    in_time = said["computing"] < LONGEST_COMPUTING
    return int(bool(wrong) or max(memory.values()) >= MOST_MEMORY or not in_time)


def _measured(folder: Path, paymo: Paymo) -> tuple[dict[str, Any], dict[str, int], float]:
    """What the process said, the most memory of it and its tools server, and how long it took."""
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PAYMO_AGENT_DATA": str(folder / "data"),
        "PAYMO_BASE_URL": paymo.address,
        "PAYMO_API_KEY": KEY,
        "PAYMO_AGENT_TODAY": TODAY,
    }
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.flows.size", "agent"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    memory: dict[str, int] = {}
    watch = threading.Thread(target=_watch, args=(process.pid, memory))
    watch.start()
    out, _ = process.communicate()
    seconds = time.monotonic() - started
    watch.join()
    assert process.returncode == 0
    return json.loads(out), memory, seconds


def _watch(pid: int, memory: dict[str, int]) -> None:
    """Note the most resident memory, in MB, of a process and of the ones it started."""
    with suppress(psutil.NoSuchProcess):
        agent = psutil.Process(pid)
        while agent.is_running() and agent.status() != psutil.STATUS_ZOMBIE:
            for each in (agent, *agent.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):
                    name = "agent" if each.pid == pid else "tools server"
                    used = each.memory_info().rss // 1_000_000
                    memory[name] = max(memory.get(name, 0), used)
            time.sleep(0.03)


def agent() -> None:
    """The review as it runs for a person; prints its JSON and the time that computing took."""
    from agent.flows import all_flows
    from agent.session import open_session
    from agent.settings import Settings

    took = []
    flow = all_flows()[FLOW]

    def timed(*args: Any) -> Any:
        started = time.perf_counter()
        found = flow.report(*args)
        took.append(time.perf_counter() - started)
        return found

    all_flows()[FLOW] = replace(flow, report=timed)

    async def run() -> dict[str, Any]:
        async with open_session(Settings()) as session:
            return as_read(await reviewed(session, MONTH))

    report = asyncio.run(run())
    sys.stdout.write(json.dumps({"report": report, "computing": sum(took)}))


if __name__ == "__main__":
    sys.exit(agent() if sys.argv[1:] == ["agent"] else main())
