"""Writes that were approved or rejected, and what is said then."""

from __future__ import annotations

from tests.agent.builtin.talk import NOT_THERE as NO
from tests.agent.builtin.talk import Turn, entry, task

TALKS: dict[str, list[Turn]] = {
    "same-yesterday": [
        Turn("log 2h on photo shoot", then="approve"),
        Turn("same for yesterday", cards=[entry(103, minutes=120, date="2026-11-01")]),
    ],
    "again-friday": [
        Turn("log 45 min on media plan yesterday", then="approve"),
        Turn("again for last Friday", cards=[entry(108, minutes=45, date="2026-10-30")]),
    ],
    "and-on": [
        Turn("log 2h on photo shoot yesterday", then="approve"),
        Turn("and 1h on media plan", cards=[entry(108, minutes=60, date="2026-11-01")]),
    ],
    "same-for-person": [
        Turn("log 2h on camera module QA", then="approve"),
        Turn("the same for Tomas Lindqvist", cards=[entry(107, minutes=120, user_id=3)]),
    ],
    "saved": [
        Turn("log 2h on camera module QA", then="approve"),
        Turn("make it 3 hours", cards=[], says=["saved"]),
    ],
    "another-task": [
        Turn("create a task Cut trailer in Q4 Campaign due Friday", then="approve"),
        Turn("and another one called Cut teaser", cards=[task("Cut teaser", 25)]),
    ],
    "reject-reason": [
        Turn("log 2h on photo shoot for wednesday", then="wrong day, I meant Thursday"),
        Turn("ok?"),
    ],
    "reject-then": [
        Turn("log 2h on photo shoot", then="no"),
        Turn("make it 3 hours", cards=[entry(103, minutes=180)]),
    ],
    "more-13": [
        Turn("log 30 min on photo shoot", then="approve"),
        Turn(
            "do the same for Friday",
            cards=[entry(103, minutes=30, date="2026-10-30")],
            then="approve",
        ),
        Turn("and for Thursday", cards=[entry(103, minutes=30, date="2026-10-29")]),
    ],
    "more-14": [
        Turn("log 2 hours on camera module QA yesterday", then="approve"),
        Turn("actually it was 3 hours", cards=[], says=["saved"]),
    ],
    "more-15": [
        Turn("log 2 hours on camera module QA yesterday", then="approve"),
        Turn("also 1h on payment integration", cards=[entry(101, minutes=60)]),
    ],
    "more-16": [
        Turn(
            "log 2 hours on camera module QA yesterday",
            then="should be 90 minutes",
            cards=[entry(107, minutes=120)],
        ),
        Turn("yes?", cards=None),
    ],
    "then-1": [
        Turn(
            "hey, can you put 2h30 on checkout wireframes for me for friday?",
            cards=[entry(100, minutes=150, date="2026-10-30")],
        ),
        Turn("wait, it was only 2h", cards=[entry(100, minutes=120, date="2026-10-30")]),
        Turn("perfect", cards=[entry(100, minutes=120)], says=["card"], then="approve"),
        Turn("same again for today please", cards=[entry(100, minutes=120, date="2026-11-02")]),
    ],
    "then-10": [
        Turn("log 2h on photo shoot", then="approve"),
        Turn("oh no that should have been 3 hours", cards=[], says=["cannot"]),
        Turn("then log another hour on it", cards=[entry(103, minutes=60)]),
    ],
    "then-11": [
        Turn(
            "book 3h on camera module qa yesterday",
            then="it was the checkout wireframes",
            cards=[entry(107)],
        ),
        Turn("thanks", None),
    ],
    "also-20": [
        Turn("log 1h on photo shoot", then="approve"),
        Turn("one more hour on payment integration", cards=[entry(101, minutes=60)]),
    ],
    "also-21": [
        Turn("log 1h on photo shoot", then="approve"),
        Turn("repeat that for the last two days", cards=None),
    ],
    "also-22": [
        Turn("log 1h on photo shoot for Priya", then="approve"),
        Turn("the same for me", cards=[entry(103, minutes=60, user_id=NO)]),
    ],
    "also-23": [
        Turn("create a task Fix logo in Webshop Rebuild for Priya", then="approve"),
        Turn(
            "same for Lens Finder App, but for Tomas Lindqvist",
            cards=[task("Fix logo", 24, user_ids=[3])],
        ),
    ],
    "odd-21": [Turn("log 2h on photo shoot", then="approve"), Turn("yes", cards=[])],
    "odd-22": [
        Turn("log 2h on photo shoot", then="approve"),
        Turn("undo that", cards=[], says=["cannot"]),
    ],
    "odd-23": [
        Turn("log 2h on photo shoot", then="approve"),
        Turn("who owes us money?", cards=[], says=["Tandem"]),
        Turn("same for yesterday", cards=None),
    ],
    "odd-24": [Turn("log 2h on photo shoot", then="not today"), Turn("hm", cards=None)],
    "next-17": [
        Turn("log 1h on photo shoot", then="approve"),
        Turn("ditto for Thursday", cards=[entry(103, minutes=60, date="2026-10-29")]),
    ],
    "next-18": [
        Turn("log 1h on photo shoot for Priya yesterday", then="approve"),
        Turn("and 30 min on checkout wireframes", cards=[entry(100, minutes=30)]),
    ],
    "next-19": [
        Turn("log 1h on photo shoot", then="approve"),
        Turn(
            "could you do that for yesterday too?",
            cards=[entry(103, minutes=60, date="2026-11-01")],
        ),
    ],
    "next-20": [
        Turn("create a task Proof cover in Spring Catalogue for Priya due friday", then="approve"),
        Turn(
            "now one for Tomas Rivera called Print cover",
            cards=[task("Print cover", 21, user_ids=[2])],
        ),
    ],
    "next-21": [
        Turn(
            "log 2h on payment integration yesterday",
            then="it should be 3 hours, and for Tomas Rivera",
        ),
        Turn("ok", None),
    ],
    "another-in-the-same-project": [
        Turn("create a task Proof cover in Spring Catalogue for Ingrid due friday", then="approve"),
        Turn(
            "assign another one named 'Shred proofs' to Priya in the same project",
            cards=[task("Shred proofs", 21, user_ids=[4], due_date=NO)],
        ),
    ],
    "oh-and": [
        Turn("log 2h on photo shoot", then="approve"),
        Turn(
            "oh and yesterday too, 1h",
            cards=[entry(103, minutes=60, date="2026-11-01")],
            then="approve",
        ),
        Turn("oh, and it was 3 hours", cards=[], says=["saved in Paymo"]),
    ],
    "a-second-one": [
        Turn("create a task Order gates in Spring Catalogue for Priya", then="approve"),
        Turn(
            "and a second one 'Check gates' due 15 november",
            cards=[task("Check gates", 21, due_date="2026-11-15")],
        ),
    ],
    "same-day": [
        Turn("log 1h on photo shoot yesterday", then="approve"),
        Turn(
            "now 40 min on media plan the same day",
            cards=[entry(108, minutes=40, date="2026-11-01")],
        ),
    ],
    "one-like-that": [
        Turn("create a task Proof in Spring Catalogue for Priya due friday", then="approve"),
        Turn("can you make one like that for Ingrid", cards=[task("Proof", 21, user_ids=[1])]),
    ],
    "one-more-with-all-said-again": [
        Turn(
            "create a task Call florist in Spring Catalogue for Priya due friday, urgent",
            then="approve",
        ),
        Turn(
            "now one for Ingrid: Call DJ, same project, same day",
            cards=[task("Call DJ", 21, user_ids=[1], due_date="2026-11-06", priority=NO)],
        ),
    ],
    "one-more-hour": [
        Turn("log 2h on photo shoot", then="approve"),
        Turn("then log one more hour", cards=[entry(103, minutes=60)]),
    ],
}
