"""From a request to write to clean slots: what is said, what each word of it is for, what is open.

certainty.py      what is certain enough for a card
doubt.py          what speaks against a write: negated, asked, planned, reported, unsure
corrections.py    what is corrected in the same breath
wording.py        the words that carry no meaning of their own beside slots

Time:
days_said.py      the days of a message, those said together as one
sheet.py          a message laid out: amounts, days, people, clauses
segments.py       one entry's worth of it after the other
matching.py       which task words name, and which of them that leaves over
named_task.py     the task of a segment, found, the only one of a place, or asked for
notes.py          what of the words is a note
doers.py          whose time it is
pronouns.py       for whom something is: "for her"
time_slots.py     all of it together: one `TimeSlots` a card

New tasks:
coded.py          a message with signs for its names, days and lengths
slot_patterns.py  how slots are said, as patterns over such a message
task_draft.py     one task as it was said, before anything is looked up
task_drafts.py    all of a message
task_titles.py    their titles: quoted, listed, or what the slots leave over
task_slots.py     with records in place of names: one `TaskSlots` a card
"""
