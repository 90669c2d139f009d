"""What is true in a world, worked out from its raw rows by rules of its own.

The product is judged by these figures, so nothing here may come from the product: no import of its
tools, its balances or its calendar. `python -m evals.facts` writes them into the datasets.
"""
