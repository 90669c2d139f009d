"""Deliberate bugs, one at a time, and whether the evaluations notice: `python -m tests.mutants`."""
