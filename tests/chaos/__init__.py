"""Kills the real program at every point of a write's path and looks in Paymo at what came of it.

`make chaos` runs the matrix. A point says where a process dies or what the wire does; a run is one
point with one seed: a card, a victim, what a person does next, and the verdict over Paymo, the
audit log and what the person was told.
"""
