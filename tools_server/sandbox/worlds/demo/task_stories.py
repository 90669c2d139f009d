"""Tasks with a story of their own, and prices that are not the rule."""

from dataclasses import dataclass

from tools_server.sandbox.worlds.demo.people import DANIEL, PRIYA, RUTH, SAM_R

NORMAL, HIGH, CRITICAL = 50, 75, 100

Key = tuple[int, str]  # (project id, task name)


@dataclass(frozen=True)
class TaskStory:
    """`due` and `done` are days ago (negative: ahead); `done` None leaves the task open.

    `this_week` puts the due date on Friday of this week. `users` None keeps the usual assignment,
    an empty tuple means nobody.
    """

    due: int | None = None
    this_week: bool = False
    done: int | None = None
    users: tuple[int, ...] | None = None
    priority: int = NORMAL
    description: str | None = None


WIREFRAMES = (
    "<p>Three directions for the new homepage, <strong>desktop and phone</strong>.</p>"
    "<ul><li>hero without carousel</li><li>trade login always visible</li></ul>"
)

# fmt: off
STORIES: dict[Key, TaskStory] = {
    (301, "Homepage wireframes"): TaskStory(due=-9, users=(PRIYA, SAM_R), priority=HIGH,
                                            description=WIREFRAMES),
    (301, "Visual design"): TaskStory(due=-30, users=()),
    (302, "E-mail notifications"): TaskStory(due=12, priority=HIGH),
    (304, "Gift vouchers"): TaskStory(this_week=True),
    (304, "Rate import"): TaskStory(this_week=True, users=(), priority=HIGH),
    (307, "Print export"): TaskStory(this_week=True),
    (309, "Front-end templates"): TaskStory(due=5, users=(SAM_R,)),
    (309, "CMS setup"): TaskStory(due=2, users=(RUTH,), description="Ruth started on this."),
    (310, "Schema markup"): TaskStory(due=20, done=18),
    (311, "QA"): TaskStory(this_week=True, users=(SAM_R,)),
    (313, "Message centre"): TaskStory(this_week=True, priority=CRITICAL),
    (313, "Audit log"): TaskStory(due=-21, users=()),
    (315, "Staging deployment"): TaskStory(due=30, done=24),
    (315, "Content migration"): TaskStory(due=41, priority=CRITICAL),
    (315, "Documentation"): TaskStory(this_week=True, users=(DANIEL,)),
    (317, "Shop visual design"): TaskStory(due=3),
    (318, "Size finder"): TaskStory(due=0),
    (320, "Appointment link"): TaskStory(due=8, users=()),
}

# Flat prices on tasks of hourly projects; the ones in FORGOTTEN were done and never invoiced.
FLAT_PRICES: dict[Key, str] = {
    (304, "Technical concept"): "3200",
    (310, "Citation clean-up"): "650",
    (310, "Schema markup"): "480",
    (311, "Photo shoot day"): "900",
    (313, "Requirements workshop"): "3500",
    (315, "Staging deployment"): "1200",
    (318, "Payment provider research"): "2400.50",
    (319, "Motion assets"): "2750",
    (320, "Technical concept"): "4200",
}
FORGOTTEN: frozenset[Key] = frozenset({(319, "Motion assets")})
PRICE_FIELD_ONLY: frozenset[Key] = frozenset({(315, "Staging deployment")})

# Rates on tasks. The first table counts in projects billed by task, the second fills in where
# neither the person nor the project has a rate, "0" is a courtesy.
TASK_MODE_PROJECTS = frozenset({304, 318})
ROLE_RATES: dict[str, str | None] = {
    "pm": None, "design": "120", "front": "125", "back": "142.50", "content": "95",
}
TASK_RATES: dict[Key, str] = {
    (301, "Front-end templates"): "122.50",
    (301, "Homepage wireframes"): "118",
    (304, "Training session"): "0",
    (311, "Menu editor"): "110",
    (315, "People directory"): "128",
    (318, "Redirect map"): "0",
}
# fmt: on

COURTESY = {("website", "Kick-off"), ("campaign", "Kick-off"), ("app", "Training session")}
LEFT_OPEN: frozenset[Key] = frozenset({(305, "Results report"), (322, "Launch checklist")})
