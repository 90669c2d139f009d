"""The rest of the account: what hangs on tasks and projects, templates, profiles and outlets."""

from __future__ import annotations

from typing import Any

TOKEN = "0" * 32

NAMED_PARTS: dict[str, Any] = {
    "subtask": 151,
    "other_subtask": 152,
    "userstask": 161,
    "booking": 171,
    "thread": 181,
    "discussion": 401,
    "comment": 411,
    "loose_file": 421,
    "file": 422,
    "recurringprofile": 501,
    "profileline": 511,
    "other_profileline": 512,
    "taskrecurringprofile": 521,
    "invoicetemplate": 531,
    "estimatetemplate": 541,
    "projecttemplate": 561,
    "projecttemplatestasklist": 571,
    "projecttemplatestask": 581,
    "hook": 591,
    "report": 601,
}

TASK_PARTS = {
    "subtasks": [
        {"id": 151, "name": "First Step", "task_id": 141, "user_id": 1},
        {
            "id": 152,
            "name": "Done Step",
            "task_id": 141,
            "user_id": 2,
            "complete": True,
            "completed_on": "2026-10-21T09:00:00Z",
            "completed_by": 2,
        },
    ],
    "userstasks": [
        {"id": 161, "user_id": 1, "task_id": 141},
        {"id": 162, "user_id": 2, "task_id": 142},
    ],
    "bookings": [
        {
            "id": 171,
            "user_task_id": 161,
            "start_date": "2016-12-11",
            "end_date": "2016-12-12",
            "hours_per_day": 6,
            "description": "By the plan",
        },
        {
            "id": 172,
            "user_task_id": 162,
            "start_date": "2026-11-02",
            "end_date": "2026-11-06",
            "hours_per_day": 2,
        },
    ],
}

TALK = {
    "discussions": [
        {
            "id": 401,
            "name": "First Discussion",
            "description": "What comes first?",
            "project_id": 101,
            "user_id": 1,
        }
    ],
    "threads": [
        {"id": 181, "task_id": 141},
        {"id": 182, "discussion_id": 401},
        {"id": 183, "file_id": 422},
    ],
    "comments": [
        {"id": 411, "thread_id": 181, "user_id": 1, "content": "On the task"},
        {"id": 412, "discussion_id": 401, "user_id": 2, "content": "On the discussion"},
        {"id": 413, "file_id": 422, "user_id": 2, "content": "On the file"},
    ],
    "files": [
        {"id": 421, "original_filename": "loose.png", "user_id": 1, "token": TOKEN},
        {
            "id": 422,
            "original_filename": "plan.png",
            "description": "Of the project",
            "size": "2048",
            "user_id": 1,
            "project_id": 101,
        },
        {"id": 423, "original_filename": "task.png", "user_id": 1, "task_id": 141},
        {"id": 424, "original_filename": "talk.jpg", "user_id": 1, "discussion_id": 401},
        {"id": 425, "original_filename": "word.jpg", "user_id": 1, "comment_id": 411},
    ],
}

PROFILES = {
    "recurringprofiles": [
        {
            "id": 501,
            "client_id": 11,
            "template_id": 7,
            "title": "INVOICE",
            "currency": "EUR",
            "tax": 20,
            "tax2": 5,
            "tax_text": "VAT",
            "tax2_text": "Levy",
            "discount_text": "Friends",
            "start_date": "2026-01-15",
            "frequency": "m",
            "occurrences": 12,
            "last_created": "2026-10-15",
            "invoices_created": 10,
            "autosend": True,
            "language": "en",
            "bill_to": "First Client",
            "company_info": "Contract Company",
            "footer": "Thank you.",
            "notes": "Not printed.",
            "items": [
                {"id": 511, "item": "Care", "description": "A month", "price_unit": 100, "seq": 0},
                {"id": 512, "item": "Room", "price_unit": 20, "quantity": 5, "seq": 1},
            ],
        }
    ],
    "taskrecurringprofiles": [
        {
            "id": 521,
            "name": "Every week",
            "code": "FP-3",
            "project_id": 101,
            "tasklist_id": 131,
            "user_id": 1,
            "task_user_id": 1,
            "description": "Look after it",
            "price_per_hour": 90,
            "estimated_price": 180,
            "budget_hours": 2,
            "users": [1, 2],
            "frequency": "weekly",
            "interval": 1,
            "on_day": [1, 3],
            "occurrences": 11,
            "until": "2027-04-25",
            "due_date_offset": 3,
            "recurring_start_date": "2026-10-05",
            "generated_count": 4,
            "last_generated_on": "2026-10-26",
            "next_processing_date": "2026-11-09",
            "processing_timezone": "UTC",
            "processing_hour": "06:00:00",
        }
    ],
}

LAYOUT = {"title": "INVOICE", "html": "<p>{number}</p>", "css": "p { margin: 0; }"}
OFFERED = {**LAYOUT, "image": "https://pictures.example/assets/template.png"}

TEMPLATES = {
    "invoicetemplates": [
        {"id": 7, "name": "Plain", "is_default": True, **LAYOUT},
        {"id": 531, "name": "Spare", **LAYOUT},
    ],
    "invoicetemplatesgallery": [{"id": 551, "name": "Offered", **OFFERED}],
    "estimatetemplates": [
        {"id": 7, "name": "Plain", "is_default": True, **LAYOUT},
        {"id": 541, "name": "Spare", **LAYOUT},
    ],
    "estimatetemplatesgallery": [{"id": 552, "name": "Offered", **OFFERED}],
    "projecttemplates": [{"id": 561, "name": "Usual Project"}],
    "projecttemplatestasklists": [
        {"id": 571, "name": "Usual List", "template_id": 561, "seq": 0},
    ],
    "projecttemplatestasks": [
        {
            "id": 581,
            "name": "Usual Task",
            "template_id": 561,
            "tasklist_id": 571,
            "description": "As always",
            "seq": 0,
            "budget_hours": 4.5,
            "price_per_hour": 70,
            "users": [1],
        }
    ],
}

OUTLETS = {
    "hooks": [
        {
            "id": 591,
            "user_id": 1,
            "target_url": "http://127.0.0.1:9/hook",
            "event": "model.insert.Task",
            "where": "project_id=101",
            "last_status_code": 200,
        }
    ],
    "reports": [
        {
            "id": 601,
            "name": "All our time",
            "user_id": 1,
            "type": "static",
            "date_interval": "all_time",
            "projects": "all_active",
            "users": "all",
            "clients": [11],
            "include": {"projects": True, "tasklists": True, "tasks": True, "entries": True},
            "shared": True,
            "share_client_id": 11,
        },
        {
            "id": 602,
            "name": "October",
            "user_id": 1,
            "type": "live",
            "start_date": "1790812800",
            "end_date": "1793491200",
            "projects": "all",
            "users": "all",
            "clients": [11],
            "include": {"users": True},
        },
    ],
}

PARTS: dict[str, Any] = {**TASK_PARTS, **TALK, **PROFILES, **TEMPLATES, **OUTLETS}
