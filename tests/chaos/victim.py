"""The program as its users start it, with at most one cut in it.

`python -m tests.chaos.victim agent ORDERS approve ID` is `paymo-agent approve ID`;
`python -m tests.chaos.victim server ORDERS` is the tools server that such an agent starts.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from tests.chaos.cuts import Orders

_ROOT = Path(__file__).parents[2]

# Seconds that a hasty tools server waits for Paymo; the product's 30 are too long for a run.
_PATIENCE = 0.6


def run_agent(orders: Orders, arguments: list[str]) -> None:
    """Be `paymo-agent` with these arguments; never returns normally."""
    from agent import connection
    from agent.cli import main

    orders.arm("agent")
    if orders.hasty or (orders.cut and orders.cut.process == "server"):
        vars(connection)["StdioServerParameters"] = _through_this_launcher(orders)
    sys.argv = ["paymo-agent", *arguments]
    main()


def _through_this_launcher(orders: Orders) -> Any:
    """Stands in for the class that says how this agent starts its tools server."""
    from mcp import StdioServerParameters

    def parameters(*, command: str, args: list[str], env: dict[str, str]) -> StdioServerParameters:
        assert args == ["-P", "-m", "tools_server"], "the agent starts its server otherwise now"
        return StdioServerParameters(
            command=command,
            args=["-m", "tests.chaos.victim", "server", orders.as_text()],
            env={**env, "PYTHONPATH": str(_ROOT)},
        )

    return parameters


def run_server(orders: Orders) -> None:
    """Be `python -m tools_server` over stdio."""
    import httpx

    from tools_server.__main__ import main
    from tools_server.paymo import wire

    if orders.hasty:
        wire.TIMEOUT = httpx.Timeout(_PATIENCE, connect=5.0)
    orders.arm("server")
    sys.argv = ["tools_server"]
    main()


if __name__ == "__main__":
    _, role, text, *rest = sys.argv
    if role == "server":
        run_server(Orders.from_text(text))
    else:
        run_agent(Orders.from_text(text), rest)
