"""From a request to write to clean slots: what is said, what each word of it is for, what is open.

certainty.py   what is certain enough for a card, and the thresholds
doubt.py       what speaks against a write: negated, asked, planned, reported, unsure
wording.py     the words that carry no meaning of their own beside slots
sheet.py       a message about time, laid out: amounts, days, people, clauses
segments.py    one entry's worth of it after the other
matching.py    which task the words of a segment name, and which words that leaves over
time_slots.py  all of it together: one `TimeSlots` a card
"""
