#!/usr/bin/env bash
# The ten tools as the MCP Inspector sees them, a client that others wrote. Needs Node.js.
#
#   tests/inspector.sh .venv/bin/paymo-agent
#
# Lists the tools over stdio and calls each of them once, the writing ones with dry_run. Prints a
# row a tool and ends with 1 unless every call worked and every tool is described in full.
set -euo pipefail

binary=$(realpath "${1:?the path of paymo-agent}")
here=$(cd "$(dirname "$0")" && pwd)
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT

inspect() {
    npx -y @modelcontextprotocol/inspector --cli "$binary" tools \
        -e PAYMO_AGENT_DATA="$data" \
        -e PAYMO_AGENT_WORLD="$here/worlds/studio.json" \
        -e PAYMO_AGENT_TODAY=2026-11-02 \
        "$@" 2>>"$data/errors"
}

calls=(
    "list_projects"
    "get_project_details project_id=101"
    "list_tasks project_id=101"
    "create_task name=Footer project_id=101 dry_run=true"
    "list_time_entries date_from=2026-10-01"
    "create_time_entry task_id=301 minutes=30 dry_run=true"
    "list_invoices status=all"
    "list_clients"
    "list_users"
    "list_milestones"
)

inspect --method tools/list >"$data/tools.json" || { cat "$data/errors" >&2; exit 1; }
printf '%s\n' "${calls[@]%% *}" >"$data/called"

# One line a tool: name, its four annotations (r d i o, a capital letter is true), output schema.
node - "$data" <<'JS' >"$data/described"
const { readFileSync } = require("fs");
const folder = process.argv[2];
const { tools } = JSON.parse(readFileSync(`${folder}/tools.json`, "utf8"));
const hints = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"];
for (const tool of tools) {
  const letters = hints.map((hint) => {
    const value = tool.annotations?.[hint];
    return value === undefined ? "?" : value ? hint[0].toUpperCase() : hint[0];
  });
  console.log(tool.name, letters.join(""), tool.outputSchema ? "yes" : "NO");
}
JS

failed=0
if ! diff <(sort "$data/called") <(cut -d' ' -f1 "$data/described" | sort); then
    echo "the tools are not the ten" >&2
    failed=1
fi

printf '%-22s %-12s %-14s %s\n' tool annotations "output schema" ok
for call in "${calls[@]}"; do
    read -r name arguments <<<"$call"
    options=()
    for argument in $arguments; do options+=(--tool-arg "$argument"); done
    answer=$(inspect --method tools/call --tool-name "$name" "${options[@]}") || answer='{}'
    read -r _ annotations schema < <(grep "^$name " "$data/described" || echo "$name ???? NO")
    ok=$(node -e '
        const answer = JSON.parse(process.argv[1] || "{}");
        const good = answer.structuredContent && !answer.isError;
        console.log(good ? "ok" : "FAILED " + JSON.stringify(answer.content ?? null));
    ' "$answer")
    [[ $ok == ok && $annotations != *\?* && $schema == yes ]] || failed=1
    printf '%-22s %-12s %-14s %s\n' "$name" "$annotations" "$schema" "$ok"
done

((failed == 0)) || cat "$data/errors" >&2
exit "$failed"
