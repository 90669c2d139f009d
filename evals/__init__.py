"""Measuring the product from outside: it knows the facade, the command line and the wire."""
