"""Local servers that behave like the live services, for demos, tests and evaluations.

An independent reading of the public API documentation: nothing here imports the rest of the
project.
"""
