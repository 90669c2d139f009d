"""Faults on demand: what a network and a busy Paymo do to a client, by plan, not by chance."""
