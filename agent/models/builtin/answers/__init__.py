"""Sentences made from tool results: the number first, then the rows that matter, then the rest."""
