"""The built-in planner: a chat model made of small rules, for people without an LLM key.

It sees what any chat model sees, messages and bound tools, and answers with tool calls or a text.

    text/      the words of a message: dates, durations, clock times, filters
    names/     the records a message is about, found by name in what the read tools answered
    intents/   what a person may want, one file each, found by a registry
    writing/   the slots of a new task or time entry, and when they are certain enough for a card
    dialogue/  what a message means after the ones before it
    answers/   sentences made from tool results

A message on its way (``pipeline.py`` is all of it, ``model.py`` makes a chat model of it):

    conversation.py   who asks, what was said, what the tools answered so far
    said.py           a request, an answer to a question, or a follow-up
    parts.py          cut into requests, by headings.py, joints.py, fragments.py, continuing.py
    request.py        one request read; leftovers.py is what remains unexplained
    confidence.py     which intent it speaks for, and how surely
    scope.py          the records it is about; query.py is what is asked of them
    desk.py           where an intent works: the tools, and answers that are already there
    reply.py          calls, a question (questions.py) or a text; together.py joins several
"""
