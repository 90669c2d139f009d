"""Questions of ours, and short replies to them."""

from __future__ import annotations

from tests.agent.builtin.talk import Turn, entry, task

TALKS: dict[str, list[Turn]] = {
    "d-2": [
        Turn("invoices for Meridian"),
        Turn("#2", reads=[("list_invoices", {"client_id": 11})]),
    ],
    "d-first-please": [
        Turn("invoices for Meridian"),
        Turn("first one please", reads=[("list_invoices", {"client_id": 10})]),
    ],
    "d-typo": [
        Turn("invoices for Meridian"),
        Turn("optcs", reads=[("list_invoices", {"client_id": 10})]),
    ],
    "d-attr": [
        Turn("log 2h on logo drafts", says=["Quill", "Meridian Optics"]),
        Turn("the Meridian one", cards=[entry(105, minutes=120)]),
    ],
    "d-both": [
        Turn("invoices for Meridian"),
        Turn(
            "both",
            reads=[("list_invoices", {"client_id": 10}), ("list_invoices", {"client_id": 11})],
        ),
    ],
    "d-neither": [Turn("invoices for Meridian"), Turn("neither", cards=[], reads=[])],
    "d-new": [
        Turn("log 2h on logo drafts"),
        Turn(
            "actually, how many hours did I log yesterday?",
            cards=[],
            reads=[("list_time_entries", {"user_id": 1, "date_from": "2026-11-01"})],
        ),
    ],
    "d-longer": [
        Turn("log 2h on logo drafts"),
        Turn("I mean the logo drafts of Quill & Co", cards=[entry(104, minutes=120)]),
    ],
    "d-all-of-them": [
        Turn("how many hours did Tomas log in October?"),
        Turn(
            "all of them",
            reads=[("list_time_entries", {"user_id": 2}), ("list_time_entries", {"user_id": 3})],
        ),
    ],
    "d-duration-and-day": [
        Turn("log time on photo shoot"),
        Turn("3h yesterday", cards=[entry(103, minutes=180, date="2026-11-01")]),
    ],
    "d-then-correct": [
        Turn("log 2h on logo drafts"),
        Turn("the one for Quill"),
        Turn("no, the other one", cards=[entry(105, minutes=120)]),
    ],
    "more-17": [
        Turn("Which projects belong to Meridian Optics?"),
        Turn("and what do they owe?", reads=[("list_invoices", {"client_id": 10})]),
    ],
    "more-25": [
        Turn("invoices of meridian"),
        Turn("the optics company", reads=[("list_invoices", {"client_id": 10})]),
        Turn("and the foods one?", reads=[("list_invoices", {"client_id": 11})]),
    ],
    "then-23": [
        Turn("tell me about meridian"),
        Turn("the food company", reads=[], says=["Spring Catalogue"]),
        Turn("do they owe us anything?", reads=[("list_invoices", {"client_id": 11})]),
    ],
    "then-25": [
        Turn("invoices for Meridian"),
        Turn("hmm not sure, which ones are there?", None),
        Turn("optics then", reads=[("list_invoices", {"client_id": 10})]),
    ],
    "then-27": [
        Turn("hours of Tomas in October"),
        Turn("1", reads=[("list_time_entries", {"user_id": 2})]),
        Turn(
            "the other Tomas?",
            reads=[("list_time_entries", {"user_id": 3, "date_from": "2026-10-01"})],
        ),
    ],
    "also-40": [
        Turn("hours of tomas in october"),
        Turn(
            "both",
            reads=[("list_time_entries", {"user_id": 2}), ("list_time_entries", {"user_id": 3})],
        ),
        Turn("and in September?", reads=[("list_time_entries", {"date_from": "2026-09-01"})]),
    ],
    "with-words-around": [
        Turn("hours of tomas in october"),
        Turn(
            "I was thinking of Lindquist, the second one",
            reads=[("list_time_entries", {"user_id": 3})],
        ),
    ],
    "and-something-more": [
        Turn("log 2h on logo drafts"),
        Turn(
            "the Quill one, but make it 3h yesterday",
            cards=[entry(104, minutes=180, date="2026-11-01")],
        ),
    ],
    "corrected-in-place-of-an-answer": [
        Turn("log 2h on logo drafts"),
        Turn("hm, 1 hour actually", cards=[], says=["Which task"]),
        Turn("number 2", cards=[entry(105, minutes=60)]),
    ],
    "slots-in-place-of-an-answer": [
        Turn("log 2h on logo drafts"),
        Turn("for Tomas Rivera yesterday", cards=[], says=["Which task"]),
        Turn("note: second round", cards=[], says=["Which task"]),
        Turn(
            "the optics one",
            cards=[entry(105, user_id=2, date="2026-11-01", description="second round")],
        ),
    ],
    "one-more-beside-the-answer": [
        Turn("log 2h on logo drafts"),
        Turn(
            "the first and also 1h on photo shoot",
            cards=[entry(104, minutes=120), entry(103, minutes=60)],
        ),
    ],
    "the-one-it-is-not": [
        Turn("log 2h on logo drafts"),
        Turn("not the Quill one", cards=[entry(105)]),
    ],
    "the-name-and-which-it-is-not": [
        Turn("time for tomas in october"),
        Turn("Tomas, not Rivera", reads=[("list_time_entries", {"user_id": 3})]),
    ],
    "no-answer-becomes-no-title": [
        Turn("create a task Proof in Brand Refresh"),
        Turn("no idea", cards=[], says=["Which project"]),
        Turn("urgent", cards=[], says=["Which project"]),
        Turn("Quill", cards=[task("Proof", 22, priority="high")]),
    ],
    "only-some-of-it": [
        Turn("invoices for Meridian"),
        Turn("optics, only unpaid", reads=[("list_invoices", {"client_id": 10})], never=["total"]),
    ],
    "none-of-the-offered": [
        Turn("log 2h on logo drafts"),
        Turn("the library", cards=[], says=["Which task"]),
        Turn("neither, I meant Photo shoot", cards=[entry(103, minutes=120)]),
    ],
    "answer-and-more": [
        Turn("log 2h on logo drafts"),
        Turn("2, and it was friday", cards=[entry(105, minutes=120, date="2026-10-30")]),
    ],
    "answer-and-more-at-once": [
        Turn("log 2h on logo drafts"),
        Turn("first yesterday", cards=[entry(104, minutes=120, date="2026-11-01")]),
    ],
    "answer-and-note": [
        Turn("log 2h on logo drafts"),
        Turn(
            'number 2, with the note "second round"',
            cards=[entry(105, minutes=120, description="second round")],
        ),
    ],
    "neither-but": [
        Turn("log 2h on logo drafts"),
        Turn("neither, it's the media plan", cards=[entry(108, minutes=120)]),
    ],
    "left-to-us": [
        Turn("log 2h on logo drafts"),
        Turn("you choose", cards=[], says=["Which task"]),
        Turn("the Quill one then", cards=[entry(104, minutes=120)]),
    ],
    "left-open-in-a-read": [
        Turn("how many hours did Tomas log in October?"),
        Turn("doesn't matter", reads=[("list_time_entries", {"user_id": 2})]),
    ],
    "named-by-nothing": [
        Turn("invoices for Meridian"),
        Turn("the plumber", reads=[], says=["Which client"]),
    ],
}
