#!/usr/bin/env bash
# A client that others wrote and published, the PHP package jcolombo/paymo-api-php, against the sandbox
# over HTTP. Needs PHP with curl and mbstring, and Composer; or, in PAYMO_PHP_AUTOLOAD, the autoload file
# of a copy that is there already.
#
#   tests/contract/foreign_client.sh .venv/bin/python
#
# Prints a row a step and ends with 1 unless all of them worked.
set -euo pipefail

python=$(realpath -s "${1:?the path of Python}")
here=$(cd "$(dirname "$0")" && pwd)
php=${PHP:-php}
work=$(mktemp -d)
trap 'kill "${sandbox:-}" 2>/dev/null; rm -rf "$work"' EXIT

autoload=${PAYMO_PHP_AUTOLOAD:-}
if [[ -z $autoload ]]; then
    composer --working-dir="$work" --no-interaction --quiet require jcolombo/paymo-api-php
    autoload=$work/vendor/autoload.php
fi

cd "$here/../.."
"$python" -m tools_server.sandbox --port 0 --rate-limit off --today 2026-11-02 \
    --world tests/worlds/studio.json >"$work/address" &
sandbox=$!
until grep -q http "$work/address"; do
    kill -0 "$sandbox"
    sleep 0.1
done

url=$(grep -o 'http://[^ ]*' "$work/address")
"$php" "$here/foreign_client.php" "$autoload" "$url" ADMIN-KEY
