#!/usr/bin/env bash
# Proves with other people's clients that the API is usable and conforms: installs
# the clients, starts three servers of the debug binary, runs every test, and ends
# the servers. KUSANONE_BINARY names another binary.
set -euo pipefail
cd "$(dirname "$0")"
repository=$(cd ../.. && pwd)
binary=${KUSANONE_BINARY:-$repository/target/debug/kusanone}
[ -x "$binary" ] || { echo "found no $binary: run \`cargo build\` first" >&2; exit 1; }

# What is installed already, from the same lists, is kept.
if [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-audit --no-fund --silent
fi
if [ python/requirements.txt -nt python/.venv/installed ]; then
  python3 -m venv --clear python/.venv
  python/.venv/bin/pip install --quiet --disable-pip-version-check --requirement python/requirements.txt
  touch python/.venv/installed
fi
npm run --silent check

data=$(mktemp -d)
servers=()
stop() {
  [ ${#servers[@]} -eq 0 ] || { kill "${servers[@]}" && wait "${servers[@]}"; } 2>/dev/null || true
  rm -rf "$data"
}
trap stop EXIT

# The tests keep a built dictionary; without it, the first server builds one.
KUSANONE_DICTIONARY=$data/dictionary
[ -f "$repository/target/tmp/dictionary/metadata.json" ] && KUSANONE_DICTIONARY=$repository/target/tmp/dictionary
export KUSANONE_DICTIONARY

# serve NAME OPTION..: starts a server with the seed, and sets `url` when it answers.
serve() {
  local folder=$data/$1
  mkdir "$folder"
  KUSANONE_LOG=warn "$binary" serve --data-dir "$folder" --listen 127.0.0.1:0 "${@:2}" >"$folder/out" 2>"$folder/err" &
  servers+=($!)
  until [ -s "$folder/out" ]; do
    kill -0 $! 2>/dev/null || { cat "$folder/err" >&2; exit 1; }
    sleep 0.1
  done
  url=$(cut -d' ' -f1 "$folder/out")
}

export KUSANONE_MANIFEST=$data/manifest.json
"$binary" manifest "$repository/schema/operations" >"$KUSANONE_MANIFEST"
serve plain
export KUSANONE_URL=$url
serve federation --federation
export KUSANONE_FEDERATION_URL=$url
serve trusted --trusted-documents "$KUSANONE_MANIFEST"
export KUSANONE_TRUSTED_URL=$url

failed=0
npm test --silent || failed=1
PYTHONDONTWRITEBYTECODE=1 python/.venv/bin/python -m unittest discover --start-directory python || failed=1
exit $failed
