"""How a conversation goes on: what a message means after the ones before it.

short.py      yes, no, and the words that open a correction or one more
drafts.py     the writes that were proposed or made, and which of them words single out
change.py     what words change about a write
cards.py      a message while cards wait, or right after a write
pointing.py   "it", "their", "the second one": the records that words point back to
rewrite.py    a follow-up on a question, as a question that stands on its own
memory.py     what is remembered from one turn to the next
"""
