"""The demo world: Copper Kite Studio, a digital agency with two years of history and its mess.

Data stands in tables at the top of each file, what is made of it below. Everything is relative to
`today`, so the studio is always in the middle of its work.
"""

from tools_server.sandbox.worlds.demo.world import build_demo_world

__all__ = ["build_demo_world"]
