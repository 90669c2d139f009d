"""The eight read tools on the small agency: the right rows, in few requests."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.tools_server.tools.sandbox_account import STUDIO, Account, world
from tools_server.errors import InvalidArgument, NotFound
from tools_server.tools.people import ListClients, ListUsers, list_clients, list_users
from tools_server.tools.projects import (
    GetProjectDetails,
    ListMilestones,
    ListProjects,
    get_project_details,
    list_milestones,
    list_projects,
)
from tools_server.tools.tasks import ListTasks, list_tasks
from tools_server.tools.time import ListTimeEntries, list_time_entries

pytestmark = pytest.mark.anyio


def ids(listing):
    assert listing.count == len(listing.items)
    return [row.id for row in listing.items]


async def test_clients_are_the_active_ones_unless_all_are_wanted(studio):
    assert ids(await list_clients(studio.context, ListClients())) == [11, 12]
    assert ids(await list_clients(studio.context, ListClients(active=None))) == [11, 12, 13]
    found = await list_clients(studio.context, ListClients(name="NORTH"))
    assert found.items[0].model_dump(mode="json") == {
        "id": 11,
        "name": "Northwind Traders",
        "email": "accounts@northwind.example",
        "phone": "+353 1 555 0110",
        "website": "https://northwind.example",
        "address": "4 Quay Street",
        "city": "Dublin",
        "state": None,
        "postal_code": "D02 X285",
        "country": "Ireland",
        "fiscal_information": "IE1234567T",
        "active": True,
    }
    assert studio.requests == ["clients"] * 3


async def test_users_by_type_and_name(studio):
    assert ids(await list_users(studio.context, ListUsers(type="Employee"))) == [4, 5]
    assert ids(await list_users(studio.context, ListUsers(name="walsh", active=None))) == [6]
    aoife = (await list_users(studio.context, ListUsers(name="Aoife"))).items[0]
    assert aoife.model_dump(mode="json") == {
        "id": 4,
        "name": "Aoife Byrne",
        "email": "aoife@harbour.example",
        "type": "Employee",
        "active": True,
        "position": "Designer",
        "timezone": "Europe/Dublin",
        "workday_hours": 8,
        "price_per_hour": 75.5,
        "project_ids": [101, 102, 104],
        "managed_project_ids": [],
    }


async def test_projects_by_client_member_and_name(studio):
    assert ids(await list_projects(studio.context, ListProjects())) == [101, 102, 103]
    assert ids(await list_projects(studio.context, ListProjects(client_id=11))) == [101, 103]
    assert ids(await list_projects(studio.context, ListProjects(user_id=5, active=None))) == [
        102,
        103,
        104,
    ]
    brand = (await list_projects(studio.context, ListProjects(name="guide"))).items[0]
    shown = brand.model_dump(mode="json")
    assert shown["client"] == "Northwind Traders"
    assert (shown["flat_billing"], shown["price"], shown["price_per_hour"]) == (True, 4800, None)
    assert (shown["user_ids"], shown["manager_ids"]) == ([1, 5], [1])
    assert shown["created_on"] == "2026-09-01T08:00:00Z"
    assert studio.requests == ["projects"] * 4


async def test_a_project_as_a_whole(studio):
    details = await get_project_details(studio.context, GetProjectDetails(project_id=101))
    assert (details.project.name, details.client.name) == ("Website Relaunch", "Northwind Traders")
    # 14400+9000+2700+2730+25200+10800+7200+13500+3600: every finished entry of its tasks.
    assert (details.tracked_seconds, details.tracked_minutes) == (89130, 1486)
    assert details.budget_minutes == 12000
    assert (details.open_tasks, details.done_tasks) == (3, 1)
    assert [row.model_dump() for row in details.tasklists] == [
        {"id": 201, "name": "Design", "open_tasks": 2, "done_tasks": 0, "milestone_id": 401},
        {"id": 202, "name": "Build", "open_tasks": 1, "done_tasks": 1, "milestone_id": 402},
    ]
    assert [(m.name, m.manager) for m in details.members] == [
        ("Nora Quinn", True),
        ("Aoife Byrne", False),
        ("Ines Moreau", False),
    ]
    sign_off = details.milestones[0]
    assert (sign_off.client, sign_off.user, sign_off.tasklist_ids) == (
        "Northwind Traders",
        "Nora Quinn",
        [201],
    )
    assert len(studio.requests) == 4


async def test_tasks_of_a_client_cost_two_requests(studio):
    found = await list_tasks(studio.context, ListTasks(client_id=11))
    assert ids(found) == [301, 302, 303, 304, 308, 309]
    assert studio.requests == ["projects", "tasks"]
    visual = found.items[1].model_dump(mode="json")
    assert visual["description"] == "Two rounds, desktop first"
    assert (visual["project"], visual["client"], visual["client_id"], visual["tasklist"]) == (
        "Website Relaunch",
        "Northwind Traders",
        11,
        "Design",
    )
    assert (found.items[0].priority, found.items[1].priority) == ("high", "normal")
    assert found.items[0].budget_minutes == 720


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"project_id": 102}, [305, 306, 307, 310]),
        ({"project_id": 102, "complete": False}, [305, 306, 307]),
        ({"user_id": 4}, [301, 302, 304, 306, 310]),
        ({"user_id": 4, "client_id": 11}, [301, 302, 304]),
        ({"project_id": 101, "client_id": 11}, [301, 302, 303, 304]),
        ({"project_id": 101, "client_id": 12}, []),
        ({"milestone_id": 401}, [301, 302]),
        ({"milestone_id": 401, "client_id": 12}, []),
        ({"name": "WIRE"}, [301]),
        ({"client_id": 12, "due_from": date(2026, 10, 23), "due_to": date(2026, 11, 1)}, [306]),
        ({"client_id": 13}, [311]),
    ],
)
async def test_task_filters_narrow_together(studio, filters, expected):
    assert ids(await list_tasks(studio.context, ListTasks(**filters))) == expected


async def test_tasks_need_something_they_belong_to(studio):
    with pytest.raises(InvalidArgument, match="project_id, client_id, user_id, milestone_id"):
        await list_tasks(studio.context, ListTasks(complete=False, due_to=date(2026, 1, 1)))
    assert studio.requests == []


async def test_three_hundred_tasks_of_a_client_cost_two_requests():
    projects = [{"id": n, "name": f"P{n}", "client_id": 1} for n in range(1, 31)]
    account = Account(
        world(
            projects=projects,
            tasklists=[{"id": n, "name": "Work", "project_id": n} for n in range(1, 31)],
            tasks=[{"id": n, "name": f"T{n}", "tasklist_id": n % 30 + 1} for n in range(1, 301)],
        )
    )
    found = await list_tasks(account.context, ListTasks(client_id=1, limit=2500))
    assert found.count == 300
    assert found.next_cursor is None
    assert account.requests == ["projects", "tasks"]


async def test_a_milestone_without_task_lists_has_no_tasks_and_says_so(studio):
    found = await list_tasks(studio.context, ListTasks(milestone_id=404))
    assert (found.items, found.warnings) == ([], ["No task list is linked to milestone 404."])


async def test_when_a_task_was_done_is_an_instant_and_needs_no_time_zone():
    late = {"complete": True, "completed_on": "2026-07-01T23:30:00Z"}
    account = Account(world(tasks=[{"id": 1, "name": "Do it", "tasklist_id": 1, **late}]))
    found = await list_tasks(account.context, ListTasks(project_id=1))
    assert found.items[0].completed_on == datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert account.requests == ["tasks"]


async def test_milestones_of_a_client_with_their_people(studio):
    found = await list_milestones(studio.context, ListMilestones(client_id=11, complete=False))
    assert [row.model_dump(mode="json") for row in found.items[:1]] == [
        {
            "id": 401,
            "name": "Design sign-off",
            "project_id": 101,
            "project": "Website Relaunch",
            "client_id": 11,
            "client": "Northwind Traders",
            "due_date": "2026-10-30",
            "complete": False,
            "user_id": 1,
            "user": "Nora Quinn",
            "tasklist_ids": [201],
        }
    ]
    assert ids(found) == [401, 402, 404]
    assert studio.requests == ["projects", "milestones"]
    due = ListMilestones(due_from=date(2026, 10, 1), due_to=date(2026, 10, 31))
    assert ids(await list_milestones(studio.context, due)) == [401, 403]
    everything = await list_milestones(studio.context, ListMilestones())
    assert ids(everything) == [401, 402, 403, 404]
    other = ListMilestones(project_id=101, client_id=12)
    assert ids(await list_milestones(studio.context, other)) == []


async def test_entries_carry_names_billing_and_exact_time(studio):
    found = await list_time_entries(studio.context, ListTimeEntries(task_id=310))
    assert [row.model_dump(mode="json") for row in found.items] == [
        {
            "id": 517,
            "date": "2026-10-29",
            "start_time": "2026-10-29T09:00:00Z",
            "end_time": "2026-10-29T11:15:20Z",
            "minutes": 135,
            "seconds": 8120,
            "running": False,
            "task_id": 310,
            "task": "Launch banner",
            "project_id": 102,
            "project": "Mobile App",
            "client_id": 12,
            "client": "Bluebird Café",
            "user_id": 4,
            "user": "Aoife Byrne",
            "description": "Banner",
            "billed": False,
            "invoice_item_id": None,
            "billable": True,
            "flat_billing": True,
            "task_price_per_hour": None,
            "added_manually": True,
        }
    ]
    assert studio.requests == ["company", "entries"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"project_id": 103}, [514, 515]),
        ({"client_id": 13}, [516]),
        ({"user_id": 1}, [504, 513]),
        ({"project_id": 101, "billed": True}, [505, 506]),
        ({"client_id": 11, "user_id": 4, "billed": False}, [501, 502, 503, 518, 519]),
        ({"date_from": date(2026, 10, 29), "date_to": date(2026, 11, 1)}, [517, 518]),
        ({"date_to": date(2026, 9, 8)}, [512, 516]),
        ({"billed": True}, [505, 506]),
    ],
)
async def test_entry_filters_narrow_together(studio, filters, expected):
    assert ids(await list_time_entries(studio.context, ListTimeEntries(**filters))) == expected


async def test_a_running_timer_has_no_minutes_yet(studio):
    found = await list_time_entries(studio.context, ListTimeEntries(date_from=date(2026, 11, 2)))
    assert {row.id: (row.running, row.minutes) for row in found.items} == {
        519: (False, 60),
        520: (True, 0),
    }


async def test_entries_need_a_filter(studio):
    with pytest.raises(InvalidArgument, match="at least one filter"):
        await list_time_entries(studio.context, ListTimeEntries(limit=5))
    assert studio.requests == []


@pytest.mark.parametrize(
    ("call", "args", "field", "next_tool"),
    [
        (list_projects, ListProjects(client_id=999), "client_id 999", "list_clients"),
        (list_projects, ListProjects(user_id=999), "user_id 999", "list_users"),
        (get_project_details, GetProjectDetails(project_id=999), "project_id 999", "list_projects"),
        (list_tasks, ListTasks(project_id=999), "project_id 999", "list_projects"),
        (list_tasks, ListTasks(client_id=999), "client_id 999", "list_clients"),
        (list_tasks, ListTasks(user_id=999), "user_id 999", "list_users"),
        (list_tasks, ListTasks(milestone_id=999), "milestone_id 999", "list_milestones"),
        (list_time_entries, ListTimeEntries(task_id=999), "task_id 999", "list_tasks"),
        (list_time_entries, ListTimeEntries(client_id=999), "client_id 999", "list_clients"),
        (list_milestones, ListMilestones(client_id=999), "client_id 999", "list_clients"),
    ],
)
async def test_an_unknown_id_is_an_error_with_the_next_step(studio, call, args, field, next_tool):
    with pytest.raises(NotFound, match=field) as refused:
        await call(studio.context, args)
    assert next_tool in refused.value.hint


async def test_an_id_is_only_looked_up_for_an_empty_answer(studio):
    listed = await list_milestones(studio.context, ListMilestones(project_id=103, complete=True))
    assert listed.items == []
    assert studio.requests == ["milestones", "projects/103"]


async def test_a_name_that_matches_nothing_gets_the_closest_ones(studio):
    found = await list_projects(studio.context, ListProjects(name="Web relanch"))
    assert found.items == []
    assert "Website Relaunch" in found.warnings[0]
    assert studio.requests == ["projects", "projects"]
    archived = await list_projects(studio.context, ListProjects(name="Intranett"))
    assert "Intranet (archived)" in archived.warnings[0]
    nobody = await list_users(studio.context, ListUsers(name="Qqqq"))
    assert "Nothing comes close" in nobody.warnings[0]


async def test_a_name_with_quotes_and_signs_is_found_and_cannot_break_out():
    projects = [
        {"id": 1, "name": 'The "Big" 50% Relaunch', "client_id": 1},
        {"id": 2, "name": "The Big 50 Relaunch", "client_id": 1},
        {"id": 3, "name": "Back\\slash_x", "client_id": 1, "active": False},
    ]
    account = Account(world(projects=projects, tasklists=[], tasks=[]))

    async def found(name, active=True):
        return ids(await list_projects(account.context, ListProjects(name=name, active=active)))

    assert await found('"big" 50%') == [1]
    assert await found("k\\slash_x", None) == [3]
    assert await found('"') == [1]
    assert await found('x" or active=false and name like "') == []
    assert await found('" and active=false and name like "') == []


async def test_people_see_what_their_role_lets_them_see():
    employee = Account(STUDIO, key="EMPLOYEE-KEY")
    assert ids(await list_projects(employee.context, ListProjects())) == [101, 102]
    with pytest.raises(NotFound, match="project_id 103: no project with this id is visible"):
        await get_project_details(employee.context, GetProjectDetails(project_id=103))
    with pytest.raises(NotFound, match="project_id 103"):
        await list_tasks(employee.context, ListTasks(project_id=103))
