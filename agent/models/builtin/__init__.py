"""The built-in planner: a chat model made of small rules, for people without an LLM key.

It sees what any chat model sees, messages and bound tools, and answers with tool calls or a text.

    text/      the words of a message: dates, durations, clock times, filters
    names/     the records a message is about, found by name in what the read tools answered
    intents/   what a person may want, one file each, found by a registry
    writing/   the slots of a new task or time entry, and when they are certain enough for a card
    dialogue/  what a message means after the ones before it
    answers/   sentences made from tool results
"""
