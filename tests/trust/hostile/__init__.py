"""Hostile data: what a Paymo may hold, a model that obeys all of it, and what comes of that."""
