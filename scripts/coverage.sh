#!/usr/bin/env bash
# Runs the tests of the law alone and refuses a line or a branch of preau/law that none of them reaches.
set -eu
cd "$(dirname "$0")/.."
data=$(mktemp)
trap 'rm -f "$data"' EXIT
export COVERAGE_FILE=$data
.venv/bin/python -m coverage run -m pytest -q -p no:xdist tests/law >"$data.txt" 2>&1 || { cat "$data.txt"; exit 1; }
rm -f "$data.txt"
.venv/bin/python -m coverage report
