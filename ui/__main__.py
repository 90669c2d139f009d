"""`python -m ui`: the web app, as `paymo-agent ui` starts it."""

from __future__ import annotations

import argparse
import logging
import sys

from agent.session import Failure
from ui.server import serve


def main() -> None:
    """Serve until Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(prog="paymo-agent ui", description=__doc__)
    parser.add_argument("--port", type=int, help="on 127.0.0.1; 8501 or a free one if left out")
    options = parser.parse_args()
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR)
    try:
        serve(options.port)
    except Failure as failure:
        sys.exit(f"{failure.message} {failure.hint}")


if __name__ == "__main__":
    main()
