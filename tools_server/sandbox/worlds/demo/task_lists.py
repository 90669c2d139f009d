"""What each kind of project consists of: task lists, their tasks, and the role a task needs."""

from collections.abc import Iterator
from typing import NamedTuple


class Template(NamedTuple):
    """A task to be; `ongoing` ones run as long as their project."""

    list_name: str
    name: str
    role: str
    ongoing: bool


# Each task as (name, role); a star behind the role: it runs as long as the project.
OWN = "Features"  # the list that is filled from OWN_TASKS
KINDS: dict[str, dict[str, tuple[tuple[str, str], ...]]] = {
    "website": {
        "Discovery": (
            ("Kick-off", "pm"),
            ("Project management", "pm*"),
            ("Stakeholder interviews", "pm"),
            ("Content inventory", "content"),
            ("Analytics review", "content"),
            ("Sitemap", "design"),
        ),
        "Concept": (
            ("Moodboards", "design"),
            ("Competitor review", "content"),
            ("SEO baseline", "content"),
            ("Tone of voice", "content"),
            ("Component inventory", "front"),
            ("Navigation concept", "design"),
        ),
        "Design": (("Page wireframes", "design"), ("Visual design", "design")),
        "Build": (("Front-end templates", "front"), ("CMS setup", "back"), ("QA", "front")),
        "Launch": (("Launch checklist", "pm"),),
    },
    "app": {
        "Planning": (
            ("Kick-off", "pm"),
            ("Project management", "pm*"),
            ("Requirements workshop", "pm"),
            ("Technical concept", "back"),
        ),
        OWN: (),
        "Quality": (
            ("QA", "front"),
            ("Accessibility check", "front"),
            ("Performance tuning", "back"),
        ),
        "Launch": (
            ("Staging deployment", "back"),
            ("Training session", "pm"),
            ("Documentation", "content"),
            ("Go-live", "back"),
        ),
    },
    "campaign": {
        "Strategy": (
            ("Kick-off", "pm"),
            ("Project management", "pm*"),
            ("Audience research", "content"),
            ("Channel plan", "pm"),
        ),
        "Creative": (
            ("Key visual", "design"),
            ("Ad copy", "content"),
            ("Motion assets", "design"),
            ("Landing page", "design"),
        ),
        "Delivery": (
            ("Ad set-up", "content"),
            ("QA", "pm"),
            ("Weekly optimisation", "content"),
            ("Results report", "content"),
        ),
    },
    "design": {
        "Research": (("Kick-off", "pm"), ("Brand audit", "content"), ("Moodboards", "design")),
        "Design": (
            ("Logo variants", "design"),
            ("Type and colour", "design"),
            ("Layouts", "design"),
            ("Client revisions", "design"),
        ),
        "Handover": (("Artwork", "design"), ("Style guide", "design"), ("QA", "pm")),
    },
    "seo": {
        "Set-up": (
            ("Kick-off", "pm"),
            ("Keyword research", "content"),
            ("Citation clean-up", "content"),
            ("Google Business Profile", "content"),
        ),
        "Monthly": (
            ("Monthly report", "content*"),
            ("Local landing pages", "content*"),
            ("Review replies", "content*"),
            ("Link outreach", "content"),
        ),
        "Ideas": (
            ("Video snippets", "content"),
            ("FAQ pages", "content"),
            ("Schema markup", "content"),
            ("Seasonal pages", "content"),
        ),
    },
    "care": {
        "Maintenance": (
            ("Updates & backups", "front*"),
            ("Security patches", "front*"),
            ("Small changes", "content*"),
            ("Uptime alerts", "front*"),
        ),
        "Reviews": (
            ("Quarterly review", "pm*"),
            ("Content refresh", "content"),
            ("Broken links", "content"),
            ("Form spam", "front"),
            ("Cookie banner", "front"),
            ("QA", "front"),
        ),
    },
    "internal": {
        "Running the studio": (
            ("Team meeting", "any*"),
            ("Admin", "any*"),
            ("Bookkeeping", "pm*"),
            ("Recruiting", "pm*"),
            ("IT & tools", "back*"),
        ),
        "Getting better": (
            ("Training & reading", "any*"),
            ("Studio website", "any*"),
            ("Template library", "design"),
            ("Starter kit", "back"),
            ("Onboarding handbook", "content"),
            ("Case study: Brand Refresh", "content"),
            ("Quarterly retrospective", "pm*"),
        ),
    },
    "pitch": {
        "Leads": (
            ("First calls", "pm*"),
            ("Proposals", "pm*"),
            ("Pitch design", "design*"),
            ("Follow-up", "pm*"),
        ),
        "Pitches": (
            ("Pitch: Harborview Museum", "design"),
            ("Pitch: Lakeside Brewery", "design"),
            ("Pitch: Northeast Transit", "pm"),
            ("Pitch: Alder Insurance", "pm"),
            ("Newsletter", "content"),
            ("Conference talk", "pm"),
        ),
    },
}

# Six features for each application project, by project id.
OWN_TASKS: dict[int, tuple[tuple[str, str], ...]] = {
    302: (
        ("Wholesale price lists", "back"),
        ("Order import", "back"),
        ("Buyer dashboard", "front"),
        ("Portal visual design", "design"),
        ("Approval rules", "back"),
        ("E-mail notifications", "front"),
    ),
    304: (
        ("Availability calendar", "front"),
        ("Payment integration", "back"),
        ("Room detail pages", "design"),
        ("Guest accounts", "back"),
        ("Gift vouchers", "front"),
        ("Rate import", "back"),
    ),
    307: (
        ("Product data model", "back"),
        ("Recipe pages", "front"),
        ("Allergen filter", "front"),
        ("Print export", "back"),
        ("Catalogue copy", "content"),
        ("Image pipeline", "back"),
    ),
    311: (
        ("Menu editor", "front"),
        ("Pickup time slots", "back"),
        ("Checkout", "back"),
        ("Ordering screens", "design"),
        ("Tips & receipts", "front"),
        ("Photo shoot day", "content"),
    ),
    313: (
        ("Patient sign-in", "back"),
        ("Appointment booking", "front"),
        ("Message centre", "back"),
        ("Portal screens", "design"),
        ("Consent forms", "front"),
        ("Audit log", "back"),
    ),
    315: (
        ("Document search", "back"),
        ("People directory", "front"),
        ("Matter news", "front"),
        ("Intranet visual design", "design"),
        ("Single sign-on", "back"),
        ("Content migration", "content"),
    ),
    317: (
        ("Product pages", "front"),
        ("Multibanco checkout", "back"),
        ("Shipping zones", "back"),
        ("Shop visual design", "design"),
        ("Portuguese copy", "content"),
        ("Stock sync", "back"),
    ),
    318: (
        ("Product migration", "back"),
        ("Redirect map", "content"),
        ("Theme rebuild", "front"),
        ("Size finder", "front"),
        ("Payment provider research", "back"),
        ("Campaign pages", "design"),
    ),
    320: (
        ("Lens configurator", "front"),
        ("Price rules", "back"),
        ("3D frame viewer", "front"),
        ("Configurator screens", "design"),
        ("Appointment link", "back"),
        ("German copy review", "content"),
    ),
    321: (
        ("Donation form", "front"),
        ("Recurring gifts", "back"),
        ("Impact pages", "design"),
        ("Thank-you e-mails", "content"),
        ("Receipts", "back"),
        ("Donor import", "back"),
    ),
}

# Where one project calls a task differently: only one project has homepage wireframes.
RENAMED = {(301, "Page wireframes"): "Homepage wireframes"}


def templates(project_id: int, kind: str) -> Iterator[Template]:
    """The tasks of a project, in the order of its lists."""
    for list_name, rows in KINDS[kind].items():
        for name, role in rows or OWN_TASKS[project_id]:
            own_name = RENAMED.get((project_id, name), name)
            yield Template(list_name, own_name, role.rstrip("*"), role.endswith("*"))
