"""Greetings, thanks and "what can you do?"."""

from __future__ import annotations

import re

from agent.models.builtin.desk import Desk
from agent.models.builtin.intents.intent import Intent
from agent.models.builtin.reply import Reply
from agent.models.builtin.request import Request
from agent.models.builtin.text.courtesy import is_greeting, without_courtesies
from agent.models.builtin.text.fold import fold
from agent.models.builtin.text.short import is_dropped

# Atomic, the longer words first: read once and not in all the ways it can be cut up.
_THANKS = re.compile(
    r"(?>(?:(?:that|this|it|you)(?:'s|'re)? (?:really |has |was |is |did |are |have been )*"
    r"(?:helped?|helps|great|(?:very |so |super )?helpful|useful|perfect|fine|enough|awesome|it|"
    r"the trick)(?: me)?(?: out)?|"
    r"you(?:'re| are)? (?:great|the best|awesome|amazing|helpful|a star|a lifesaver)|"
    r"ok|okay|great|perfect|nice|cool|super|good|awesome|excellent|many|thank you|thanks|"
    r"thx|cheers|that's all|that is all|bye|goodbye|see you|so much|very much|a lot|for (?:that|"
    r"your help)|(?:good|great|nice) (?:job|work)|well done|love it|no (?:further )?questions|"
    r"you|mate|buddy|pal|man|guys|folks|team)(?!\w)[\s!.,]*)+"
)
_HELP = re.compile(
    r"(?:what|how) (?:can|could|can't|cannot) (?:you|i)(?: not)? (?:do|help|ask|use|offer|say)\b|"
    r"help(?: me)?[\s!?.]*$|"
    r"how (?:do|should) i use\b|what (?:are you|is it you are) able to|what are you|who are you|"
    r"what are your (?:capabilities|features|skills|tools)|how does this work|what (?:tools|"
    r"features|commands) (?:do you have|are there|can i use)|what do you (?:do|know)\b|\?+$"
)

_ITSELF = re.compile(
    r"\b(?:(?:are you|is this|is that) (?:an? |the |really |actually )*(?:\w*gpt\w*|claude|"
    r"gemini|llama|copilot|ai|bot|"
    r"robot|human|person|real|llm|machine|chatbot|language model|computer)\b|(?:which|"
    r"what) (?:\w+ )?(?:model|llm|ai)\b|who (?:made|built|wrote|trained|owns) you|"
    r"(?:can|should) (?:i|we) trust|how (?:reliable|accurate|safe) (?:are|is)|"
    r"are (?:your|these|the) (?:numbers|figures|answers) (?:right|correct|reliable|real)|"
    r"where do you get|do you (?:store|keep|save) (?:my|our)|chatgpt|are you (?:using|running|"
    r"based))"
)
_ABOUT_ITSELF = (
    "I am the built-in planner of Paymo Agent: a set of rules, no person and no language model. I "
    "answer from Paymo, and whatever I write waits for your approval."
)

ABILITIES = (
    "I can look up clients, projects, tasks, time, invoices, milestones and people, log time and "
    "create tasks."
)
CAN_DO = (
    "I read Paymo and prepare changes that you approve. You can ask, for example:\n"
    "- Which invoices are overdue, or how much does a client owe us?\n"
    "- How many hours did someone log last week? Who logged the most in October?\n"
    "- Which tasks are open in a project? Which milestones are due this month?\n"
    "- Show our clients, projects or people, or one project in detail.\n"
    "- Do the October review, the health check of our projects, or a client's billing status.\n"
    "- Log 2 hours on a task for yesterday.\n"
    "- Create a task 'Prepare report' in a project for someone, due next Friday."
)


def _score(request: Request) -> float:
    text = fold(without_courtesies(request.text)).strip()
    if is_greeting(request.text) or _THANKS.fullmatch(text) or is_dropped(text):
        return 40.0
    if _ITSELF.search(text):
        return 39.0
    return 38.0 if _HELP.match(text) else 0.0


def _handle(desk: Desk, request: Request) -> Reply:
    text = fold(without_courtesies(request.text)).strip()
    if is_greeting(request.text):
        name = desk.context.user.split(" ")[0]
        return Reply(f"Hello{f' {name}' if name else ''}. {CAN_DO}")
    if _ITSELF.search(text):
        return Reply(_ABOUT_ITSELF)
    if is_dropped(text):
        return Reply("All right.")
    if _THANKS.fullmatch(text):
        return Reply("You are welcome.")
    return Reply(CAN_DO)


INTENT = Intent(
    name="smalltalk",
    score=_score,
    handle=_handle,
    declines=True,
    examples=("Hello", "What can you do?", "help", "Thanks!"),
)
