#!/usr/bin/env bash
# Runs the tests of the law alone and refuses a line or a branch of preau/law that none of them reaches.
set -eu
cd "$(dirname "$0")/.."
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
export COVERAGE_FILE=$data/coverage
# Each worker measures itself, as the variable asks, in a file of its own; what they found is then put together.
sed 's/^branch = true$/&\nparallel = true/' pyproject.toml >"$data/pyproject.toml"
COVERAGE_PROCESS_START=$data/pyproject.toml .venv/bin/python -m pytest -q -n 2 --dist worksteal -p no:cacheprovider \
  tests/law >"$data/output" 2>&1 || { cat "$data/output"; exit 1; }
tail -n 1 "$data/output"
.venv/bin/python -m coverage combine --quiet
.venv/bin/python -m coverage report
