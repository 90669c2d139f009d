"""Templates of documents and of projects (Paymo API facts, section 8.19)."""

from tools_server.sandbox.paymo.catalog.shorthand import (
    CREATE_ONLY,
    ID,
    READ_ONLY,
    STAMPS,
    belongs_to,
    children,
    flag,
    ids,
    integer,
    number,
    parent,
    points_to,
    text,
    texts,
)
from tools_server.sandbox.paymo.schema import Field, Resource

LAYOUT: tuple[Field, ...] = (
    ID,
    text("name", required=True),
    *texts("title", "html", "css", default=""),
    *STAMPS,
)


def document_templates(documents: str) -> Resource:
    """The company's own templates of invoices or estimates."""
    return Resource(
        f"{documents.removesuffix('s')}templates",
        fields=(*LAYOUT, flag("is_default")),
        relations=(children(documents, "template_id"),),
    )


def gallery(documents: str) -> Resource:
    """The templates that Paymo offers everybody."""
    return Resource(
        f"{documents.removesuffix('s')}templatesgallery",
        fields=(*LAYOUT, text("image", default="")),
        fixed=True,
    )


INVOICE_TEMPLATES = document_templates("invoices")
INVOICE_TEMPLATES_GALLERY = gallery("invoices")
ESTIMATE_TEMPLATES = document_templates("estimates")
ESTIMATE_TEMPLATES_GALLERY = gallery("estimates")

PROJECT_TEMPLATES = Resource(
    "projecttemplates",
    fields=(ID, text("name", required=True), points_to("project_id", "projects"), *STAMPS),
    relations=(
        children("projecttemplatestasklists", "template_id"),
        children("projecttemplatestasks", "template_id"),
    ),
    envelope="project_templates",
)

PROJECT_TEMPLATES_TASKLISTS = Resource(
    "projecttemplatestasklists",
    fields=(
        ID,
        text("name", required=True),
        integer("seq"),
        belongs_to("template_id", "projecttemplates", required=True, access=CREATE_ONLY),
        *STAMPS,
    ),
    relations=(
        parent("projecttemplate", "projecttemplates", "template_id"),
        children("projecttemplatestasks", "tasklist_id"),
    ),
)

PROJECT_TEMPLATES_TASKS = Resource(
    "projecttemplatestasks",
    fields=(
        ID,
        text("name", required=True),
        belongs_to("template_id", "projecttemplates", access=READ_ONLY),
        belongs_to("tasklist_id", "projecttemplatestasklists", required=True),
        integer("seq"),
        text("description", default=""),
        flag("billable", True),
        number("budget_hours"),
        number("price_per_hour"),
        ids("users"),
        *STAMPS,
    ),
    relations=(
        parent("projecttemplate", "projecttemplates", "template_id"),
        parent("projecttemplatestasklist", "projecttemplatestasklists", "tasklist_id"),
    ),
)
