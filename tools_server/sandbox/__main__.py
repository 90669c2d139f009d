"""`python -m tools_server.sandbox`: the Paymo sandbox on a loopback port, until Ctrl-C."""

import argparse
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette

from tools_server.sandbox.control import add_control
from tools_server.sandbox.paymo.app import api_keys, create_app
from tools_server.sandbox.paymo.clock import clock_on
from tools_server.sandbox.paymo.faults.hang_up import HangUpProtocol
from tools_server.sandbox.paymo.faults.plan import PlanError, load_plan
from tools_server.sandbox.paymo.limits import RateLimit
from tools_server.sandbox.paymo.world import WorldError, load_world

DEFAULT_PORT = 8765
LEAVE_TAKING = 2  # seconds in which requests under way may end when the server is stopped


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until interrupted. Exits with code 2 when the options or a file are wrong."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        app = create_app(
            options.database,
            world=lambda: _world(options.world, options.today),
            clock=clock_on(options.today),
            rate_limit=options.rate_limit,
        )
        if options.fault_plan:
            app.state.faults.follow(load_plan(options.fault_plan))
    except (WorldError, PlanError, OSError) as problem:
        parser.error(str(problem))
    add_control(app)
    _serve(app, options.host, options.port)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m tools_server.sandbox", description=__doc__)
    add = parser.add_argument
    add("--host", default="127.0.0.1")
    add("--port", type=int, default=DEFAULT_PORT, help="0 takes a free one (default %(default)s)")
    add("--world", type=Path, default=_environment("PAYMO_AGENT_WORLD"), help="a world file")
    add("--database", type=Path, help="an SQLite file to keep; otherwise all is forgotten")
    add("--rate-limit", type=_rate_limit, default="5/5", metavar="N/S", help="or off (default 5/5)")
    add("--fault-plan", type=Path, metavar="FILE", help="what goes wrong (docs/contracts.md)")
    add("--today", type=date.fromisoformat, default=_environment("PAYMO_AGENT_TODAY"))
    return parser


def _environment(name: str) -> str | None:
    return os.environ.get(name) or None


def _rate_limit(text: str) -> RateLimit | None:
    """`5/5` is five requests in five seconds for each key."""
    if text == "off":
        return None
    limit, _, period = text.partition("/")
    return RateLimit(int(limit), float(period))


def _world(path: Path | None, today: date | None) -> Mapping[str, Any]:
    if path:
        return load_world(path)
    # The demo world is big enough to cost start-up time where nobody asked for it.
    from tools_server.sandbox.worlds.demo import build_demo_world

    return build_demo_world(today or datetime.now(UTC).date())


def _serve(app: Starlette, host: str, port: int) -> None:
    """Listen first, so that whoever reads the line can connect at once."""
    config = uvicorn.Config(
        app,
        http=HangUpProtocol,
        log_level="warning",
        timeout_graceful_shutdown=LEAVE_TAKING,
    )
    with socket.create_server((host, port)) as listener:
        # Connections inherit it; without it every answer waits 40 ms for a delayed acknowledgement.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        address = f"http://{host}:{listener.getsockname()[1]}/api/"
        sys.stdout.write(f"Paymo sandbox on {address} with API keys {', '.join(api_keys(app))}\n")
        sys.stdout.flush()
        uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
