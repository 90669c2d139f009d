"""The eight people of the studio, their roles and rates, and who holds which API key."""

from dataclasses import dataclass

from tools_server.sandbox.worlds.demo.almanac import HISTORY_DAYS, STUDIO_ZONE, Almanac
from tools_server.sandbox.worlds.demo.record import Record, money, number, stamps

NORA, DANIEL, PRIYA, SAM_R, SAM_L, CHLOE, JONAS, RUTH = range(101, 109)
OWNER = NORA


@dataclass(frozen=True)
class Person:
    """`hours` is what they log on a day they log at all, `presence` the share of such days.

    `joined` and `left` are days ago. `rate` null means: no rate of their own; "0" is a rate.
    """

    id: int
    name: str
    email: str
    type: str
    position: str
    roles: tuple[str, ...]
    rate: str | None
    workday: int
    hours: float
    presence: float = 0.97
    joined: int = HISTORY_DAYS
    left: int = 0
    zone: str = STUDIO_ZONE


# fmt: off
PEOPLE = (
    Person(NORA, "Nora Whitfield", "nora@copperkite.example", "Admin",
           "Founder & strategy director", ("pm", "content"), "165", 6, 5.0),
    Person(DANIEL, "Daniel Osei", "daniel@copperkite.example", "Employee", "Project manager",
           ("pm",), "140", 8, 6.6),
    Person(PRIYA, "Priya Raman", "priya@copperkite.example", "Employee", "Lead designer",
           ("design",), "125", 8, 7.1),
    Person(SAM_R, "Sam Rivera", "sam.rivera@copperkite.example", "Employee", "Front-end developer",
           ("front",), None, 8, 7.2),
    Person(SAM_L, "Sam Lindqvist", "sam.lindqvist@copperkite.example", "Employee",
           "Back-end developer", ("back",), "130", 8, 7.3),
    Person(CHLOE, "Chloé Martin", "chloe@copperkite.example", "Employee",
           "Trainee, content & design", ("content", "design"), "0", 8, 6.6, joined=420),
    Person(JONAS, "Jonas Weber", "jonas@weber-motion.example", "Guest", "Freelance motion designer",
           ("design",), "95.50", 8, 5.0, presence=0.35, joined=600, zone="Europe/Berlin"),
    Person(RUTH, "Ruth Adeyemi", "ruth@copperkite.example", "Employee", "Content strategist",
           ("content", "front"), "115", 8, 6.8, left=240),
)
# fmt: on

API_KEYS = {
    "demo-owner-key": NORA,
    "demo-manager-key": DANIEL,
    "demo-employee-key": SAM_R,
    "demo-guest-key": JONAS,
}


def person(user_id: int) -> Person:
    """The person with this id; raises KeyError for a stranger."""
    return _BY_ID[user_id]


def users(almanac: Almanac, projects: list[Record]) -> list[Record]:
    """The users; assigned and managed projects are read off the projects' own lists."""
    return [_user(someone, almanac, projects) for someone in PEOPLE]


def _user(someone: Person, almanac: Almanac, projects: list[Record]) -> Record:
    return {
        "id": someone.id,
        "name": someone.name,
        "email": someone.email,
        "type": someone.type,
        "active": not someone.left,
        "position": someone.position,
        "phone": f"+1 617 555 0{someone.id}",
        "skype": None,
        "timezone": someone.zone,
        "workday_hours": someone.workday,
        "price_per_hour": number(money(someone.rate)),
        "date_format": "Y-m-d",
        "time_format": "H:i",
        "decimal_sep": ".",
        "thousands_sep": ",",
        "week_start": "1",
        "language": "en",
        "theme": "default",
        "is_online": False,
        "assigned_projects": [p["id"] for p in projects if someone.id in p["users"]],
        "managed_projects": [p["id"] for p in projects if someone.id in p["managers"]],
        **stamps(almanac.ago(someone.joined + 30), almanac.ago(max(someone.left, 12))),
    }


_BY_ID = {someone.id: someone for someone in PEOPLE}
