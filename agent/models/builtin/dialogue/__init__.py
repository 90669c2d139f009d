"""How a conversation goes on: what a message means after the ones before it.

drafts.py     the writes that were proposed or made, and which of them words single out
change.py     what words change about a write
times.py      what they change about when and how long
splitting.py  one time entry that shall be several
cards.py      a message while cards wait, or right after a write
talk.py       a message that by its form may be about a write
revising.py   the writes to propose once a message has changed them
amending.py   what is said beside the answer to a question of ours, or in its place
pointing.py   "it", "their", "the second one": the records that words point back to
rewrite.py    a follow-up on a question, as a question that stands on its own
leaning.py    whether a message leans on the question before it
followed.py   the question before, changed by what a follow-up says
cues.py       the words by which a follow-up changes the question before
again.py      the several questions of the message before, asked once more
beside.py     a request in the light of the others of the same message
memory.py     what is remembered from one turn to the next
"""
