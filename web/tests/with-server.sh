#!/usr/bin/env bash
# Runs a command with KUSANONE_URL naming a server of its own: the debug binary,
# on a free port, with the seed and the tests' own report.
set -euo pipefail
cd "$(dirname "$0")/../.."
data=$(mktemp -d)
export KUSANONE_DATA_DIR=$data
# The tests keep a built dictionary; without it, the first command builds one.
[ -f target/tmp/dictionary/metadata.json ] && export KUSANONE_DICTIONARY=target/tmp/dictionary
trap 'rm -rf "$data"' EXIT
target/debug/kusanone import document tests/data/report.txt >/dev/null 2>&1
target/debug/kusanone serve --listen 127.0.0.1:0 >"$data/out" &
server=$!
trap 'kill $server || true; wait $server || true; rm -rf "$data"' EXIT
until [ -s "$data/out" ]; do
  kill -0 $server || exit 1
  sleep 0.1
done
KUSANONE_URL=$(cut -d' ' -f1 "$data/out")
export KUSANONE_URL
cd web
"$@"
