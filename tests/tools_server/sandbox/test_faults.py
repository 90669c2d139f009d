"""Each fault of a plan, as a bare HTTP client meets it at the wire."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tools_server.sandbox.control import add_control
from tools_server.sandbox.paymo.app import create_app

STUDIO = Path(__file__).parents[2] / "worlds" / "studio.json"
ENTRY = {"task_id": 301, "date": "2026-11-02", "duration": 1800}
AUTH = ("ADMIN-KEY", "X")

Plan = Callable[..., None]


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A sandbox process whose plan file already holds a fault; the address of its root."""
    plan = tmp_path_factory.mktemp("plan") / "plan.json"
    plan.write_text(json.dumps({"faults": [{"fault": "revoked_key", "path": "company"}]}))
    command = [sys.executable, "-m", "tools_server.sandbox", "--port", "0", "--rate-limit", "off"]
    command += ["--world", str(STUDIO), "--today", "2026-11-02", "--fault-plan", str(plan)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found
        yield found[0]
        process.terminate()
        assert process.wait(timeout=20) is not None


@pytest.fixture
def paymo(sandbox: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{sandbox}/api/", auth=AUTH) as client:
        yield client


@pytest.fixture
def control(sandbox: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{sandbox}/_control/") as client:
        client.delete("requests")
        yield client
        client.delete("faults")


@pytest.fixture
def plan(control: httpx.Client) -> Plan:
    def put(fault: str, **entry: Any) -> None:
        control.put("faults", json={"faults": [{"fault": fault, **entry}]}).raise_for_status()

    return put


def entries(paymo: httpx.Client) -> int:
    return len(paymo.get("entries", params={"where": "task_id=301"}).json()["entries"])


def log(control: httpx.Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = control.get("requests").json()["requests"]
    return found


def settled(control: httpx.Client) -> dict[str, Any]:
    """The last write, once it is carried out; its client may be long gone."""
    until = time.monotonic() + 10
    while True:
        write = [line for line in log(control) if line["method"] == "POST"][-1]
        if write["status"] is not None:
            return write
        assert time.monotonic() < until
        time.sleep(0.02)


def test_the_plan_file_is_in_force_from_the_start(paymo: httpx.Client) -> None:
    assert [paymo.get("company").status_code for _ in range(2)] == [401, 200]


@pytest.mark.parametrize(("fault", "applied"), [("drop", False), ("apply_and_drop", True)])
def test_a_dropped_request_gets_no_answer(
    paymo: httpx.Client, control: httpx.Client, plan: Plan, fault: str, applied: bool
) -> None:
    before = entries(paymo)
    plan(fault, method="POST", path="entries")
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        paymo.post("entries", json=ENTRY)
    assert entries(paymo) == before + applied
    dropped = log(control)[-2]
    assert (dropped["status"], dropped["applied"], dropped["fault"]) == ("dropped", applied, fault)


@pytest.mark.parametrize(
    ("fault", "at_once"), [("apply_and_delay", True), ("delay_and_apply", False)]
)
def test_a_delayed_write_happens_although_the_client_has_gone(
    paymo: httpx.Client, control: httpx.Client, plan: Plan, fault: str, at_once: bool
) -> None:
    before = entries(paymo)
    plan(fault, method="POST", path="entries", seconds=0.6)
    with pytest.raises(httpx.ReadTimeout):
        paymo.post("entries", json=ENTRY, timeout=0.2)
    assert log(control)[-1]["status"] is None
    assert entries(paymo) == before + at_once
    write = settled(control)
    assert (write["status"], write["applied"]) == (201, True)
    assert entries(paymo) == before + 1


@pytest.mark.parametrize("status", [500, 502, 503])
@pytest.mark.parametrize("apply", [False, True])
def test_an_error_page_with_or_without_the_write_behind_it(
    paymo: httpx.Client, plan: Plan, status: int, apply: bool
) -> None:
    before = entries(paymo)
    plan("server_error", method="POST", status=status, apply=apply)
    answer = paymo.post("entries", json=ENTRY)
    assert (answer.status_code, answer.headers["Content-Type"][:9]) == (status, "text/html")
    assert answer.text.startswith("<html>")
    assert entries(paymo) == before + apply


@pytest.mark.parametrize(("wait", "header"), [({}, None), ({"retry_after": 7}, "7")])
def test_a_429_comes_with_and_without_retry_after(
    paymo: httpx.Client, plan: Plan, wait: dict[str, int], header: str | None
) -> None:
    plan("too_many_requests", **wait)
    answer = paymo.get("me")
    assert (answer.status_code, answer.headers.get("Retry-After")) == (429, header)
    assert answer.json() == {"message": "Too Many Requests"}


def test_truncated_json_is_a_whole_http_answer(paymo: httpx.Client, plan: Plan) -> None:
    plan("truncated")
    answer = paymo.get("clients")
    assert answer.status_code == 200
    assert answer.text.startswith('{"clients":[{"id":11')
    with pytest.raises(ValueError, match=r"(?s)."):
        answer.json()


def test_wrong_content_types(paymo: httpx.Client, plan: Plan) -> None:
    plan("wrong_content_type", content_type="text/xml")
    answer = paymo.get("clients")
    assert (answer.headers["Content-Type"], len(answer.json()["clients"])) == ("text/xml", 3)
    plan("html_page")
    answer = paymo.get("clients")
    assert (answer.status_code, answer.text[:6]) == (200, "<html>")


def test_a_slow_answer_is_whole_in_the_end(paymo: httpx.Client, plan: Plan) -> None:
    clean = paymo.get("clients").content
    plan("slow", seconds=0.5, pieces=4)
    with paymo.stream("GET", "clients") as answer:
        started = time.monotonic()
        assert b"".join(answer.iter_bytes()) == clean
    assert time.monotonic() - started >= 0.3


def test_rate_headers_as_lists(paymo: httpx.Client, plan: Plan) -> None:
    plan("list_headers")
    headers = paymo.get("me").headers
    assert headers["X-Ratelimit-Remaining"] == "10000, 99"
    assert headers["X-Ratelimit-Decay-Period"] == "5, 60"


def test_a_key_is_revoked_in_mid_run(paymo: httpx.Client, plan: Plan) -> None:
    plan("revoked_key", after=2, times=None)
    assert [paymo.get("me").status_code for _ in range(5)] == [200, 200, 401, 401, 401]
    assert paymo.get("me").json() == {"message": "Unauthorized"}


def test_includes_come_back_empty_above_the_cap(paymo: httpx.Client, plan: Plan) -> None:
    params = {"include": "client.name,invoiceitems,invoicepayments"}
    clean = paymo.get("invoices", params=params).json()["invoices"]
    plan("empty_include", above=3, times=None)
    capped = paymo.get("invoices", params=params).json()["invoices"]
    assert [row["invoiceitems"] for row in capped] == [[]] * len(clean)
    assert [row["invoicepayments"] for row in capped] == [row["invoicepayments"] for row in clean]
    assert [row["client"] for row in capped] == [row["client"] for row in clean]
    plan("empty_include", include="invoicepayments", times=None)
    capped = paymo.get("invoices", params=params).json()["invoices"]
    assert [row["invoicepayments"] for row in capped] == [[]] * len(clean)
    assert [row["invoiceitems"] for row in capped] == [row["invoiceitems"] for row in clean]


def test_method_path_and_count_choose_the_requests(
    paymo: httpx.Client, control: httpx.Client, plan: Plan
) -> None:
    plan("server_error", method="GET", path="/api/clients/*", after=1, times=2)
    asked = ["clients/11", "clients", "me", "clients/11", "clients/12", "clients/11"]
    statuses = [paymo.get(path).status_code for path in asked]
    assert statuses == [200, 200, 200, 502, 502, 200]
    assert control.get("faults").json()["counts"] == [{"fitted": 4, "played": 2}]


def test_the_same_seed_hits_the_same_requests(paymo: httpx.Client, plan: Plan) -> None:
    def run(seed: int) -> list[int]:
        plan("server_error", times=None, probability=0.4, seed=seed)
        return [paymo.get("me").status_code for _ in range(30)]

    first = run(1)
    assert first == run(1) != run(2)
    assert 5 < first.count(502) < 20


def test_the_log_says_who_asked_what_and_what_became_of_it(
    sandbox: str, paymo: httpx.Client, control: httpx.Client
) -> None:
    paymo.get("clients", params={"where": "id=11"})
    paymo.post("entries", json=ENTRY)
    paymo.post("entries", json={**ENTRY, "task_id": 1})
    httpx.get(f"{sandbox}/api/me", auth=("N0-SUCH-KEY", "X"))
    lines = log(control)
    kept = ("method", "path", "query", "user", "status", "applied")
    assert [tuple(line[name] for name in kept) for line in lines] == [
        ("GET", "/api/clients", {"where": "id=11"}, 1, 200, True),
        ("POST", "/api/entries", {}, 1, 201, True),
        ("POST", "/api/entries", {}, 1, 400, False),
        ("GET", "/api/me", {}, "unknown", 401, False),
    ]
    assert lines[1]["body"] == ENTRY
    assert [line["number"] - lines[0]["number"] for line in lines] == [0, 1, 2, 3]
    assert lines[0]["monotonic"] <= lines[3]["monotonic"]
    text = control.get("requests").text
    assert "ADMIN-KEY" not in text
    assert "N0-SUCH-KEY" not in text
    newer = control.get("requests", params={"after": lines[2]["number"]}).json()["requests"]
    assert [line["path"] for line in newer] == ["/api/me"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "paymo.example"},
        {"Host": "127.0.0.1.evil.example:80"},
        {"Origin": "https://evil.example"},
        {"Host": ""},
    ],
)
def test_a_web_page_does_not_reach_the_control(
    control: httpx.Client, headers: dict[str, str]
) -> None:
    assert control.get("requests", headers=headers).status_code == 403
    assert control.delete("faults", headers=headers).status_code == 403


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nonsense", "plan: Invalid JSON"),
        ("[]", "plan: "),
        ('{"faults": [{}]}', "faults[0].fault: Field required"),
        ('{"faults": [{"fault": "fire"}]}', "faults[0].fault: 'fire' is none of 'drop', "),
        ('{"faults": [{"fault": "drop"}, {"fault": "slow"}]}', "faults[1].seconds: "),
        ('{"faults": [{"fault": "drop", "time": 1}]}', "faults[0].time: Extra inputs"),
        ('{"faults": [{"fault": "drop", "times": 0}]}', "faults[0].times: "),
        ('{"faults": [{"fault": "server_error", "status": 404}]}', "faults[0].status: "),
        ('{"faults": [], "fault": []}', "fault: Extra inputs"),
    ],
)
def test_a_wrong_plan_is_refused_by_entry_and_field(
    control: httpx.Client, plan: Plan, text: str, message: str
) -> None:
    plan("drop")
    refused = control.put("faults", content=text)
    assert refused.status_code == 400
    assert refused.json()["message"].startswith(message), refused.json()
    assert control.get("faults").json()["faults"][0]["fault"] == "drop"


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("peer", "status"), [("10.0.0.5", 403), ("::ffff:10.0.0.5", 403), ("::1", 200), ("x", 403)]
)
async def test_another_machine_does_not_reach_the_control(peer: str, status: int) -> None:
    app = create_app(None)
    add_control(app)
    transport = httpx.ASGITransport(app, client=(peer, 5000))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        assert (await client.get("/_control/faults")).status_code == status


@pytest.mark.anyio
async def test_an_embedded_sandbox_has_no_control() -> None:
    transport = httpx.ASGITransport(create_app(None))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        assert (await client.get("/_control/faults")).status_code == 404


def test_a_wrong_plan_file_is_a_usage_error(tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    file.write_text('{"faults": [{"fault": "fire"}]}')
    expected = {file: "plan.json: faults[0].fault: 'fire'", tmp_path / "no": "No such file"}
    for path, message in expected.items():
        command = [sys.executable, "-m", "tools_server.sandbox", "--world", str(STUDIO)]
        command += ["--port", "0", "--fault-plan", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert message in done.stderr
